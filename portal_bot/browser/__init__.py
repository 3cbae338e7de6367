"""Finds a browser, starts it, closes its ways out."""
