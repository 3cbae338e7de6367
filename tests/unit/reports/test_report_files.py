"""Page, workbook and document say the same, and nothing of anybody."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from portal_bot.reports.cell_words import cell_text
from portal_bot.reports.compiled import AskedReport, compiled
from portal_bot.reports.figures import Figures
from portal_bot.reports.journals import read_home
from portal_bot.reports.letterhead import Letterhead
from portal_bot.reports.report_book import report_book
from portal_bot.reports.report_document import report_document
from portal_bot.reports.report_page import report_page
from portal_bot.reports.span import Span
from portal_bot.reports.trouble_words import problem_kind, shared_words
from tests.support.drawn_journal import Year, draw

SLUGS = ("birth_registration", "marriage_registration", "copy_certification")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nha") / "quay"
    draw(place, SLUGS, Year(300, seed=5, office=True))
    return place


@pytest.fixture(scope="module")
def made(drawn: Path) -> Figures:
    return compiled([read_home(drawn)], AskedReport(Span.year(2026)))


def _told(figures: Figures) -> Iterator[str]:
    for table in figures.tables:
        for row in table.rows:
            yield from (cell_text(cell) for cell in row if isinstance(cell, int))


def test_the_page_says_every_number(made: Figures) -> None:
    page = report_page(made)
    assert all(f">{number}<" in page for number in _told(made))
    assert page.count("<svg") == sum(
        table.chart is not None and bool(table.rows) for table in made.tables
    )
    assert "http://" not in re.sub(r'(xmlns(:\w+)?|resource|href)="http[^"]*"', "", page)
    assert "<script" not in page


def test_the_workbook_has_the_same_numbers(made: Figures) -> None:
    book = load_workbook(io.BytesIO(report_book(made)))
    assert len(book.worksheets) == 1 + len(made.tables)
    for sheet, table in zip(book.worksheets[1:], made.tables, strict=True):
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        at = next(n for n, row in enumerate(cells) if row[0] == table.headings[0])
        width = len(table.headings)
        for said, row in zip(cells[at + 1 :], table.rows, strict=False):
            wanted = ["chưa theo dõi" if c is None else c or None if c == "" else c for c in row]
            assert said[:width] == wanted


def test_the_document_has_the_form_of_an_official_paper(made: Figures) -> None:
    head = Letterhead("Ủy ban nhân dân xã Ví Dụ", "Ủy ban nhân dân tỉnh Mẫu", "Ví Dụ", "Sở Mẫu")
    paper = Document(io.BytesIO(report_document(made, head)))
    first = paper.tables[0].rows[0].cells
    assert "ỦY BAN NHÂN DÂN XÃ VÍ DỤ" in first[0].text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in first[1].text
    assert "Ví Dụ, ngày " in first[1].text
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    wanted = ("BÁO CÁO", "năm 2026", "Kính gửi: Sở Mẫu", "I. KẾT QUẢ", "II. KHÓ KHĂN, VƯỚNG MẮC",
              "III. ĐỀ XUẤT, KIẾN NGHỊ", "PHỤ LỤC")  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert set(_told(made)) <= cells


def test_nothing_in_it_is_anybodys(made: Figures, drawn: Path) -> None:
    page = report_page(made)
    for filing in read_home(drawn).filings:
        assert filing.id not in page
        assert filing.receipt is None or filing.receipt.number not in page
        assert filing.path not in page


def test_reasons_are_told_only_where_several_share_them() -> None:
    said = ["thiếu giấy chứng sinh"] * 3 + ["Nguyễn Văn A đã chết"] + ["số 079099000123 sai"] * 4
    assert shared_words(said) == ([("thiếu giấy chứng sinh", 3)], 5)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("missing", "bỏ trống"),
        ("paper_locked", "bản quét"),
        ("unknown_commune", "địa danh"),
        ("citizen_id_format", "căn cước"),
        ("marriage_age", "quy định riêng"),
    ],
)
def test_a_problem_is_of_a_kind(code: str, words: str) -> None:
    assert words in problem_kind(code)
