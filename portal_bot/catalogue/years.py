"""The years of which there is an edition of every procedure."""

from typing import Literal

Year = Literal[2022, 2026]
YEARS: tuple[Year, ...] = (2022, 2026)
