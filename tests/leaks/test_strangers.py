"""Whom only a portal names, in an officer's words or a column: in no sink, once it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal_bot import privacy
from portal_bot.cli.console import print_json
from portal_bot.portals.igate_v1 import office_facts, office_page, record
from portal_bot.portals.igate_v1.listing import COLUMNS, page_of
from tests.leaks.sinks import SINKS, _said, place
from tests.leaks.spelled import SPELLINGS, Canary, Searcher

__all__ = ["place"]

ASKED_OF, OWNER, RECEIVER = "Ngoạch Toách Choạng", "Thuổng Vuốc Ruổi", "Quyệch Loằng Hoạnh"
RESULT, ADDED = "Nghiễng Duềnh Quềnh.pdf", "ban quet cua Khuỷnh Toách.jpg"
# Neither a capital nor a title tells that somebody is meant.
LOOSE = "người cháu là ngoạch khoằm ở cồn ruổi chưa ký"
REASON = f"Đề nghị bà {ASKED_OF} nộp lại bản quét; {LOOSE}"
NOTE = f"đã gọi: {LOOSE} cả hai lần"
CANARIES = (
    *(Canary("name", name, is_name=True) for name in (ASKED_OF, OWNER, RECEIVER)),
    *(Canary("file", Path(name).stem) for name in (RESULT, ADDED)),
    Canary("words", LOOSE),
)
TOLD = "; ".join((REASON, OWNER, RECEIVER, RESULT, ADDED, NOTE))
DAY: dict[str, Any] = {"text": "", "items": [], "day": None}


def office() -> dict[str, Any]:
    """As `record.js` tells of the office's side."""
    paper = {"row": "Giấy chứng sinh", "name": ADDED, "size": 9}
    return {
        "facts": [DAY | {"label": "Lý do", "text": REASON}],
        "steps": [{"at": None, "words": "Yêu cầu bổ sung giấy tờ", "note": NOTE}],
        "added": [{"note": "", "papers": [paper]}],
        "result": {"name": RESULT, "size": 9, "at": "/x"},
        "due": None,
    }


def read() -> None:
    """All that is read of the portal's pages in following and at the counter."""
    head = [["Số hồ sơ", "H45-1"], ["Trạng thái", "Đang xử lý"], ["Chủ hồ sơ", OWNER]]
    told = {"head": head, "fields": [], "papers": [], "office": office()}
    assert record.record_of(told, None).office == office_facts.office_of(office(), dict(head))
    cells = ["H45-1", "Thủ tục", OWNER, "20/11/2026 09:00", "Đang xử lý"]
    table: dict[str, Any] = {"headings": COLUMNS, "odd": 0, "oneHead": True, "total": "1"}
    row = {"cells": cells, "joined": False, "odd": False}
    page: dict[str, Any] = {"frames": 0, "drafts": [], "words": [], "page": 1, "pages": 1}
    listed = page_of(page | {"tables": [table | {"rows": [row]}], "text": ""}, re.compile("H.*"))
    assert [line.owner for line in listed.lines] == [OWNER]
    step = ["20/11/2026 09:00", "Cán bộ", "Tiếp nhận", "Đang xử lý", NOTE]
    forms = [{"title": "Trả kết quả", "boxes": {"Người nhận kết quả": RECEIVER}}]
    at_desk = {"head": head, "columns": office_page.HISTORY, "steps": [step], "forms": forms}
    assert office_page.record_of(at_desk).steps[0].note == NOTE


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    privacy.clear()
    yield
    privacy.clear()


@pytest.mark.parametrize("sink", SINKS)
def test_nobody_whom_only_the_portal_names_gets_into_a_sink(sink: str, place: Path) -> None:
    searcher = Searcher(CANARIES)
    assert searcher.leaks("before it was read", SINKS[sink](TOLD, place))
    read()
    for spelling in ("as it is", "upper case", "without diacritics"):
        folder = place / spelling
        folder.mkdir()
        told = SINKS[sink](SPELLINGS[spelling](TOLD), folder)
        assert [str(leak) for leak in searcher.leaks(spelling, told)] == []


def test_what_an_office_wants_is_told_to_programs_without_whoever_is_named() -> None:
    read()
    told = _said(lambda: print_json({"history": [{"note": REASON}], "words": REASON})).decode()
    assert "nộp lại bản quét" in told
    assert told.count("nộp lại bản quét") == 1
    assert ASKED_OF not in told


def test_a_state_or_a_deed_stays_readable() -> None:
    read()
    said = "hồ sơ đang xử lý, yêu cầu bổ sung giấy tờ"
    assert privacy.redact(said) == said
