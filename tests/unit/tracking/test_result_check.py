"""A result is what its name says, or is set aside with the reason."""

from __future__ import annotations

import pytest

from mock_portal.pdf import Line, one_page
from portal_bot.portals.told_office import OfferedResult
from portal_bot.tracking.result_check import kept_name, odd, safe_name

NUMBER = "H45.22243-261120-0001"


def pdf_saying(text: str) -> bytes:
    return one_page("Kết quả", [Line(text)])


RIGHT = pdf_saying(f"Kết quả của hồ sơ {NUMBER}")


@pytest.mark.parametrize(
    ("content", "name", "size", "why"),
    [
        (RIGHT, "ket-qua.pdf", len(RIGHT), None),
        (RIGHT, "ket-qua.pdf", None, None),
        (b"", "ket-qua.pdf", None, "rỗng"),
        (RIGHT, "ket-qua.pdf", len(RIGHT) + 1, "cổng ghi"),
        (b"<!DOCTYPE html><p>Bao tri</p>", "ket-qua.pdf", None, "không phải PDF"),
        (RIGHT[: len(RIGHT) // 2], "ket-qua.pdf", None, "không mở được"),
        (pdf_saying("Hồ sơ H45.22243-261120-0002"), "ket-qua.pdf", None, "không ghi số"),
        (RIGHT, "ket-qua.png", None, "không phải PNG"),
        (b"PK", "ket-qua.docx", None, None),
        (b"<script>", "ket-qua.html", None, "tệp .html"),
        (b"<script>", "ket-qua.pdf.svg", None, "tệp .svg"),
        (b"MZ", "ket-qua.pdf .EXE", None, "tệp .exe"),
        (b"x", "ket-qua.pdf.", None, "không phải PDF"),
        (RIGHT, "ket-qua", None, "không có đuôi"),
    ],
)
def test_it_is_judged_by_what_it_is(
    content: bytes, name: str, size: int | None, why: str | None
) -> None:
    found = odd(content, OfferedResult(name, size, "/ket-qua"), NUMBER)
    assert found is None if why is None else why in (found or "")


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("ket-qua.pdf", "ket-qua.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("a\\b:c?.pdf", "b_c_.pdf"),
        ("..", "ket-qua"),
        ("CON.pdf", "ket-qua-CON.pdf"),
        ("x/nul", "ket-qua-nul"),
    ],
)
def test_its_name_leads_nowhere_else(offered: str, kept: str) -> None:
    assert safe_name(offered) == kept


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("Giay khai sinh Nguyen Van Thu.PDF", "ket-qua.pdf"),
        ("../../Lê Thị Mẫu.docx", "ket-qua.docx"),
        ("CON", "ket-qua"),
    ],
)
def test_no_result_is_called_after_a_citizen(offered: str, kept: str) -> None:
    assert kept_name(offered) == kept
