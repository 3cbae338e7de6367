"""`new --card`: a dossier, or a workbook's first row, begins with the person of the card."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml

from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from tests.support.drawn_cards import snapshot
from tests.support.workbooks import column, told
from tests.unit.cli.conftest import Call

BIRTH = "birth_registration"
HOME = "Thôn Ví Dụ 1, Hòa Thành, Đông Hòa, Phú Yên"
AWAY = "Số 1, Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"
FATHER = f"054090000101|221234567|Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021"
MOTHER = f"054192000102||Trần Thị Mẫu|08071992|Nữ|{AWAY}|15082024||||"


@pytest.fixture
def father(tmp_path: Path) -> Path:
    return _taken(tmp_path / "cha.jpg", FATHER)


@pytest.fixture
def mother(tmp_path: Path) -> Path:
    return _taken(tmp_path / "me.jpg", MOTHER)


def _taken(to: Path, text: str) -> Path:
    to.write_bytes(snapshot(text))
    return to


def test_the_applicant_is_filled_in_and_what_is_asked_beside(call: Call, father: Path) -> None:
    said = call("new", "khai", "sinh", "--card", father)
    assert said.code == 0, said.err
    dossier = yaml.safe_load(said.out)
    assert dossier["applicant"] == {
        "full_name": "Nguyễn Văn Thử",
        "citizen_id": "054090000101",
        "birth_date": "13/02/1990",
        "gender": "Nam",
        "phone": None,
        "email": None,
        "address": {
            "province": "Tỉnh Phú Yên",
            "district": "Thị xã Đông Hòa",
            "commune": "Xã Hòa Thành",
            "detail": "Thôn Ví Dụ 1",
        },
    }
    assert dossier["declaration"]["requester"]["id_issue_date"] == "10/05/2021"
    blank = yaml.safe_load(call("new", "khai sinh").out)
    assert dossier["declaration"]["mother"] == blank["declaration"]["mother"]


@pytest.mark.parametrize("role", ["mother", "declaration.mother", "Người mẹ", "nguoi me"])
def test_a_role_is_named_by_its_key_or_its_label(call: Call, mother: Path, role: str) -> None:
    dossier = yaml.safe_load(call("new", BIRTH, "--card", mother, "--as", role).out)
    found = dossier["declaration"]["mother"]
    assert (found["full_name"], found["birth_year"]) == ("Trần Thị Mẫu", "1992")
    assert found["id_number"] == "054192000102"
    assert dossier["applicant"]["citizen_id"] is None


def test_a_home_that_is_not_surely_known_is_left_with_what_the_card_says(
    call: Call, mother: Path
) -> None:
    said = call("new", BIRTH, "--card", mother)
    assert f"# Thẻ ghi: {AWAY}" in said.out
    assert not any(yaml.safe_load(said.out)["applicant"]["address"].values())
    assert yaml.safe_load(said.out)["declaration"]["requester"]["id_issuer"] == "Bộ Công an"


def test_two_pictures_are_two_people(call: Call, father: Path, mother: Path) -> None:
    roles = ("--as", "applicant", "--as", "mother")
    said = call("new", "khai", "sinh", "--card", father, mother, *roles)
    dossier = yaml.safe_load(said.out)
    assert dossier["applicant"]["full_name"] == "Nguyễn Văn Thử"
    assert dossier["declaration"]["mother"]["full_name"] == "Trần Thị Mẫu"
    lacks = call("new", BIRTH, "--card", father, "--card", mother)
    assert (lacks.code, lacks.out) == (2, "")
    assert "mother (Người mẹ)" in lacks.err


def test_the_side_without_a_code_is_told_of_and_disturbs_nobody(
    call: Call, father: Path, tmp_path: Path
) -> None:
    back = tmp_path / "mat-sau.jpg"
    back.write_bytes(snapshot("https://vidu.example"))
    said = call("new", BIRTH, "--card", back, "--card", father)
    assert said.code == 0
    assert "mat-sau.jpg: có mã QR nhưng không phải mã của thẻ" in said.err


@pytest.mark.parametrize(
    ("role", "says"),
    [("vợ", "mother (Người mẹ)"), ("mother", "thẻ là của nam"), ("", "không có vai")],
)
def test_who_cannot_be_the_holder_is_refused(
    call: Call, father: Path, role: str, says: str
) -> None:
    said = call("new", BIRTH, "--card", father, "--as", role)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert "054090000101" not in said.err


def test_what_is_no_picture_or_not_there_is_said(call: Call, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"x")
    for name in ("x.jpg", "khong-co.jpg"):
        said = call("new", BIRTH, "--card", tmp_path / name)
        assert (said.code, name in said.err) == (2, True)
    assert call("new", BIRTH, "--as", "mother").code == 2


def test_a_workbooks_first_row_is_begun(call: Call, mother: Path, tmp_path: Path) -> None:
    out = tmp_path / "so.xlsx"
    said = call("new", BIRTH, "--card", mother, "--out", out, "--json")
    assert said.code == 0, said.err
    assert "applicant.citizen_id" in said.json["filled"]
    sheet = openpyxl.load_workbook(out).worksheets[1]
    assert sheet.cell(FIRST_ROW, column(told(BIRTH), "applicant.citizen_id")).value == MOTHER[:12]
    comment = sheet.cell(FIRST_ROW, column(told(BIRTH), "applicant.address.province")).comment
    assert comment is not None
    assert AWAY in comment.text


def test_a_card_writes_no_formula(call: Call, tmp_path: Path) -> None:
    text = FATHER.replace("Thôn Ví Dụ 1", "=cmd|calc".replace("|", "/"))
    out = tmp_path / "so.xlsx"
    assert call("new", BIRTH, "--card", _taken(tmp_path / "a.jpg", text), "--out", out).code == 0
    sheet = openpyxl.load_workbook(out).worksheets[1]
    cell = sheet.cell(FIRST_ROW, column(told(BIRTH), "applicant.address.detail"))
    assert (cell.value, cell.data_type) == ("=cmd/calc", "s")


def test_with_all_procedures_there_is_nobody(call: Call, father: Path, tmp_path: Path) -> None:
    assert call("new", "--all", "--out", tmp_path / "mau", "--card", father).code == 2
