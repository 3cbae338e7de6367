"""The column of a card's picture: empty cells are filled, what is typed is held against it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, HEADING_ROW, KEY_ROW
from portal_bot.intake.workbook.sheet_columns import CARD, columns_of
from tests.support.drawn_cards import snapshot
from tests.support.workbooks import told
from tests.unit.intake.conftest import BIRTH, SHEET, Typed
from tests.unit.intake.test_reading import plain, problem

HOME = "Thôn Ví Dụ 1, Hòa Thành, Đông Hòa, Phú Yên"
FATHER = f"054090000101|221234567|Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021"
MOTHER = f"054192000102||Trần Thị Mẫu|08071992|Nữ|{HOME}|15062021"
OF_APPLICANT = f"{CARD}applicant"
FILLED = (
    "applicant__full_name",
    "applicant__citizen_id",
    "applicant__birth_date",
    "applicant__gender",
    "applicant__address__province",
    "applicant__address__district",
    "applicant__address__commune",
    "applicant__address__detail",
    "declaration__requester__id_issue_date",
)


def picture(typed: Typed, name: str, text: str) -> str:
    (typed.path.parent / name).write_bytes(snapshot(text))
    return name


def errors(typed: Typed) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in typed.only().problems if p.severity == "error"]


def test_who_has_a_column() -> None:
    cards = [c.key.removeprefix(CARD) for c in columns_of(told(BIRTH)) if c.is_card]
    assert cards == ["applicant", "declaration.mother", "declaration.father"]
    for flow in map(told, ("marriage_registration", "monthly_social_allowance")):
        headings = [c.heading for c in columns_of(flow) if c.is_card]
        assert len(set(headings)) == len(headings) > 1


def test_empty_cells_are_filled_from_the_card(typed: Typed) -> None:
    name = picture(typed, "the.jpg", FATHER)
    typed.add(**dict.fromkeys(FILLED), **{OF_APPLICANT: name})
    checked = typed.only()
    assert [p.code for p in checked.problems if p.severity == "error"] == []
    assert content_hash(checked) == content_hash(plain())


def test_what_is_typed_otherwise_is_a_problem_at_its_cell(typed: Typed) -> None:
    name = picture(typed, "the.jpg", FATHER.replace("Văn Thử", "Văn Thứ"))
    typed.add(**{OF_APPLICANT: name})
    where, message = problem(typed.only(), "card_contradicts")
    assert where == f"{SHEET}!{typed.cell('applicant__full_name')}"
    assert not any(part in message for part in ("Thử", "Thứ", "054090"))


def test_each_person_has_a_card(typed: Typed) -> None:
    mother = picture(typed, "me.jpg", MOTHER)
    typed.add(declaration__mother__birth_year=None, **{f"{CARD}declaration.mother": mother})
    checked = typed.only()
    assert checked.ok, checked.problems
    assert checked.declaration is not None
    found = checked.declaration.mother  # type: ignore[attr-defined]  # this flow's
    assert (found.id_number, found.birth_year) == ("054192000102", 1992)


def test_both_sides_may_be_named_and_two_people_may_not(typed: Typed) -> None:
    front = picture(typed, "a.jpg", FATHER)
    other = picture(typed, "b.jpg", "https://vidu.example")
    typed.add(**{OF_APPLICANT: f"{front}; {other}"})
    assert errors(typed) == []
    typed.add(**{OF_APPLICANT: f"{front}; {picture(typed, 'c.jpg', MOTHER)}"})
    assert errors(typed) == [("several_cards", f"{SHEET}!{typed.cell(OF_APPLICANT)}")]


def test_a_picture_that_says_nothing_is_told_at_its_cell(typed: Typed) -> None:
    at = f"{SHEET}!{typed.cell(OF_APPLICANT)}"
    typed.add(**{OF_APPLICANT: "khong-co.jpg"})
    assert errors(typed) == [("paper_missing", at)]
    typed.add(**{OF_APPLICANT: picture(typed, "b.jpg", "https://vidu.example")})
    assert errors(typed) == [("card_unread", at)]


def test_a_line_typed_by_a_scanner_is_understood_in_a_cell(typed: Typed) -> None:
    typed.add(**dict.fromkeys(FILLED), applicant__phone="0905000101")
    with typed.open() as sheet:
        sheet[typed.cell("applicant__citizen_id")].value = FATHER
    checked = typed.only()
    assert [p.code for p in checked.problems if p.severity == "error"] == []
    assert content_hash(checked) == content_hash(plain())


def test_a_workbook_of_before_has_no_such_column_and_still_reads(typed: Typed) -> None:
    typed.add()
    book = openpyxl.load_workbook(typed.path)
    sheet = book[SHEET]
    for at in sorted((typed.at(c.key) for c in columns_of(told(BIRTH)) if c.is_card), reverse=True):
        for row in (HEADING_ROW, KEY_ROW, FIRST_ROW):
            sheet.cell(row, at).value = None
    book.save(typed.path)
    checked = typed.only()
    assert content_hash(checked) == content_hash(plain())
    assert [p.code for p in checked.problems if p.severity == "error"] == []


def test_a_row_with_nothing_but_a_picture_is_a_dossier(typed: Typed, tmp_path: Path) -> None:
    name = picture(typed, "the.jpg", FATHER)
    with typed.open() as sheet:
        sheet[typed.cell(OF_APPLICANT)].value = name
    checked = typed.only()
    assert checked.said["applicant"]["full_name"] == "Nguyễn Văn Thử"
    assert "missing" in {p.code for p in checked.problems}
