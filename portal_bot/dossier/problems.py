"""What is wrong with a dossier, first where it is in the model, then where it is in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal_bot.dossier.shown import visible

Severity = Literal["error", "warning", "info"]
Path = tuple[str | int, ...]


class Refused(ValueError):
    """A value that a field type does not take.

    Attributes:
        code: a stable English word for programs.
        message: what was there and what to do, in Vietnamese.
        part: the part of the value at fault, for example the commune of an address.
    """

    def __init__(self, code: str, message: str, part: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.part = part


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem by its place in the model.

    Attributes:
        about: whose number it is of, so that two findings of one person are known for it.
    """

    path: Path
    code: str
    message: str
    severity: Severity = "error"
    about: str = ""

    def under(self, *prefix: str | int) -> Finding:
        """The same finding, seen from further up."""
        return Finding((*prefix, *self.path), self.code, self.message, self.severity, self.about)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as people and programs see it.

    Attributes:
        field: dotted path in the dossier file, for example ``declaration.child.birth_date``.
        where: file and line, for example ``birth.yaml:12``.
        message: Vietnamese: what was there and what to do about it.
    """

    severity: Severity
    code: str
    field: str
    where: str
    message: str

    def __post_init__(self) -> None:
        """Quotes other people's text, in which there may be what a terminal obeys."""
        for name in ("field", "where", "message"):
            object.__setattr__(self, name, visible(getattr(self, name)))

    def as_json(self) -> dict[str, str]:
        """The shape that ``check --json`` prints."""
        return {
            "severity": self.severity,
            "code": self.code,
            "field": self.field,
            "where": self.where,
            "message": self.message,
        }
