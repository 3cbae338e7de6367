"""Finds a browser, starts it, fences it in."""
