"""What a filing tells whoever watches: for progress bars and logs, never with values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from portal_bot import clock
from portal_bot.moments import iso
from portal_bot.privacy import redact

Kind = Literal["step", "state", "human", "note", "plan", "done", "line", "waiting", "answered"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        kind: of one dossier: a `step` begun, a `state` reached, a `human` asked, a `note`; it is
            `waiting` for somebody, who has `answered`; it is `done` (the text is its state). Of the
            whole run: the `plan` (the text is the number of dossiers), and what the `line` of all
            dossiers does (waits, slows down, stops).
        filing: the filing's id; empty where there is none.
        path: the dossier's file; of the whole run, the current folder.
        text: Vietnamese, or a state's English word.
        at: when, with offset.
    """

    kind: Kind
    filing: str
    path: Path
    text: str
    at: datetime = field(default_factory=clock.now, compare=False)

    def as_json(self) -> dict[str, Any]:
        """One line of `--events`, without anybody's values."""
        return {
            "at": iso(self.at, timespec="milliseconds"),
            "kind": self.kind,
            "filing": self.filing or None,
            "path": None if self.path == Path() else redact(str(self.path)),
            "text": redact(self.text),
        }


Tell = Callable[[Event], None]
