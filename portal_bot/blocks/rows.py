"""Rows of a table that a rule has something against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from portal_bot.catalogue.names import fold


def rows_where(rows: Iterable[Any], wrong: Callable[[Any], bool]) -> str:
    """The numbers of such rows, from 1, as a message prints them: ``"2, 5"``; empty for none."""
    return ", ".join(str(number) for number, row in enumerate(rows, start=1) if wrong(row))


def repeated_rows(rows: Sequence[Any], *names: str, exact: Sequence[str] = ()) -> str:
    """The rows that say again what an earlier one said, as `rows_where` prints them.

    Args:
        rows: of one table.
        names: fields compared as people's names are, without regard to case or spelling.
        exact: fields that must be equal as they stand.
    """
    seen: set[tuple[Any, ...]] = set()

    def again(row: Any) -> bool:
        said = tuple(fold(getattr(row, name)) for name in names)
        said += tuple(getattr(row, name) for name in exact)
        known = said in seen
        seen.add(said)
        return known

    return rows_where(rows, again)
