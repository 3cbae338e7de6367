"""A dossier's text as mappings and lists, and where each thing stands in its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from portal_bot.dossier.problems import Finding, Problem
from portal_bot.dossier.problems import Path as Place
from portal_bot.marked import MarkedText
from portal_bot.shown import shown


class Unreadable(Exception):
    """A file, or a place in it, that cannot be read.

    Attributes:
        code: a stable English word.
        message: Vietnamese.
        line: counted from 1, or ``None`` for the file as a whole.
        also: more lines of the file that are wrong, each with its message.
    """

    also: tuple[tuple[int, str], ...] = ()

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = MarkedText(message)
        self.line = line


class Lines(Protocol):
    """Where things stand; looked up only for what a problem is about, which most things are not."""

    def get(self, place: Place, /) -> int | None:
        """The line, counted from 1, that the key or the list's item starts on."""


@dataclass(slots=True)
class Tree:
    """Mappings, lists, texts and ``None``, and the line that each of them starts on."""

    data: Any = None
    lines: Lines = field(default_factory=dict[Place, int])
    faults: list[tuple[int, Finding]] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """One dossier's text, wherever it came from.

    Attributes:
        path: the file.
        data: mappings, lists and texts; ``None`` when the file could not be read.
        problems: what was wrong already in the reading.
        told: names a line for people, `None` for the text as a whole; left out: file and line.
        scans_at: the folder that its scans are named from; left out: the file's own.
        reference: the filing's id that stands beside it, where a row carries one.
        may_hold_a_card: whether there is the sign that parts a card's line, for all that is known.
        written: a place by the fields' names, as the file names it; left out: just so.
    """

    path: Path
    data: Any = None
    lines: Lines = field(default_factory=dict[Place, int])
    problems: list[Problem] = field(default_factory=list)
    told: Callable[[int | None], str] | None = None
    scans_at: Path | None = None
    reference: str = ""
    may_hold_a_card: bool = True
    written: Callable[[Place], Place] | None = None

    @property
    def folder(self) -> Path:
        """What the names of scans are relative to."""
        return self.scans_at or self.path.parent

    def line(self, place: Place) -> int | None:
        """The line of the place, or of the nearest one around it."""
        place = self.written(place) if self.written else place
        for end in range(len(place), -1, -1):
            line = self.lines.get(place[:end])
            if line is not None:
                return line
        return None

    def where(self, place: Place) -> str:
        """The file and the line of the place."""
        return self._at(self.line(place))

    def _at(self, line: int | None) -> str:
        if self.told is not None:
            return self.told(line)
        name = shown(self.path.name)
        return f"{name}:{line}" if line else name

    def problem(self, finding: Finding, line: int | None = None) -> Problem:
        """The finding, told with its place in the file; the line, if it is known already."""
        named = self.written(finding.path) if self.written else finding.path
        return Problem(
            finding.severity,
            finding.code,
            ".".join(map(str, named)),
            self._at(line) if line else self.where(finding.path),
            finding.message,
            ".".join(map(str, finding.path)) if self.written else "",
        )
