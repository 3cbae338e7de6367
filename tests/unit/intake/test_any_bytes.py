"""Whatever is in a file, there is a dossier in it or a clear refusal; never a bug of ours."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_bot.checking import Checks, check_paths
from portal_bot.dossier.source import Unreadable
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.workbook.cell_splice import spliced
from portal_bot.intake.workbook.sheet_scan import read_sheet
from tests.support.workbooks import FIXTURES
from tests.unit.intake.conftest import BIRTH, TODAY, Typed
from tests.unit.intake.test_harmless import changed

PARTS = (
    *("xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/theme/theme1.xml"),
    *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"),
)
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What a sheet's XML is made of, so that a change is more often one than a broken tag.
PIECES = st.sampled_from(
    [
        *(
            b"",
            b"<",
            b">",
            b"/>",
            b'"',
            b"&#65;",
            b"&lt;",
            b"<c/>",
            b"<row/>",
            b"</c>",
            b"<v>9</v>",
        ),
        *(b' t="s"', b' t="n"', b' t="b"', b' t="d"', b' t="e"', b"<f>1</f>", b' s="99999"', b"-1"),
        *(b' r="ZZZ1"', b' r="A0"', b"\xff", b"\0", b"1e400", b"NaN", b"_x0000_", b"_xD800_"),
        *(
            b"99999999999",
            b'<mergeCell ref="A1:XFD1048576"/>',
            b' hidden="1"',
            b"<is><t>a</t></is>",
        ),
    ]
)


def refuse_bugs(checked: Checks) -> None:
    assert checked.exit_code in {0, 10}, [p.message for c in checked for p in c.problems]
    assert all(p.where and p.message for c in checked for p in c.problems)


@FEW
@given(st.binary(max_size=400), st.sampled_from([".xlsx", ".ods", ".csv", ".yaml", ".json"]))
def test_any_bytes_are_refused_or_read(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"so{suffix}"
    path.write_bytes(content)
    refuse_bugs(check_paths([path], today=TODAY))


@pytest.fixture
def filled(typed: Typed) -> Path:
    typed.add()
    return typed.path


@FEW
@given(
    st.sampled_from(PARTS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 12), PIECES), min_size=1, max_size=4),
)
def test_a_workbook_that_somebody_tampered_with(
    tmp_path: Path, filled: Path, name: str, strokes: list[tuple[int, int, bytes]]
) -> None:
    with zipfile.ZipFile(filled) as book:
        part = bytearray(book.read(name))
    for place, length, piece in strokes:
        at = place % (len(part) + 1)
        part[at : at + length] = piece
    path = tmp_path / "la.xlsx"
    path.write_bytes(changed(filled.read_bytes(), **{name: bytes(part)}))
    checked = check_paths([path], today=TODAY)
    refuse_bugs(checked)
    # And it can be answered, or that it cannot be is said.
    answer_checked(checked, [None] * len(checked))


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="{"1" * 5_000}"/>',
        f'<row><c r="A1" s="{"1" * 5_000}"><v>1</v></c></row>',
    ],
)
def test_a_number_of_thousands_of_digits_is_no_bug_of_ours(rows: str) -> None:
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    with pytest.raises(Unreadable):
        read_sheet("a", [], [sheet.encode()])


def test_a_column_that_says_only_where_it_begins_is_no_bug_of_ours() -> None:
    sheet = b'<worksheet><cols><col min="1" style="2"/></cols><sheetData/></worksheet>'
    with pytest.raises(Unreadable):
        spliced(sheet, {1: {1: "a"}})


@FEW
@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=12))
def test_any_list_is_refused_or_read(tmp_path: Path, lines: list[list[str]]) -> None:
    text = "\n".join(";".join(cells) for cells in [["khai sinh 1.001193"], *lines])
    path = tmp_path / "so.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    refuse_bugs(check_paths([path], today=TODAY))


# What YAML and JSON are made of, among the words of a dossier.
SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "procedure: birth_registration\n",
                "applicant:",
                "  phone: ",
                "declaration: ",
                "{",
                "}",
            ),
            *(
                "[",
                "]",
                "- ",
                "? ",
                ": ",
                ", ",
                "\n",
                "\n  ",
                "\n\t",
                "&a ",
                "*a",
                "!!str ",
                "!x ",
                "<<: ",
            ),
            *(
                '"',
                "'",
                "|\n",
                ">-\n",
                "#",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "~",
                "null",
                "\\x00",
                "\\u12",
            ),
            *(
                "0905000101",
                "31/02/2020",
                "\u00a0",
                "\u200b",
                "\ufeff",
                "\ufffe",
                "1e999",
                "NaN",
                "-0",
                "ế",
            ),
        ]
    ),
    max_size=40,
)


@FEW
@given(SOUP, st.sampled_from([".yaml", ".json"]))
def test_any_soup_of_signs_is_refused_or_read(
    tmp_path: Path, words: list[str], suffix: str
) -> None:
    path = tmp_path / f"ho-so{suffix}"
    path.write_text("".join(words), "utf-8")
    refuse_bugs(check_paths([path], today=TODAY))


@FEW
@given(st.data())
def test_a_dossier_that_somebody_tampered_with(tmp_path: Path, data: st.DataObject) -> None:
    text = bytearray((FIXTURES / BIRTH / "plain.yaml").read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        new = data.draw(st.binary(max_size=4) | SOUP.map(lambda words: "".join(words[:2]).encode()))
        text[at : at + data.draw(st.integers(0, 6))] = new
    path = tmp_path / "ho-so.yaml"
    path.write_bytes(bytes(text))
    refuse_bugs(check_paths([path], today=TODAY))
