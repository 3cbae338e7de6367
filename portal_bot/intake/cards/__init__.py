"""Citizen cards: from a picture, or a line that a scanner typed, to a person's block."""
