"""Lists as CSV: whatever code, whatever parts the columns; answered in the same file."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from portal_bot.checking import check_paths
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from tests.unit.intake.conftest import SHEET, TODAY, Typed
from tests.unit.intake.test_reading import plain


def exported(typed: Typed, parted_by: str) -> str:
    """As a spreadsheet writes its sheet out, hidden row and all."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=parted_by, lineterminator="\r\n")
    for row in openpyxl.load_workbook(typed.path)[SHEET].iter_rows(values_only=True):
        writer.writerow(["" if cell is None else cell for cell in row])
    return lines.getvalue()


def in_windows(text: str) -> bytes:
    """As Vietnamese Windows writes it: a letter with its shape, and its tone behind it."""
    made = bytearray()
    for letter in text:
        base, tone = letter, ""
        for mark in "\u0300\u0301\u0303\u0309\u0323":
            apart = unicodedata.normalize("NFD", letter)
            if mark in apart:
                base = unicodedata.normalize("NFC", apart.replace(mark, ""))
                tone = mark
        made += (base + tone).encode("cp1258", "replace")
    return bytes(made)


CODES = {
    "utf-8": lambda text: text.encode(),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "cp1258": in_windows,
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("parted_by", [",", ";", "\t"])
def test_a_sheet_that_was_written_out_is_the_same_dossier(
    code: str, parted_by: str, typed: Typed
) -> None:
    typed.add()
    text = exported(typed, parted_by)
    path = typed.path.with_name("Khai sinh.csv")
    path.write_bytes(CODES[code](text))
    (checked,) = check_paths([path], today=TODAY)
    assert content_hash(checked) == content_hash(plain()), [p.message for p in checked.problems]
    assert answer_checked([checked], [None]) == []
    (again,) = check_paths([path], today=TODAY)
    assert content_hash(again) == content_hash(plain())
    assert "đạt, chưa gửi" in unicodedata.normalize("NFC", decoded(path, code))


def decoded(path: Path, code: str) -> str:
    return path.read_bytes().decode(code)


def test_only_the_answered_line_changes(typed: Typed) -> None:
    typed.add()
    text = exported(typed, ",") + '"một ghi chú, ""riêng""",,\r\n'
    path = typed.path.with_name("so.csv")
    path.write_bytes(text.encode())
    checked = check_paths([path], today=TODAY)
    answer_checked(checked, [None] * len(checked))
    before, after = text.splitlines(), path.read_bytes().decode().splitlines()
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b]
    assert changed == [FIRST_ROW]


def test_a_formula_and_a_problem_name_the_cell(typed: Typed) -> None:
    typed.add(applicant__phone="12", declaration__child__birth_place="x")
    text = exported(typed, ",").replace(",x,", ",=cmd|' /C calc'!A0,")
    path = typed.path.with_name("so.csv")
    path.write_bytes(text.encode())
    (checked,) = check_paths([path], today=TODAY)
    where = {p.code: p.where for p in checked.problems}
    assert where["formula"] == f"so!{typed.cell('declaration__child__birth_place')}"
    assert f"so!{typed.cell('applicant__phone')}" in where.values()


@pytest.mark.parametrize("content", [b"\0\1\2" * 99, b'a,"b\nc' * 3, b"\x81\x8d" * 40, b""])
def test_what_is_no_list_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(content)
    (checked,) = check_paths([path])
    assert checked.exit_code == 10


def test_a_csv_in_a_folder_is_read_only_when_it_is_named(typed: Typed) -> None:
    typed.add()
    typed.path.with_name("bao-cao.csv").write_text(exported(typed, ","), "utf-8")
    checked = check_paths([typed.path.parent], today=TODAY)
    assert len(checked) == 1
    assert "CSV chỉ được đọc khi" in checked.skipped[0].message
