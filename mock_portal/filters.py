"""How the templates print times, sizes and groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from .fees import dong
from .values import Entry


def moment(at: datetime) -> str:
    return at.strftime("%d/%m/%Y %H:%M:%S")


def stamp(at: str) -> str:
    """A stored ISO time, to the minute."""
    return datetime.fromisoformat(at).strftime("%d/%m/%Y %H:%M")


def day(on: date) -> str:
    return on.strftime("%d/%m/%Y")


def iso_day(text: str) -> str:
    """A stored ISO day."""
    return day(date.fromisoformat(text))


def urgency(clock: str) -> str:
    """The class of the words of `office.terms.in_words`."""
    known = {"Quá": "late", "Đến": "today", "Tạm": "still"}
    return known.get(clock.partition(" ")[0], "")


def kb(size: int) -> str:
    return f"{size / 1024:.1f} KB".replace(".", ",")


def runs(entries: Sequence[Entry]) -> list[tuple[str | None, list[Entry]]]:
    """Neighbours of one group together; a table stands alone."""

    def kind(entry: Entry) -> tuple[str | None, bool]:
        return entry.group, isinstance(entry.value, list)

    return [(key[0], list(run)) for key, run in groupby(entries, kind)]


def headings(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The headings of a table, in the order in which they first occur."""
    return list(dict.fromkeys(heading for row in rows for heading in row))


FILTERS: dict[str, Callable[..., Any]] = {
    "moment": moment,
    "stamp": stamp,
    "day": day,
    "iso_day": iso_day,
    "urgency": urgency,
    "kb": kb,
    "runs": runs,
    "headings": headings,
    "dong": dong,
}
