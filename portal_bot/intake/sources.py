"""One dossier's text, wherever it stands: in a file of its own, or on a row of a workbook."""

from __future__ import annotations

from pathlib import Path

from portal_bot.dossier.book_rows import is_row
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source


def source_at(path: Path) -> Source:
    """Reads it; what is wrong with it becomes problems, never an exception.

    Args:
        path: a file, or a row of a workbook (`book_rows`).
    """
    if not is_row(path):
        return load(path)
    from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

    book = read(path)
    if book.sources:
        return book.sources[0]
    return Source(path, problems=[book.problem] if book.problem else [])
