"""Flows of our own: one file a procedure, its official facts beside it."""
