"""The dossiers of one run, held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal_bot.checked import Checked
from portal_bot.dossier.book_rows import row_of
from portal_bot.dossier.problems import Problem


def tell_of_duplicates(checked: Iterable[Checked]) -> None:
    """Two of them must not ask for the same; the later one is told."""
    first: dict[tuple[Any, ...], Checked] = {}
    deeds: dict[tuple[Any, ...], Checked] = {}
    for each in checked:
        if each.dossier is None or not each.subject:
            continue
        if each.flow is not None and each.flow.one_of:
            _tell_of_deed(each, deeds.setdefault((each.flow.one_of, *each.subject[:2]), each))
        other = first.setdefault((each.procedure, each.subject, each.dossier.request), each)
        if other is not each:
            told = (
                f"Trùng với hồ sơ {other.path}: cùng thủ tục và cùng người, cùng việc; bỏ một tệp, "
                "hoặc thêm nhãn request nếu thật sự cần làm hai lần"
            )
            each.problems.append(
                Problem("error", "duplicate_dossier", "procedure", _where(each), told)
            )


def _tell_of_deed(each: Checked, other: Checked) -> None:
    """Two procedures of which one person needs but one."""
    if other.flow is None or each.flow is None or other.flow is each.flow:
        return
    told = (
        f"Trùng người với hồ sơ {other.path} (thủ tục “{other.flow.title}”): với một người chỉ làm "
        "một trong hai thủ tục này; bỏ tệp chọn nhầm thủ tục"
    )
    each.problems.append(Problem("error", "duplicate_deed", "procedure", _where(each), told))


def _where(checked: Checked) -> str:
    """The dossier as a whole: its file, or the first cell of its row."""
    row = row_of(checked.path)
    return checked.path.name if row is None else "!A".join(row.rsplit("!", 1))
