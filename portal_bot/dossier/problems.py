"""What is wrong with a dossier, first where it is in the model, then where it is in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from portal_bot.marked import MarkedText
from portal_bot.shown import shown

Severity = Literal["error", "warning", "info"]
Path = tuple[str | int, ...]
# So many problems of one file are told; who has more mends these first.
MOST = 50
MORE = "more_problems"


class Refused(ValueError):
    """A value that a field type does not take.

    Attributes:
        code: a stable English word for programs.
        message: what was there and what to do, in Vietnamese.
        part: the part of the value at fault, for example the commune of an address.
    """

    def __init__(self, code: str, message: str, part: str | None = None) -> None:
        # All of them, so that it can be copied: it stands for a cell's value in a row that is.
        super().__init__(code, message, part)
        self.code = code
        self.message = MarkedText(message)
        self.part = part

    def __str__(self) -> str:
        return self.message


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
    count: int = 1
    """How many it stands for: more than one only where the rest is left unsaid (`MORE`)."""

    def __post_init__(self) -> None:
        """Keeps the marks of the values in its message."""
        object.__setattr__(self, "message", MarkedText(self.message))

    def under(self, *prefix: str | int) -> Finding:
        """The same finding, seen from further up."""
        path = (*prefix, *self.path)
        return Finding(path, self.code, self.message, self.severity, self.about, self.count)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as people and programs see it.

    Attributes:
        field: dotted path in the dossier file, for example ``declaration.child.birth_date``; where
            the file has labels for keys, with these.
        where: file and line, for example ``birth.yaml:12``.
        message: Vietnamese: what was there and what to do about it.
        named: the same path by the fields' own names, where the file has others.
    """

    severity: Severity
    code: str
    field: str
    where: str
    message: str
    named: str = ""

    @property
    def own_field(self) -> str:
        """The dotted path by the fields' own names."""
        return self.named or self.field

    def __post_init__(self) -> None:
        """Quotes other people's text, in which there may be what a terminal obeys."""
        for name in ("field", "where"):
            if not (text := getattr(self, name)).isprintable():
                object.__setattr__(self, name, shown(text))
        object.__setattr__(self, "message", MarkedText(shown(f"{self.message}")))

    def as_json(self) -> dict[str, str]:
        """The shape that ``check --json`` prints."""
        return {
            "severity": self.severity,
            "code": self.code,
            "field": self.field,
            "where": self.where,
            "message": self.message,
        }


class _Grave(Protocol):
    @property
    def severity(self) -> Severity:
        """How bad it is."""


G = TypeVar("G", bound=_Grave)
_WORST_FIRST = {"error": 0, "warning": 1, "info": 2}


def gravest(told: Sequence[G]) -> list[G]:
    """Those that are told of one file, in the order given; errors before all else."""
    if len(told) <= MOST:
        return list(told)
    by_weight = sorted(range(len(told)), key=lambda n: _WORST_FIRST[told[n].severity])
    return [told[n] for n in sorted(by_weight[:MOST])]


def bounded(problems: Sequence[Problem], unsaid: int, where: str) -> list[Problem]:
    """The gravest of a file's problems, and one that says how many more there are.

    Args:
        problems: of one file.
        unsaid: how many there are besides these.
        where: the file.
    """
    kept = gravest(problems)
    left = len(problems) - len(kept) + unsaid
    if not left:
        return kept
    told = f"Và còn {left} chỗ nữa chưa kể; sửa những chỗ trên rồi soát lại"
    worst: Severity = "error" if any(p.severity == "error" for p in kept) else "warning"
    return [*kept, Problem(worst, MORE, "", where, told)]
