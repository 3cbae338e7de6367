"""What a page of the account's own list says, and what on it is not understood.

Nothing is left out: a row of another shape, a table that nobody knows, a number that stands in no
row become doubts, and every dossier number of the page is told. Only a list without a doubt can
show that something is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from portal_bot.form.text import fold
from portal_bot.moments import printed_moment
from portal_bot.portals.peoples_words import keep_out
from portal_bot.portals.roles import Listed, ListedDraft, Overview

COLUMNS = ("Số hồ sơ", "Thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")
EMPTY = ("chưa có hồ sơ nào", "không có hồ sơ nào")
UNCOUNTED = "không nói có bao nhiêu hồ sơ hay bao nhiêu trang"
# “Tổng số: 12 hồ sơ”, “Hiển thị 1 đến 10 của 25 bản ghi”
_TOTAL = re.compile(
    r"(?:tổng(?:\s+(?:số|cộng))?(?:\s+hồ\s+sơ)?|(?:của|trong|trên)(?:\s+tổng)?(?:\s+số)?)\s*:?\s*"
    r"(\d+)(?:\s*(?:hồ\s+sơ|bản\s+ghi|dòng|mục|kết\s+quả)|\s*$|\s*\))",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list.

    Attributes:
        lines: the rows that are understood, in their order.
        strays: numbers that stand elsewhere on it.
        drafts: what it calls drafts.
        doubts: what is not understood.
        number: which page it says that it is, or `None`.
        pages: of how many, or `None`.
        total: how many dossiers it says that the whole list has, or `None`.
    """

    lines: tuple[Listed, ...]
    strays: tuple[str, ...]
    drafts: tuple[ListedDraft, ...]
    doubts: tuple[str, ...]
    number: int | None
    pages: int | None
    total: int | None


def page_of(
    told: Mapping[str, Any], number: re.Pattern[str], columns: Sequence[str] = COLUMNS
) -> ListPage:
    """A page as `my_dossiers.js` tells of it.

    Args:
        told: the page.
        number: what a dossier number of this portal looks like.
        columns: the headings of number, procedure, owner, moment and state.
    """
    doubts: list[str] = []
    lines: list[Listed] = []
    tables = told["tables"]
    known = [table for table in tables if _columns(table, columns) is not None]
    if len(known) != 1:
        doubts.append(f"có {len(known)} bảng với các cột {', '.join(columns)}, cần đúng một")
    if len(tables) != len(known):
        doubts.append("có bảng lạ")
    if told["frames"]:
        doubts.append("có khung của trang khác")
    for table in known:
        lines += _lines(table, columns, number, doubts)
    if not all(draft["name"] for draft in told["drafts"]):
        doubts.append("có bản nháp không đọc được mã")
    keep_out(names=[line.owner for line in lines])
    listed = {line.number for line in lines}
    strays = tuple(w for w in told["words"] if number.fullmatch(w) and w not in listed)
    if strays:
        doubts.append(f"có số hồ sơ đứng ngoài các dòng đọc được ({', '.join(strays[:3])})")
    return ListPage(
        lines=tuple(lines),
        strays=strays,
        drafts=tuple(ListedDraft(d["name"], d["text"]) for d in told["drafts"] if d["name"]),
        doubts=tuple(doubts),
        number=told["page"],
        pages=told["pages"],
        total=_total(known, told["text"]),
    )


def _columns(table: Mapping[str, Any], columns: Sequence[str]) -> list[int] | None:
    """Where the columns that we read stand, wherever that is; `None`: this is no list of ours."""
    headings = [fold(heading) for heading in table["headings"]]
    wanted = [fold(column) for column in columns]
    if any(headings.count(column) != 1 for column in wanted):
        return None
    return [headings.index(column) for column in wanted]


def _lines(
    table: Mapping[str, Any],
    columns: Sequence[str],
    number: re.Pattern[str],
    doubts: list[str],
) -> Iterator[Listed]:
    """The rows of one table; what is wrong with it goes to `doubts`."""
    places, width = _columns(table, columns) or [], len(table["headings"])
    if table["odd"] or not table["oneHead"]:
        doubts.append("bảng hồ sơ có phần lạ (đầu, chân hoặc dòng ngoài thân bảng)")
    rows = table["rows"]
    if len(rows) == 1 and len(rows[0]["cells"]) == 1 and fold(rows[0]["cells"][0]) in EMPTY:
        return
    if not rows:
        doubts.append("bảng hồ sơ trống mà không nói là chưa có hồ sơ")
    for place, row in enumerate(rows, 1):
        cells = row["cells"]
        if row["joined"] or row["odd"] or len(cells) != width:
            doubts.append(f"dòng {place} có {len(cells)} ô khác {width} cột")
            continue
        line = Listed(*(cells[at] for at in places))
        if not number.fullmatch(line.number) or printed_moment(line.filed) is None:
            doubts.append(f"dòng {place} không đọc được số hồ sơ hoặc ngày nộp")
            continue
        yield line


def _total(known: Sequence[Mapping[str, Any]], text: str) -> int | None:
    """How many dossiers the page says that there are; two figures that differ are told as -1."""
    told = {int(table["total"]) for table in known if (table["total"] or "").isdecimal()}
    told |= {int(found[1]) for found in _TOTAL.finditer(text)}
    return None if not told else told.pop() if len(told) == 1 else -1


def joined(pages: Sequence[ListPage], *, whole: bool) -> Overview:
    """Several pages as one list.

    Args:
        pages: in the order in which they were read, the first one first.
        whole: whether the list was read to its end; else its count cannot be held against it.
    """
    lines = [line for page in pages for line in page.lines]
    doubts = [doubt for page in pages for doubt in page.doubts]
    if not whole and not is_newest_first(lines):
        doubts.append("hồ sơ không xếp từ mới đến cũ")
    if len({line.number for line in lines}) != len(lines):
        doubts.append("một hồ sơ đứng ở hai dòng")
    if len({(page.pages, page.total) for page in pages}) > 1:
        doubts.append("các trang không cùng nói một con số")
    drafts = {draft.name: draft for page in pages for draft in page.drafts}
    seen = Overview(
        lines=tuple({line.number: line for line in lines}.values()),
        strays=tuple(dict.fromkeys(stray for page in pages for stray in page.strays)),
        drafts=tuple(drafts.values()),
        doubts=tuple(dict.fromkeys(doubts)),
        whole=whole,
    )
    return replace(seen, doubts=(*seen.doubts, *_count(pages, len(lines)))) if whole else seen


def _count(pages: Sequence[ListPage], found: int) -> list[str]:
    total, of = pages[0].total, pages[0].pages
    if total is not None and total != found:
        return [f"danh sách nói có {total} hồ sơ, đọc được {found}"]
    if of is not None and of != len(pages):
        return [f"danh sách nói có {of} trang, đọc được {len(pages)}"]
    return [UNCOUNTED] if total is None and of is None else []


def is_newest_first(lines: Sequence[Listed]) -> bool:
    """Whether they say what a page that was not read would hold: nothing newer.

    A dossier that the office gave another number may stand among later ones; such a list is read
    to its end, and then its order says nothing: what moves meanwhile stands there twice.
    """
    moments = [moment for line in lines if (moment := _moment(line)) is not None]
    return all(one >= other for one, other in pairwise(moments))


def _moment(line: Listed) -> datetime | None:
    return printed_moment(line.filed)
