"""The years of which there is an edition of every procedure."""

from typing import Literal

Year = Literal[2022, 2026]
YEARS: tuple[Year, ...] = (2022, 2026)
# What a portal speaks whose profile does not say.
FIRST: Year = 2022
