"""A workbook through the whole house: typed, filed, and every row answered in its cells."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from portal_bot import aio
from portal_bot.batch.line import Line
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from portal_bot.intake.workbook.sheet_columns import NUMBER, PROBLEMS, REFERENCE, STATE
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal
from tests.support.ods import as_ods, content_of
from tests.support.workbooks import column, dossier, told, workbook

pytestmark = pytest.mark.in_turn(2)

SLUG = "birth_registration"


def typed(to: Path) -> Path:
    """Two births of one applicant, and a row that is not filled in."""
    first = dossier(BIRTH)
    second, third = copy.deepcopy(first), copy.deepcopy(first)
    second["declaration"]["child"]["full_name"] = "Nguyễn Thử Nghiệm Bình"
    second["request"] = "Trẻ thứ hai"
    third["declaration"]["child"]["full_name"] = "Nguyễn Thử Nghiệm Cúc"
    third["applicant"]["phone"] = "12"
    return workbook(to / "so.xlsx", SLUG, [first, second, third])


def cells(book: Path, row: int) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(book).worksheets[1]
    flow = told(SLUG)
    keys = (STATE, PROBLEMS, NUMBER, REFERENCE)
    return {key: sheet.cell(row, column(flow, key)).value for key in keys}


async def test_every_row_is_filed_once_and_answered(mock: MockPortal, tmp_path: Path) -> None:
    book, home = typed(tmp_path), tmp_path / "nha"
    report = await aio.submit([book], portal_url=mock.address, home=home)
    stored = {each["number"] for each in mock.submissions()}
    assert len(stored) == 2
    assert [f.state for f in report.filings] == ["verified", "verified", "new"]
    first, second, third = (cells(book, FIRST_ROW + n) for n in range(3))
    assert {first[NUMBER], second[NUMBER]} == stored
    assert {first[STATE], second[STATE]} == {"đã nhận, đã đối chiếu"}
    assert [first[REFERENCE], second[REFERENCE]] == [f.id for f in report.filings[:2]]
    assert third[STATE] == "chưa đạt, chưa gửi"
    assert third[PROBLEMS].startswith("M") or ":" in third[PROBLEMS]

    again = await aio.submit([book], portal_url=mock.address, home=home)
    assert [f.sent for f in again.filings] == [False, False, False]
    assert len(mock.submissions()) == 2
    assert cells(book, FIRST_ROW) == first
    known = aio.status([book], home)
    assert len(known.filings) == 2
    assert known.filings[0].as_json()["path"] == str(book)


async def test_a_row_knows_its_reference_before_anything_is_sent(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = typed(tmp_path)
    seen: list[Any] = []
    work = Line.work

    async def looked(self: Line) -> dict[int, aio.FilingReport]:
        seen.append(cells(book, FIRST_ROW)[REFERENCE])
        return await work(self)

    monkeypatch.setattr(Line, "work", looked)
    report = await aio.submit([book], portal_url=mock.address, home=tmp_path / "nha")
    assert seen == [report.filings[0].id]


async def test_a_dry_run_of_rows_says_that_nothing_was_sent(
    mock: MockPortal, tmp_path: Path
) -> None:
    book = typed(tmp_path)
    report = await aio.fill([book], portal_url=mock.address, home=tmp_path / "nha")
    assert mock.submissions() == []
    assert [f.filled for f in report.filings] == [True, True, False]
    assert cells(book, FIRST_ROW)[STATE] == "đã điền xong, chưa nộp"
    assert cells(book, FIRST_ROW)[NUMBER] is None


async def test_libreoffices_own_workbook_is_filed_and_answered(
    mock: MockPortal, tmp_path: Path
) -> None:
    book, home = as_ods(typed(tmp_path)), tmp_path / "nha"
    report = await aio.submit([book], portal_url=mock.address, home=home)
    assert [f.state for f in report.filings] == ["verified", "verified", "new"]
    texts = set(re.findall(r"<text:p>([^<]*)</text:p>", content_of(book).decode()))
    assert {each["number"] for each in mock.submissions()} < texts
    assert {"đã nhận, đã đối chiếu", "chưa đạt, chưa gửi"} < texts
    again = await aio.submit([book], portal_url=mock.address, home=home)
    assert [f.sent for f in again.filings] == [False, False, False]
    assert len(mock.submissions()) == 2
