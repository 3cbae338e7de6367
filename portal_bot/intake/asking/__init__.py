"""A form asked instead of typed: what to ask next, whether an answer will do, what is kept of it.

Nothing here reads or prints: `portal_bot/cli/asked_here.py` does, in a terminal.
"""
