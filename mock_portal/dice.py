"""Seeded chance: the same seed misbehaves the same way."""

from __future__ import annotations

import random


def dice(seed: int | float | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 played with, nothing secret
