"""Ways in which a portal may print its list otherwise one day: the same rows, another table.

Each takes the rendered page and gives it back changed; a list without rows stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TABLE = re.compile(r'<table [^>]*id="dsHoSo".*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr data-number=.*?</tr>", re.DOTALL)
_OWNER = re.compile(r'(data-heading="Chủ hồ sơ">)([^<]*)')
_TITLE = re.compile(r'(data-heading="Thủ tục" data-code="([^"]*)">)[^<]*')
_STATUS = re.compile(r'(<span class="status">[^<]*</span>)</td>')
_NUMBER = re.compile(r'(<td data-heading="Số hồ sơ">)<a [^>]*>([^<]*)</a>')
_EMPTY = (
    "<table><thead><tr><th>Số hồ sơ</th><th>Thủ tục</th><th>Chủ hồ sơ</th><th>Ngày nộp</th>"
    "<th>Trạng thái</th></tr></thead><tbody></tbody></table>"
)


def _masked(page: str) -> str:
    def mask(found: re.Match[str]) -> str:
        words = found[2].split()
        return found[1] + " ".join(word[:1] + "*" * (len(word) - 1) for word in words)

    return _OWNER.sub(mask, page)


def _left_out(page: str) -> str:
    return _ROW.sub("", page, count=1)


def _cut(page: str) -> str:
    """The numbers without their ends and their links."""
    unmarked = re.sub(r'<tr data-number="[^"]*">', "<tr>", page)
    return _NUMBER.sub(lambda found: found[1] + found[2][:-6] + "…", unmarked)


def _joined(page: str) -> str:
    return page.replace(
        '<td data-heading="Trạng thái">', '<td data-heading="Trạng thái" colspan="2">'
    )


def _boxes(page: str) -> str:
    """The rows as a list of boxes, with no table at all."""

    def box(table: re.Match[str]) -> str:
        rows = _ROW.findall(table[0])
        texts = (re.sub(r"<td[^>]*>", " · ", re.sub(r"</?tr[^>]*>|</td>", "", r)) for r in rows)
        return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"

    return _TABLE.sub(box, page)


def _last_year(page: str) -> str:
    """The newest row in a table of its own, above the others."""
    row = _ROW.search(page)
    rest = _left_out(page)
    if row is None:
        return page
    return _TABLE.sub(
        lambda table: _EMPTY.replace("<tbody>", f"<tbody>{row[0]}") + table[0], rest, count=1
    )


SHAPES: dict[str, Callable[[str], str]] = {
    "owner_masked": _masked,
    "owner_titled": lambda page: _OWNER.sub(r"\1Ông \2", page),
    "owner_upper": lambda page: _OWNER.sub(lambda m: m[1] + m[2].upper(), page),
    "procedure_coded": lambda page: _TITLE.sub(r"\1\2", page),
    "cell_more": lambda page: _STATUS.sub(r"\1</td><td><a href='#'>In</a></td>", page),
    "cells_joined": _joined,
    "empty_table_first": lambda page: _TABLE.sub(lambda m: _EMPTY + m[0], page),
    "second_table": _last_year,
    "boxes": _boxes,
    "heading_renamed": lambda page: re.sub(">(?:Số|Mã) hồ sơ</th>", ">Mã số</th>", page),
    "number_cut": _cut,
    "row_left_out": _left_out,
}


def reshaped(page: str, shape: str) -> str:
    """The page in this shape."""
    return SHAPES[shape](page)
