"""LibreOffice's own workbooks: the same dossiers, refused by the same cells, answered in place.

Here they are written in LibreOffice's way by `tests.support.ods`; with the program itself it is
`test_libreoffice`.
"""

from __future__ import annotations

import datetime
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from portal_bot.checking import Checks, check_paths
from portal_bot.dossier.source import Unreadable
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from portal_bot.intake.workbook.ods_scan import ods_sheets
from portal_bot.intake.workbook.ods_splice import spliced_ods
from portal_bot.intake.workbook.reading import read
from portal_bot.intake.workbook.sheet_columns import OWN
from portal_bot.intake.workbook.zip_parts import ZipParts
from tests.support.ods import as_ods, content_of, document, ods
from tests.unit.intake import test_reading as workbooks
from tests.unit.intake.conftest import SHEET, TODAY, Typed
from tests.unit.intake.test_any_bytes import FEW, refuse_bugs
from tests.unit.intake.test_harmless import LONGEST_S, changed, refused

# What a check of the largest may take.
MOST_MIB = 100
Cells = dict[tuple[str, int, int], str]


class OdsTyped(Typed):
    """Typed into as any other; what is checked is the `.ods` of it."""

    def check(self) -> Checks:
        return check_paths([as_ods(self.path)], today=TODAY)


@pytest.fixture
def typed(tmp_path: Path, template: bytes) -> OdsTyped:
    return OdsTyped(tmp_path / "so.xlsx", template)


def cells(path: Path) -> Cells:
    """Everything that is said in an `.ods`."""
    sheets, _ = ods_sheets(ZipParts(path), ())
    return {
        (sheet.name, row, column): cell.text
        for sheet in sheets
        for row, found in sheet.rows.items()
        for column, cell in found.items()
    }


@pytest.mark.parametrize(
    "told",
    [
        workbooks.test_the_example_is_never_filed,
        workbooks.test_hidden_and_filtered_rows_are_left_out_and_named,
        workbooks.test_empty_rows_between_dossiers_are_nothing,
        workbooks.test_a_day_that_may_be_turned_around_is_asked_about,
        workbooks.test_a_month_that_became_a_day_is_not_taken_for_one,
        workbooks.test_a_cell_merged_downwards_stands_in_each_row_and_sideways_in_none,
        workbooks.test_without_the_hidden_keys_the_headings_are_enough,
        workbooks.test_a_hidden_sheet_and_a_foreign_one_are_told_of,
    ],
    ids=lambda told: told.__name__.removeprefix("test_"),
)
def test_what_holds_of_an_xlsx_holds_of_it(told: Callable[[Typed], None], typed: OdsTyped) -> None:
    told(typed)


@pytest.mark.parametrize(
    ("key", "value", "look", "says"),
    [
        (workbooks.CITIZEN, 54090000101, "0", '"054090000101"'),
        (workbooks.CITIZEN, "5,4E+10", "@", "viết gọn"),
        (workbooks.CITIZEN, 540900001010123456, "0", "chữ số cuối"),
        (workbooks.PLACE, datetime.date(2020, 12, 1), "d/m/yyyy", "01/12/2020"),
        (workbooks.PLACE, "#REF!", "@", "#REF!"),
        (workbooks.PLACE, "=1+1", "0", "công thức"),
        (workbooks.PLACE, True, "0", "TRUE/FALSE"),
        (workbooks.CHILD, datetime.time(10, 30), "h:mm", "10:30"),
    ],
)
def test_what_a_spreadsheet_spoilt_is_told_at_its_cell(
    key: str, value: Any, look: str, says: str, typed: OdsTyped
) -> None:
    typed.add(**dict[str, Any]({key: value}))
    with typed.open() as sheet:
        sheet[typed.cell(key)].number_format = look
    checked = typed.only()
    assert not checked.ok
    found = [p.message for p in checked.problems if p.where == f"{SHEET}!{typed.cell(key)}"]
    assert any(says in message for message in found), found


def test_a_row_is_the_same_dossier_as_its_file(typed: OdsTyped) -> None:
    typed.add(**dict[str, Any]({workbooks.ISSUED: datetime.date(2021, 6, 15)}))
    with typed.open() as sheet:
        sheet[typed.cell("applicant__phone")].comment = Comment("gọi lại", "ai")
    by_xlsx, by_ods = Typed.check(typed), typed.check()
    assert content_hash(by_ods[0]) == content_hash(by_xlsx[0])
    assert by_ods[0].ok, [p.message for p in by_ods[0].problems]


def test_texts_are_read_as_they_are_seen(tmp_path: Path) -> None:
    seen = (
        "<text:p>một<text:s text:c='2'/>hai<text:line-break/>ba<text:span> bốn</text:span>"
        "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
        "<text:a>năm</text:a><text:ruby-text>sáu</text:ruby-text></text:p><text:p>bảy</text:p>"
    )
    row = f"<table:table-row><table:table-cell>{seen}<draw:frame><text:p>hình</text:p></draw:frame>"
    path = tmp_path / "so.ods"
    kept = "<table:tracked-changes><table:table-cell><text:p>cũ</text:p></table:table-cell>"
    path.write_bytes(
        ods(
            document(
                f"{kept}</table:tracked-changes><table:table table:name='a'><table:shapes>"
                f"<text:p>vẽ</text:p></table:shapes>{row}</table:table-cell></table:table-row>"
                "</table:table>"
            )
        )
    )
    assert cells(path) == {("a", 1, 1): "một  hai\nba bốnnăm\nbảy"}


def test_only_our_own_cells_change(typed: OdsTyped) -> None:
    typed.add(applicant__phone="12")
    (checked,) = typed.check()
    path = checked.path.parent
    before, said = content_of(path), cells(path)
    assert answer_checked([checked], [None]) == []
    with zipfile.ZipFile(path) as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
    now, new = cells(path), content_of(path)
    own = {key: text for key, text in now.items() if said.get(key) != text}
    assert now == said | own
    assert own.keys().isdisjoint(said)
    assert {(sheet, row) for sheet, row, _ in own} == {(SHEET, FIRST_ROW)}
    assert own[SHEET, FIRST_ROW, typed.at("#state")] == "chưa đạt, chưa gửi"
    # Without the cells that were written, byte by byte what it was.
    where = typed.cell("applicant__phone")
    begins = new.index("chưa đạt".encode())
    ends = new.index(b"</text:p>", new.index(f"<text:p>{where}: ".encode()))
    assert before.startswith(new[: new.rindex(b"<table:table-row", 0, begins)])
    assert before.endswith(new[new.index(b"<text:p>", ends) :])
    # Said again, nothing but the same is written.
    assert answer_checked(check_paths([path], today=TODAY), [None]) == []
    assert content_of(path) == new


def test_a_workbook_that_is_open_is_answered_beside(typed: OdsTyped) -> None:
    typed.add()
    (checked,) = typed.check()
    path = checked.path.parent
    before = path.read_bytes()
    path.with_name(".~lock.so.ods#").write_bytes(b"")
    (told,) = answer_checked([checked], [None])
    assert "đang mở trong LibreOffice" in told.message
    assert path.read_bytes() == before
    beside = path.with_name("so.ket-qua.ods")
    assert cells(beside)[SHEET, FIRST_ROW, typed.at("#state")] == "đạt, chưa gửi"
    typed.path.unlink()
    assert [each.path.parent for each in check_paths([path.parent])] == [path]


C, R = "table:table-cell", "table:table-row"
SAYS = 'office:value-type="string"'
COLS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
A = f"<{C} {SAYS}><text:p>a</text:p></{C}>"
NOTE = "<office:annotation><text:p>n</text:p></office:annotation>"
SAID = (
    f'<{C} table:formula="of:=1>2" office:value="7" y="z">{NOTE}<text:p>7</text:p><text:p/></{C}>'
)

SPACED = f'<{C} y="z" {SAYS}>{NOTE}<text:p>a</text:p><text:p><text:s text:c="2"/>b</text:p></{C}>'
EMPTY_ROW = f"<{R}><{C}/></{R}>"


@pytest.mark.parametrize(
    ("texts", "rows", "made"),
    [
        # Of a run of three rows, the middle one.
        (
            {2: {1: "a"}},
            f'<{R} {ROWS}="3"><{C}/></{R}>',
            f"<{R}><{C}/></{R}><{R}>{A}</{R}><{R}><{C}/></{R}>",
        ),
        # Of a run of five cells, the second and the last.
        (
            {1: {2: "a", 3: "", 5: "a"}},
            f'<{R}><{C} {COLS}="5"/></{R}>',
            f'<{R}><{C}/>{A}<{C} {COLS}="2"/>{A}</{R}>',
        ),
        # Beyond the last cell, and in a row that has none.
        (
            {1: {4: "a"}, 2: {1: "a"}},
            f"<{R}><{C}/></{R}><{R}/>",
            f'<{R}><{C}/><{C} {COLS}="2"/>{A}</{R}><{R}>{A}</{R}>',
        ),
        # What hangs on a cell stays; what it said, and how it came to it, goes.
        (
            {1: {1: "a\n  b"}},
            f"<{R}>{SAID}</{R}>",
            f"<{R}>{SPACED}</{R}>",
        ),
        # An empty text empties its cell.
        ({1: {1: ""}}, f"<{R}>{A}</{R}>", f"<{R}><{C}/></{R}>"),
    ],
)
def test_a_text_is_put_where_its_cell_belongs(
    texts: dict[int, dict[int, str]], rows: str, made: str
) -> None:
    around = (
        "<table:table table:name='b'>%s</table:table><table:table table:name='a'>%s</table:table>"
    )
    got = spliced_ods(document(around % (rows, rows)).encode(), {"a": texts}).decode()
    assert got == document(around % (rows, made))


def test_what_is_written_is_text_whatever_it_looks_like() -> None:
    said = "=cmd|' /C calc'!A0 <&> \x07"
    xml = document(f"<table:table table:name='a'><{R}><{C}/></{R}></table:table>").encode()
    new = spliced_ods(xml, {"a": {1: {1: said}}}).decode()
    assert "&lt;&amp;&gt;" in new
    assert "\x07" not in new
    assert "table:formula" not in new


# Harm.


def sheet(rows: str) -> bytes:
    return ods(document(f'<table:table table:name="{SHEET}">{rows}</table:table>'))


FULL = f"<{C}><text:p>a</text:p></{C}>"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (f"<{R} {ROWS}='1048576'>{FULL}</{R}>", "10.000 dòng"),
        (f"<{R} {ROWS}='9000'><{C} {COLS}='16384'><text:p>a</text:p></{C}></{R}>", "nhiều ô"),
        (f"<{R}><{C} {COLS}='999999999'><text:p>a</text:p></{C}></{R}>", "nhiều ô"),
        (f"<{R}><{C} {COLS}='9000'><text:p>{'a' * 90_000}</text:p></{C}></{R}>", "nhiều ô"),
        (f"<{R}/>" * 1_600_000, "quá lớn"),
        (f"<{R}><{C} table:number-rows-spanned='2'/></{R}>" * 3_000, "ô gộp"),
        (f"<{R}><{R}/></{R}>", "hỏng"),
        (f"<{C}/>", "hỏng"),
        (f"</table:table><table:table table:name='{SHEET}'>", "hỏng"),
    ],
    ids=range(9),
)
def test_what_claims_to_be_huge_is_refused_soon(rows: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    path.write_bytes(sheet(rows))
    assert says in refused(path)


@pytest.mark.parametrize(
    ("archive", "says"),
    [
        (ods("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "hỏng"),
        (ods("<a/>"), "hỏng"),
        (ods("<a/>", Basic__Standard__Module1=b"Sub Main"), "macro"),
        (ods("<a/>", Scripts__python__a=b"import os"), "macro"),
        (ods("<a/>", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "mật khẩu"),
        (ods("<a/>", mimetype="application/vnd.oasis.opendocument.text"), "không phải bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ".xls"),
        (b"<office:document/>", "không phải bảng tính"),
    ],
    ids=range(8),
)
def test_what_means_harm_or_is_none_is_refused(archive: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    path.write_bytes(archive)
    assert says in refused(path)


@pytest.mark.slow
def test_a_text_that_unpacks_to_a_hundred_million_letters_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    path.write_bytes(sheet(f"<{R}><{C}><text:p>{'a ' * 49_000_000}</text:p></{C}></{R}>"))
    tracemalloc.start()
    assert refused(path)
    assert tracemalloc.get_traced_memory()[1] < MOST_MIB << 20
    tracemalloc.stop()


def test_a_million_empty_rows_and_what_other_files_said_are_passed(typed: OdsTyped) -> None:
    typed.add()
    (before,) = typed.check()
    path = before.path.parent
    linked = (
        "<table:table table:name=\"'file:///etc/passwd'#$a\"><table:table-source xlink:href='file:///'/>"
        f"<{R}>{FULL}</{R}></table:table></office:spreadsheet>"
    ).encode()
    xml = content_of(path).replace(b"</office:spreadsheet>", linked)
    path.write_bytes(changed(path.read_bytes(), **{"content.xml": xml}))
    began = time.process_time()
    (after,) = check_paths([path], today=TODAY)
    assert time.process_time() - began < LONGEST_S
    assert content_hash(after) == content_hash(before)
    assert after.ok


# What a sheet's XML is made of, so that a change is more often one than a broken tag.
PIECES = st.sampled_from(
    [
        *(b"", b"<", b">", b"/>", b'"', b"&#65;", b"<text:p>", b"</text:p>", b"<text:p/>"),
        *(f"<{C}/>".encode(), f"<{R}>".encode(), f"</{R}>".encode(), f"</{C}>".encode()),
        *(f' {COLS}="3"'.encode(), f' {ROWS}="2"'.encode(), b' table:formula="of:=1>2"'),
        *(b' office:value-type="date"', b' office:value-type="float"', b"-1", b"99999999999"),
        *(b' table:visibility="filter"', b"<table:covered-table-cell/>", b"\xff", b"\0"),
        *(b' table:number-rows-spanned="3"', b"<draw:frame>", b"<!-- </table:table-row> -->"),
        *(b"<![CDATA[</table:table-cell>]]>", b"<table:table-source/>", b"1e400", b"NaN"),
    ]
)


@FEW
@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 12), PIECES), min_size=1, max_size=4)
)
def test_what_somebody_tampered_with_is_refused_or_answered_untouched(
    tmp_path: Path, typed: OdsTyped, strokes: list[tuple[int, int, bytes]]
) -> None:
    if not (path := tmp_path / "so.ods").exists():
        typed.add()
        as_ods(typed.path)
    part = bytearray(content_of(path))
    for place, length, piece in strokes:
        at = place % (len(part) + 1)
        part[at : at + length] = piece
    odd = tmp_path / "la.ods"
    odd.write_bytes(changed(path.read_bytes(), **{"content.xml": bytes(part)}))
    checked = check_paths([odd], today=TODAY)
    refuse_bugs(checked)
    pages, before = read(odd).pages, typed_cells(odd)
    answer_checked(checked, [None] * len(checked))
    own = {
        (name, page.by_key[key])
        for name, page in pages.items()
        for key in OWN
        if key in page.by_key
    }
    after = typed_cells(odd)
    assert {key: after.get(key) for key in before if (key[0], key[2]) not in own} == {
        key: text for key, text in before.items() if (key[0], key[2]) not in own
    }


def typed_cells(path: Path) -> Cells:
    try:
        return cells(path)
    except Unreadable:
        return {}
