"""Files that mean harm, or are no workbook: refused in a moment, and nothing of them happens."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot.checking import check_paths
from tests.unit.intake.conftest import Typed

Write = Callable[[str, bytes], Path]
SHEET_PART = "xl/worksheets/sheet2.xml"
# Of CPU, on a machine on which everybody else works too; half of that where nobody does.
LONGEST_S = 12


def changed(content: bytes, **parts: bytes) -> bytes:
    """The archive with some parts otherwise, or more of them."""
    made = io.BytesIO()
    new = {name.replace("__", "/"): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
            for name in old.namelist():
                to.writestr(name, new.pop(name) if name in new else old.read(name))
            for name, data in new.items():
                to.writestr(name, data)
    return made.getvalue()


def refused(path: Path) -> str:
    """What is said of a file as a whole; within seconds."""
    began = time.process_time()
    (checked,) = check_paths([path])
    assert time.process_time() - began < LONGEST_S
    assert checked.exit_code == 10, [p.message for p in checked.problems]
    return checked.problems[0].message


@pytest.mark.slow
def test_a_bomb_is_not_unpacked(write: Write, template: bytes) -> None:
    bomb = changed(template, **{SHEET_PART: b"<worksheet>" + b" " * 350_000_000})
    assert "quá lớn" in refused(write("bom.xlsx", bomb))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(write: Write, template: bytes) -> None:
    bomb = bytearray(changed(template, **{SHEET_PART: b"<worksheet>" + b" " * 150_000_000}))
    bomb = bytearray(bytes(bomb).replace((150_000_011).to_bytes(4, "little"), b"\x10\0\0\0"))
    assert refused(write("bom.xlsx", bytes(bomb)))


def test_macros_are_refused_by_name_and_by_content(write: Write, template: bytes) -> None:
    assert "macro" in refused(write("so.xlsm", template))
    hidden = changed(template, **{"xl/vbaProject.bin": b"\0"})
    assert "macro" in refused(write("so.xlsx", hidden))


def test_entities_of_its_own_are_refused(write: Write, template: bytes) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert "hỏng" in refused(write("so.xlsx", changed(template, **{SHEET_PART: laughs})))
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "hỏng" in refused(write("so.xlsx", changed(template, **{SHEET_PART: outside})))


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".fods", ".ots", ".xltx"])
def test_other_spreadsheets_are_told_how_to_become_one(suffix: str, write: Write) -> None:
    assert ".xlsx" in refused(
        write(f"so{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04" + b"\0" * 60,
        b"<html><table><tr><td>a</td></tr></table></html>",
        b"\0" * 5_000,
        b"procedure: birth_registration\n",
    ],
)
def test_what_is_only_called_a_workbook_is_refused(content: bytes, write: Write) -> None:
    assert "so.xlsx" in refused(write("so.xlsx", content))


def test_an_empty_file_and_a_missing_one_are_told_of(write: Write, tmp_path: Path) -> None:
    assert "rỗng" in refused(write("so.xlsx", b""))
    assert "Không mở được" in refused(tmp_path / "khong-co.xlsx")


@pytest.mark.slow
def test_a_million_empty_rows_are_gone_through_in_a_moment(write: Write, typed: Typed) -> None:
    typed.add()
    with zipfile.ZipFile(typed.path) as book:
        sheet = book.read(SHEET_PART)
    rows = b"".join(b'<row r="%d" s="1"/>' % n for n in range(10_000, 1_048_576))
    big = changed(
        typed.path.read_bytes(),
        **{SHEET_PART: sheet.replace(b"</sheetData>", rows + b"</sheetData>")},
    )
    path = write("lon.xlsx", big)
    began = time.process_time()
    (checked,) = check_paths([path])
    assert time.process_time() - began < LONGEST_S
    assert not [p for p in checked.problems if p.code == "too_big"]


def test_more_rows_than_anybody_types_are_refused(write: Write, template: bytes) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="H%d" t="inlineStr"><is><t>a</t></is></c></row>' % (n, n)
        for n in range(6, 12_000)
    )
    xml = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert "10.000 dòng" in refused(write("so.xlsx", changed(template, **{SHEET_PART: xml})))


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (b"".join(b'<mergeCell ref="A%d:A%d"/>' % (n, n + 1) for n in range(9, 40_000, 2)), "gộp"),
        (
            b"".join(
                b'<row r="%d"><c t="inlineStr"><is><t>%s</t></is></c></row>' % (n, b"a" * 90_000)
                for n in range(6, 300)
            ),
            "quá nhiều ô",
        ),
    ],
)
def test_what_would_fill_the_memory_is_refused(
    xml: bytes, says: str, write: Write, template: bytes
) -> None:
    sheet = b"<worksheet><sheetData>" + xml + b"</sheetData></worksheet>"
    assert says in refused(write("so.xlsx", changed(template, **{SHEET_PART: sheet})))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "begin", "piece", "end"),
    [
        ("xl/sharedStrings.xml", b"<sst>", b"<si><t>", b""),
        ("xl/sharedStrings.xml", b"<sst><si>", b"<t>a<rPh>", b""),
        ("xl/styles.xml", b"<styleSheet>", b'<numFmt numFmtId="1" formatCode="d"/>', b""),
        ("xl/_rels/workbook.xml.rels", b"<Relationships>", b'<Relationship Id="a"/>', b""),
        ("xl/workbook.xml", b"<workbook>", b'<sheet name="a"/>', b"</workbook>"),
        ("[Content_Types].xml", b"<Types>", b'<Default Extension="a"/>', b"</Types>"),
    ],
)
def test_a_part_that_is_far_too_large_is_given_up_soon(
    part: str, begin: bytes, piece: bytes, end: bytes, write: Write, template: bytes
) -> None:
    content = begin + piece * (60_000_000 // len(piece)) + end
    assert refused(write("so.xlsx", changed(template, **{part: content})))


def test_more_parts_than_a_workbook_has_are_not_gone_through(write: Write, template: bytes) -> None:
    many = {f"xl/media/{number}.png": b"" for number in range(2_100)}
    assert "quá lớn" in refused(write("so.xlsx", changed(template, **many)))


def test_pictures_in_a_workbook_are_never_opened(write: Write, typed: Typed) -> None:
    typed.add()
    # Two numbers say that it is of 3.6 thousand million dots.
    size = (60_000).to_bytes(4, "big")
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + size + b"\x08\x02\0\0\0" + b"\0" * 4
    content = changed(typed.path.read_bytes(), **{"xl/media/image1.png": picture})
    (checked,) = check_paths([write("anh.xlsx", content)])
    assert [p for p in checked.problems if p.code in {"unreadable_file", "too_big"}] == []


@pytest.mark.slow
def test_one_endless_row_is_given_up_soon(write: Write, template: bytes) -> None:
    sheet = b"<worksheet><sheetData><row>" + b"<c/>" * 20_000_000
    assert "quá lớn" in refused(write("so.xlsx", changed(template, **{SHEET_PART: sheet})))


def test_links_to_other_files_are_never_followed(write: Write, typed: Typed) -> None:
    typed.add()
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    path = write(
        "so2.xlsx", changed(typed.path.read_bytes(), **{"xl/externalLinks/externalLink1.xml": link})
    )
    (checked,) = check_paths([path])
    assert [p for p in checked.problems if p.code == "unreadable_file"] == []


def test_a_damaged_part_is_refused(write: Write, typed: Typed) -> None:
    typed.add()
    content = bytearray(typed.path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as book:
        info = book.getinfo(SHEET_PART)
    at = info.header_offset + 200
    content[at : at + 40] = b"\xff" * 40
    assert "hỏng" in refused(write("so.xlsx", bytes(content)))
