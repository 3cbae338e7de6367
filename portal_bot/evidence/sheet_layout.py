"""How large the letters of a citizen's sheet may be, so that it prints on one page of A4.

Estimated and not measured: a sheet is written while a dossier is filed, and nobody prints it then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

# Millimetres, as the sheet's style has them. A page is 279 high: what is estimated is a tenth more
# than what is printed, so that a machine with wider letters has its room, too.
_WIDE, _HIGH = 190.0, 300.0
_GAP, _SIGNED, _PICTURED, _FIGURE = 4.0, 17.0, 15.0, 24.0
# Of a table's width: what it is, and each of the two values.
_NAME, _VALUE = 0.30, 0.35
_CELL, _RULE = 1.6, 0.55
# A point in millimetres; the width of a letter and the height of a line in ems, of wide letters.
_POINT, _LETTER, _LINE = 0.3528, 0.53, 1.2
# The largest first: size in points, and whether the tables stand side by side.
_STEPS = tuple(
    [(10.0, False), (9.5, False), (9.0, False), (8.5, False)]
    + [(size, True) for size in (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)]
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line that the citizen reads.

    Attributes:
        section: the form's section.
        label: what it is.
        declared: what the dossier says.
        shown: what the portal shows.
        equal: whether the two mean the same.
    """

    section: str
    label: str
    declared: str
    shown: str
    equal: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out.

    Attributes:
        points: the size of its letters.
        two: whether its tables stand side by side.
    """

    points: float
    two: bool


def fitting(
    rows: Sequence[ReadRow], captions: Sequence[str], above: Sequence[str], facts: Sequence[str]
) -> Layout:
    """The largest letters with which all of it fits, else the smallest there are.

    Args:
        rows: what is read, line by line.
        captions: what stands below each picture.
        above: the paragraphs above the tables and below the facts.
        facts: the two blocks of facts that stand side by side, each with its paragraphs' text.
    """
    for points, two in _STEPS:
        if _height(points, two, rows, captions, above, facts) <= _HIGH:
            return Layout(points, two)
    return Layout(*_STEPS[-1])


def _height(
    points: float,
    two: bool,
    rows: Sequence[ReadRow],
    captions: Sequence[str],
    above: Sequence[str],
    facts: Sequence[str],
) -> float:
    em = points * _POINT
    line = em * _LINE
    width = (_WIDE - _GAP) / 2 if two else _WIDE
    tables = sum(
        line + 2 * _RULE + 1.6 + sum(_lines_of(row, width, em) * line + _RULE for row in part)
        for _, part in groupby(rows, key=lambda row: row.section)
    )
    if two:
        # The columns are never quite even: a row is not broken.
        tallest = max((_lines_of(row, width, em) for row in rows), default=1)
        tables = tables / 2 + max(4, tallest) * line
    per_line = int(_WIDE // _FIGURE)
    bands = [captions[n : n + per_line] for n in range(0, len(captions), per_line)]
    pictures = sum(
        _PICTURED + max(_lines(text, _FIGURE, em * 0.85) for text in band) * em for band in bands
    )
    words = sum(_lines(text, _WIDE, em) * line + 0.8 for text in above)
    blocks = max(_lines_in(text, (_WIDE - _GAP) / 2, em) for text in facts) * (line + 0.4)
    return 22 + words + tables + 2 * line + pictures + blocks + 2 * line + _SIGNED + 3 * line


def _lines_of(row: ReadRow, width: float, em: float) -> int:
    values = max((row.declared, row.shown), key=len)
    return max(
        _lines(row.label, width * _NAME - _CELL, em), _lines(values, width * _VALUE - _CELL, em)
    )


def _lines_in(text: str, width: float, em: float) -> int:
    return sum(_lines(part, width, em) for part in text.split("\n"))


def _lines(text: str, width: float, em: float) -> int:
    """Words are not broken, so that a line holds some letters less than it has room for."""
    room = max(4, int(width / (em * _LETTER)) - 1)
    return max(1, -(-len(text) // room))
