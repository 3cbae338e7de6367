"""Whether a row still says what it said; cheap also when asked once for each of a thousand rows."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from portal_bot.dossier.book_rows import file_of
from portal_bot.intake.workbook.reading import read


def still_says(path: Path, digest: str, said: Any) -> bool:
    """Whether the row says the same in its workbook as it is now.

    Args:
        path: the row.
        digest: of the workbook's bytes; with the same ones it is not read again.
        said: what the row said.
    """
    now = _rows(file_of(path), digest)
    return path.name in now and same_words(now[path.name], said)


@lru_cache(maxsize=2)
def _rows(file: Path, digest: str) -> dict[str, Any]:  # noqa: ARG001  # with other bytes, another answer
    return {source.path.name: source.data for source in read(file).sources}


def same_words(one: Any, other: Any) -> bool:
    """Whether two rows say the same; what could not be taken of a cell, by why it could not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_words(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_words, one, other))
    refused, again = getattr(one, "refused", None), getattr(other, "refused", None)
    if refused is not None and again is not None:
        return bool(refused.message == again.message)
    return bool(one == other)
