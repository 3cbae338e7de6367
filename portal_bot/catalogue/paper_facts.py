"""What a paper is, as official facts say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A paper that the procedure asks for."""

    key: str
    name: str
    required: bool | Literal["conditional"]
    original_or_copy: Literal["original", "copy", "certified_copy"]
    copies: int = 1
    present_only: bool = False
    """Shown at the counter, and need not be attached."""
    when: Mapping[str, tuple[str, ...] | bool] | None = None
    """Asked for only then; see `portal_bot.fields.Field`."""
    note: str = ""
