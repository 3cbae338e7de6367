"""A roster: read from YAML and workbooks, examined, proposed."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from portal_bot.catalogue.calendar import is_working_day
from portal_bot.roster import Roster, RosterError, RosterPerson, read_roster
from portal_bot.roster.fair import proposed
from portal_bot.roster.gaps import examined
from portal_bot.roster.roster_book import written_book
from portal_bot.roster.written_yaml import written_yaml

WHOLE = """\
officers: [Trần Thị Mẫu, Lê Văn Giả]
volunteers:
  - Nguyễn Văn Thử
  - name: Phạm Thị Ví Dụ
    off: [24/12/2026 - 31/12/2026, 2026-12-03]
days:
  01/12/2026: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}
  2026-12-02: {officer: lê văn giả, volunteer: [Phạm Thị Ví Dụ]}
"""


def of(tmp_path: Path, text: str | bytes, name: str = "lich.yaml") -> Roster:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path)


def codes(roster: Roster) -> list[str]:
    return [remark.code for remark in examined(roster)]


def test_a_whole_roster_has_nothing_to_say(tmp_path: Path) -> None:
    roster = of(tmp_path, WHOLE)
    assert examined(roster) == ()
    second = roster.on(date(2026, 12, 2))
    assert second is not None
    assert second.officer == ("Lê Văn Giả",)  # as the list writes it
    assert roster.on(date(2026, 12, 3)) is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("03/12/2026: {officer: Trần Thị Mẫu}", "gap"),
        ("03/12/2026: {volunteer: Nguyễn Văn Thử}", "gap"),
        ("04/12/2026: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}", "gap"),
        ("03/12/2026: {officer: Trần Thị Mẫu, volunteer: Phạm Thị Ví Dụ}", "away"),
        ("03/12/2026: {officer: Trần Thị Mẫu, volunteer: Đỗ Lạ}", "unknown_name"),
        ("03/12/2026: {officer: Trần Thị Mãu, volunteer: Nguyễn Văn Thử}", "unknown_name"),
        ("03/12/2026: {officer: Trần Thị Mẫu, volunteer: Trần Thị Mẫu}", "double_duty"),
        ("03/12/2026: {officer: [Lê Văn Giả, LÊ VĂN GIẢ], volunteer: Nguyễn Văn Thử}",
         "double_duty"),
        ("01/12/2026: {officer: Lê Văn Giả, volunteer: Phạm Thị Ví Dụ}", "same_day"),
        ("1-12-2026: {officer: Lê Văn Giả, volunteer: Phạm Thị Ví Dụ}", "same_day"),
        ("05/12/2026: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}", "holiday"),
        ("29/02/2027: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}", "bad_day"),
        ("12/2026: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}", "bad_day"),
        ("03/12/2026: {officer: Nguyễn Văn Thử, volunteer: Trần Thị Mẫu}", "other_role"),
    ],
)  # fmt: skip
def test_each_fault_has_its_word(tmp_path: Path, row: str, code: str) -> None:
    assert code in codes(of(tmp_path, f"{WHOLE}  {row}\n"))


@pytest.mark.parametrize("day", ["01/01/2027", "30/04/2026", "02/09/2026"])
def test_nobody_is_on_duty_on_a_public_holiday(tmp_path: Path, day: str) -> None:
    row = f"  {day}: {{officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}}\n"
    found = [r for r in examined(of(tmp_path, WHOLE + row)) if r.code == "holiday"]
    assert len(found) == 1
    assert day in found[0].where


def test_a_near_name_is_told(tmp_path: Path) -> None:
    row = "  03/12/2026: {officer: Trần Thị Mãu, volunteer: Nguyễn Văn Thử}\n"
    [found] = [r for r in examined(of(tmp_path, WHOLE + row)) if r.code == "unknown_name"]
    assert "có phải Trần Thị Mẫu?" in found.message
    assert "dòng 9" in found.where


def test_days_that_are_asked_for_are_looked_at_to_their_ends(tmp_path: Path) -> None:
    found = examined(of(tmp_path, WHOLE), date(2026, 11, 30), date(2026, 12, 4))
    gaps = [r.where for r in found if r.code == "gap"]
    assert gaps == ["30/11/2026", "03/12/2026", "04/12/2026"]


def test_rows_may_be_a_list_and_words_vietnamese(tmp_path: Path) -> None:
    roster = of(
        tmp_path,
        "Cán bộ: [Trần Thị Mẫu]\nĐoàn viên: [Nguyễn Văn Thử]\nLịch trực:\n"
        "  - {Ngày: 1/12/2026, Cán bộ: Trần Thị Mẫu, Đoàn viên: Nguyễn Văn Thử, Ghi chú: sáng}\n",
    )
    assert examined(roster) == ()
    assert roster.days[0].note == "sáng"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "lich.yaml"),
        ("[", "lich.yaml"),
        ("- a\n- b\n", "lich.yaml"),
        ("chữ", "lich.yaml"),
        (b"\xff\xfe\xe9", "lich.yaml"),
        (b"PK\x03\x04 not really", "lich.xlsx"),
        ("", "lich.xlsx"),
        ("a", "lich.txt"),
        ("a: &x [*x]", "lich.docx"),
    ],
)
def test_what_is_no_roster_is_said_so(tmp_path: Path, text: str | bytes, name: str) -> None:
    with pytest.raises(RosterError, match=name):
        of(tmp_path, text, name)


def test_a_roster_that_names_itself_ends(tmp_path: Path) -> None:
    roster = of(tmp_path, "officers: &a [*a]\ndays: &b {x: *b}\n")
    assert "empty" in codes(roster)


def test_no_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"khong-co\.yaml"):
        read_roster(tmp_path / "khong-co.yaml")


def test_a_list_without_people_says_that_names_cannot_be_known(tmp_path: Path) -> None:
    assert codes(of(tmp_path, "days:\n  01/12/2026: {officer: A, volunteer: B}\n")) == ["no_people"]


def a_book(rows: list[tuple[object, ...]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "day",
    [datetime(2026, 12, 1), date(2026, 12, 1), "01/12/2026", "Thứ ba, 1/12/2026", 46357],  # noqa: DTZ001 - as openpyxl reads it
)
def test_days_of_a_workbook_in_every_form(tmp_path: Path, day: object) -> None:
    rows: list[tuple[object, ...]] = [
        ("LỊCH TRỰC THÁNG 12",),
        ("STT", "Ngày trực", "Cán bộ trực", "Đoàn viên trực"),
        (1, day, "Trần Thị Mẫu", "Nguyễn Văn Thử; Phạm Thị Ví Dụ"),
        (None, None, None, None),
    ]
    roster = of(tmp_path, a_book(rows), "lich.xlsx")
    [row] = roster.days
    assert row.day == date(2026, 12, 1)
    assert row.volunteer == ("Nguyễn Văn Thử", "Phạm Thị Ví Dụ")


def test_a_workbook_without_days_says_which_columns_it_needs(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cột “Ngày”"):
        of(tmp_path, a_book([("a", "b"), (1, 2)]), "lich.xlsx")


PEOPLE = st.integers(1, 6)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, PEOPLE, st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(0, 120))
def test_what_is_proposed_is_whole_fair_and_reads_back(
    officers: int, volunteers: int, since: date, length: int
) -> None:
    people = [RosterPerson(f"Cán Bộ {n}", "officer") for n in range(officers)]
    people += [RosterPerson(f"Đoàn Viên {n}", "volunteer") for n in range(volunteers)]
    until = since + timedelta(days=length)
    made = proposed(Roster(people=tuple(people)), since, until)
    every = [since + timedelta(days=n) for n in range(length + 1)]
    assert [row.day for row in made.days] == [day for day in every if is_working_day(day)]
    for role in ("officer", "volunteer"):
        times = Counter(name for row in made.days for name in row.names(role))
        counts = [times[person.name] for person in made.of(role)]
        assert max(counts) - min(counts) <= 1
    assert {r.code for r in examined(made)} <= {"projected", "empty"}


def _with_sheet(book: bytes, sheet: bytes) -> bytes:
    """The workbook with another XML in the place of its first sheet's."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else old.read(part))
    return made.getvalue()


@pytest.mark.parametrize(
    "sheet",
    [
        b" " * 21_000_000,
        b"no XML",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>',
    ],
    ids=["too much", "no XML", "an entity"],
)
def test_a_workbook_that_was_made_to_hurt_is_no_roster(tmp_path: Path, sheet: bytes) -> None:
    path = tmp_path / "lich.xlsx"
    path.write_bytes(_with_sheet(a_book([("Ngày", "Cán bộ")]), sheet))
    with pytest.raises(RosterError, match=r"bung ra|không mở được|không trang nào"):
        read_roster(path)


@pytest.mark.parametrize("name", ["lich.yaml", "lich.xlsx"])
def test_what_is_written_reads_as_it_was(tmp_path: Path, name: str) -> None:
    people = (
        RosterPerson("Trần Thị Mẫu", "officer"),
        RosterPerson('=Lê "Giả" #1', "volunteer", ((date(2026, 12, 3), date(2026, 12, 4)),)),
    )
    made = proposed(Roster(people=people), date(2026, 12, 1), date(2026, 12, 10))
    text = written_yaml(made, "Lịch").encode() if name.endswith("yaml") else written_book(made, "L")
    back = of(tmp_path, text, name)
    assert [(d.day, d.officer, d.volunteer) for d in back.days] == [
        (d.day, d.officer, d.volunteer) for d in made.days
    ]
    assert [(p.name, p.role, p.off) for p in back.people] == [
        (p.name, p.role, p.off) for p in people
    ]
    assert {r.where for r in examined(back)} == {"03/12/2026", "04/12/2026"}  # nobody is left


def test_what_stands_there_stays_and_counts(tmp_path: Path) -> None:
    begun = of(tmp_path, WHOLE)
    made = proposed(begun, date(2026, 12, 1), date(2026, 12, 4))
    assert made.days[:2] == begun.days
    # The third is away on the 3rd of December.
    assert made.days[2].volunteer == ("Nguyễn Văn Thử",)
    assert made.days[3].volunteer == ("Phạm Thị Ví Dụ",)
