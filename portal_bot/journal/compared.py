"""Where a filing that other hands changed differs from the newest copy that is still right."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from portal_bot.journal.backup import newest_with
from portal_bot.journal.rows import READ as NAMES
from portal_bot.journal.rows import SELECT, lines_of
from portal_bot.journal.seal import Line, Seal

_COLUMNS = (*NAMES.split(", "), "head", "mac")
_PARTS = ("attempt", "at", "kind", "detail")


def differing(journal: Path, seal: Seal, filing: str) -> str:
    """What was done to a filing's row and history, in words.

    Args:
        journal: the journal.
        seal: the home's.
        filing: the filing's id.
    """
    row, lines = _of(journal, filing)
    told = "bị sửa từ bên ngoài" if row else "dòng của hồ sơ bị lấy ra khỏi sổ"
    copy = newest_with(journal, seal, filing)
    if copy is None:
        return f"{told}; không bản sao nào còn đúng để so"
    before, old_lines = _of(copy, filing)
    found = [f"cột {name}" for name in _changed(row, before)]
    found += _history(lines, old_lines)
    return f"{told}: {', '.join(found)}; so với {copy.name}" if found else told


def _of(journal: Path, filing: str) -> tuple[tuple[Any, ...] | None, list[Line]]:
    with closing(sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True)) as db:
        row = db.execute(SELECT + " WHERE id = ?", (filing,)).fetchone()
        return row, lines_of(db, filing)


def _changed(row: tuple[Any, ...] | None, before: tuple[Any, ...] | None) -> list[str]:
    if row is None or before is None:
        return []
    pairs = zip(_COLUMNS, row, before, strict=True)
    return [name for name, now, then in pairs if now != then]


def _history(lines: list[Line], before: list[Line]) -> list[str]:
    """Lines of the copy that are other now; what came after the copy cannot be told apart."""
    found: list[str] = []
    for number, then in enumerate(before):
        if number >= len(lines):
            return [*found, f"mất {len(before) - number} dòng lịch sử cuối"]
        for part, was, now in zip(_PARTS, then, lines[number], strict=True):
            if was != now:
                found.append(f"dòng lịch sử {number + 1} ({part})")
    return found
