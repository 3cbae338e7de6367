"""What a filing tells whoever watches: for progress bars and logs, never with values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: a step begun, a state reached, a person needed, a remark."""

    kind: Literal["step", "state", "human", "note"]
    filing: str
    path: Path
    text: str


Tell = Callable[[Event], None]
