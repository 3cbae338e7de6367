"""What the words, names and days of a roster's file mean, whichever kind of file it is."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from portal_bot.catalogue.names import clean, plain
from portal_bot.moments import said_day
from portal_bot.roster.duty import Role

# What a file says before it is a roster: ("person", where, {...}) or ("day", where, {...}).
RawRow = tuple[str, str, dict[str, Any]]
_BETWEEN_NAMES = re.compile(r"[;,+\n]")
_OFFICERS = ("officer", "can bo", "cong chuc", "vien chuc")
_VOLUNTEERS = ("volunteer", "doan vien", "doan thanh nien", "thanh nien", "tinh nguyen", "dvtn")
_WEEKDAY = re.compile(r"\A(?:thứ\s+\w+|chủ\s+nhật|t[2-7]|cn)\s*,?\s+", re.IGNORECASE)
# Day 1 of a spreadsheet's calendar, which counts a day that never was; from 1927 to 2064.
_SHEET_BEGINS = date(1899, 12, 30)
_SHEET_DAYS = range(10_000, 60_000)


def role_of(word: str) -> Role | None:
    """The role that a word means: a key, a heading, a cell."""
    bare = plain(clean(word))
    if bare.startswith(_OFFICERS):
        return "officer"
    return "volunteer" if bare.startswith(_VOLUNTEERS) else None


def names_in(value: Any) -> tuple[str, ...]:
    """The names in a cell, or in a list of a file."""
    several = value if isinstance(value, list | tuple) else [value]
    parts = (part for one in several for part in _BETWEEN_NAMES.split(str(one or "")))
    return tuple(name for part in parts if (name := clean(part)))


def day_in(value: Any) -> date | None:
    """A day as people and spreadsheets write it; `None`: it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and value in _SHEET_DAYS:
        return _SHEET_BEGINS + timedelta(days=int(value))
    return said_day(_WEEKDAY.sub("", clean(str(value or ""))))
