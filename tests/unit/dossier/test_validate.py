"""Every problem is found at once, with its place and in Vietnamese."""

from datetime import date
from typing import Any

import pytest

from portal_bot.catalogue.calendar import is_working_day
from portal_bot.dossier.block import Block, Declaration, rule
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import BirthDate, BirthYear, FullDate, PartialBirthDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.ids import CitizenId, IdNumber, IdType
from portal_bot.dossier.kinds import Quantity
from portal_bot.dossier.model import Applicant
from portal_bot.dossier.persons import Gender, PersonName
from portal_bot.dossier.places import Address
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.validate import filled, title_at, validate

APPLICANT = Applicant.model_validate(
    {
        "full_name": "Nguyễn Văn Thử",
        "citizen_id": "054090000101",
        "birth_date": "13/02/1990",
        "gender": "nam",
        "phone": "0905000101",
        "address": {"commune": "Hòa Thành", "detail": "Thôn Ví Dụ 1"},
    }
)
CONTEXT = Context(date(2026, 11, 22), APPLICANT)


class Visit(Declaration):
    day: FullDate = Field("Ngày hẹn")

    @rule(["day"], "Phải là ngày làm việc")
    def _not_a_working_day(self) -> bool:
        return is_working_day(self.day)


def test_a_day_of_a_year_that_nobody_knows_is_refused_in_words() -> None:
    _whole, _part, found = validate(Visit, {"day": "03/03/2150"}, CONTEXT)
    assert [(f.path, f.code) for f in found] == [(("day",), "unknown_year")]
    assert "năm 2150" in found[0].message


class YesNo(Choice):
    YES = "yes", "Có"
    NO = "no", "Không"


class Person(Block):
    full_name: PersonName = Field("Họ và tên", same_as="applicant.full_name")
    home: Address = Field("Nơi cư trú", same_as="applicant.address")
    id_type: IdType = Field("Loại giấy tờ", IdType.CCCD)
    id_number: IdNumber = Field("Số", id_type="id_type", same_as="applicant.citizen_id")


class Child(Block):
    full_name: PersonName = Field("Họ tên con", max_length=20)
    birth_date: BirthDate = Field("Ngày sinh", past=True)
    words: str = Field("Ghi bằng chữ", words_of="birth_date")
    gender: Gender = Field("Giới tính")
    citizen_id: CitizenId | None = Optional("Số định danh")


class Row(Block):
    what: str = Field("Tên")
    count: Quantity = Field("Số lượng", min=1, max=9)
    issued: FullDate | None = Optional("Ngày cấp", past=True)


class Form(Declaration):
    person: Person = Field("Người yêu cầu")
    child: Child = Field("Người con")
    copy_request: YesNo = Field("Cấp bản sao", YesNo.NO)
    quantity: Quantity | None = Optional("Số bản", when={"copy_request": ["yes"]})
    rows: list[Row] = Field("Giấy tờ", [], max=2)

    @rule(["child.full_name", "person.full_name"], "Trùng tên")
    def _other_name(self) -> bool:
        return self.child.full_name != self.person.full_name


CHILD = {"full_name": "Nguyễn Thử An", "birth_date": "05/04/2025", "gender": "nữ"}


def judged(**changes: Any) -> list[tuple[str, str]]:
    return [(".".join(map(str, f.path)), f.code) for f in findings(**changes)]


def findings(**changes: Any) -> list[Finding]:
    raw = filled(Form, {"child": CHILD, **changes}, APPLICANT)
    return validate(Form, raw, CONTEXT)[2]


def test_what_only_repeats_the_applicant_may_be_left_out() -> None:
    whole, _part, found = validate(Form, filled(Form, {"child": CHILD}, APPLICANT), CONTEXT)
    assert found == []
    assert whole is not None
    assert whole.person.full_name == "Nguyễn Văn Thử"
    assert whole.person.home.commune == "Xã Hòa Thành"
    assert whole.person.id_number == "054090000101"
    assert whole.child.words == "Ngày mồng năm tháng tư năm hai nghìn không trăm hai mươi lăm"


def test_what_differs_from_the_applicant_is_a_problem() -> None:
    person = {
        "full_name": "Nguyễn Văn Khác",
        "home": {"commune": "Hòa Vinh", "detail": "Thôn Ví Dụ 1"},
        "id_number": "054090000102",
    }
    assert judged(person=person) == [
        ("person.full_name", "differs_from_applicant"),
        ("person.home", "differs_from_applicant"),
        ("person.id_number", "differs_from_applicant"),
    ]


def test_the_same_name_in_another_spelling_does_not_differ() -> None:
    person = {
        "full_name": "NGUYỄN VĂN THỬ",
        "home": {"commune": "xã hoà thành", "detail": "thôn ví dụ 1"},
    }
    assert judged(person=person) == []


def test_the_number_of_another_paper_is_not_the_citizen_id() -> None:
    assert judged(person={"id_type": "Hộ chiếu", "id_number": "C1234567"}) == []
    assert judged(person={"id_type": "cmnd"}) == [("person.id_number", "missing")]


def test_an_unknown_key_names_the_nearest() -> None:
    (finding,) = findings(child={**CHILD, "birthdate": "x"})
    assert (finding.path, finding.code) == (("child", "birthdate"), "unknown_key")
    assert "gần nhất là “birth_date” (Ngày sinh)" in finding.message
    (finding,) = findings(zzz="x")
    assert "chỉ có: person, child" in finding.message


def test_all_problems_are_found_at_once() -> None:
    child = {
        "full_name": "Thử 2",
        "birth_date": "31/02/2020",
        "gender": "?",
        "citizen_id": "1",
        "extra": "x",
    }
    assert set(judged(child=child, copy_request="yes", rows=[{"what": "a", "count": "x"}])) == {
        ("child.full_name", "person_name"),
        ("child.birth_date", "impossible_date"),
        ("child.gender", "unknown_option"),
        ("child.citizen_id", "citizen_id_format"),
        ("child.extra", "unknown_key"),
        ("quantity", "missing"),
        ("rows.0.count", "wrong_type"),
    }


def test_values_that_are_well_are_checked_beside_one_that_is_not() -> None:
    child = {**CHILD, "gender": "?", "birth_date": "05/04/2027", "citizen_id": "054290000101"}
    assert judged(child=child) == [
        ("child.gender", "unknown_option"),
        ("child.birth_date", "date_in_future"),
        ("child.citizen_id", "citizen_id_birth_year"),
    ]


def test_a_rule_waits_until_its_fields_are_well() -> None:
    assert judged(child={**CHILD, "full_name": "Nguyễn Văn Thử"}) == [
        ("child.full_name", "other_name")
    ]
    assert judged(child={**CHILD, "full_name": "?"}) == [("child.full_name", "person_name")]


def test_a_conditional_field_is_asked_for_and_refused() -> None:
    assert judged(copy_request="yes") == [("quantity", "missing")]
    assert judged(copy_request="yes", quantity="3") == []
    (finding,) = findings(quantity="3")
    assert finding.code == "not_applicable"
    assert "“Cấp bản sao” là “Có”" in finding.message


def test_bounds_and_lengths_are_the_portals() -> None:
    rows = [{"what": "a", "count": "0"}, {"what": "b", "count": "10", "issued": "01/01/2027"}]
    assert judged(rows=rows) == [
        ("rows.0.count", "out_of_range"),
        ("rows.1.count", "out_of_range"),
        ("rows.1.issued", "date_in_future"),
    ]
    assert judged(rows=[{"what": "a", "count": "1"}] * 3) == [("rows", "out_of_range")]
    assert judged(child={**CHILD, "full_name": "Nguyễn " * 5}) == [("child.full_name", "too_long")]


def test_words_must_say_the_date() -> None:
    (finding,) = findings(child={**CHILD, "words": "Ngày sáu tháng tư năm hai nghìn"})
    assert finding.code == "words_match_date"
    assert "mồng năm tháng tư" in finding.message


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("054325000101", []),
        ("054324000101", ["citizen_id_birth_year"]),
        ("054225000101", ["citizen_id_gender"]),
        ("054125000101", ["citizen_id_birth_year"]),
        ("054190000101", ["citizen_id_birth_year"]),
    ],
)
def test_a_citizen_id_must_agree_with_birth_and_gender(number: str, codes: list[str]) -> None:
    assert [code for _, code in judged(child={**CHILD, "citizen_id": number})] == codes


def test_a_number_given_abroad_is_only_a_warning() -> None:
    (finding,) = findings(child={**CHILD, "citizen_id": "120325000101"})
    assert (finding.code, finding.severity) == ("citizen_id_place", "warning")


@pytest.mark.parametrize(
    ("raw", "path", "said"),
    [
        ({"child": "x"}, ("child",), "một nhóm"),
        ({"rows": "x"}, ("rows",), "một danh sách"),
        ({"rows": {"what": "a"}}, ("rows",), "một danh sách"),
        ({"child": {**CHILD, "full_name": ["An"]}}, ("child", "full_name"), "một giá trị"),
        ({"child": {**CHILD, "words": {"a": "b"}}}, ("child", "words"), "một giá trị"),
        ({"rows": [{"what": ["a"], "count": "1"}]}, ("rows", 0, "what"), "một giá trị"),
    ],
)
def test_a_wrong_shape_is_told_in_vietnamese(raw: Any, path: tuple[Any, ...], said: str) -> None:
    (finding,) = [f for f in findings(**raw) if f.code == "wrong_type"]
    assert finding.path == path
    assert said in finding.message


def test_a_declaration_that_is_no_group_is_one_problem() -> None:
    whole, part, (finding,) = validate(Form, filled(Form, ["x"], APPLICANT), CONTEXT)
    assert (whole, part, finding.code) == (None, None, "wrong_type")


def test_a_row_is_named_by_its_number() -> None:
    assert title_at(Form, ("rows", 1, "count")) == "Số lượng, dòng 2"


def test_birth_may_be_a_year_or_a_partial_date() -> None:
    class Elder(Block):
        born: PartialBirthDate = Field("Sinh")
        citizen_id: CitizenId = Field("Số")

    class Mother(Block):
        year: BirthYear = Field("Năm sinh")
        number: IdNumber = Field("Số", accepts=("cccd", "cmnd"), holder_gender="nu")

    def codes(model: type[Block], **raw: str) -> list[str]:
        return [f.code for f in validate(model, raw, CONTEXT)[2]]

    assert codes(Elder, born="1950", citizen_id="054050000101") == []
    assert codes(Elder, born="05/1951", citizen_id="054050000101") == ["citizen_id_birth_year"]
    assert codes(Mother, year="1992", number="054192000102") == []
    assert codes(Mother, year="1992", number="054092000102") == ["citizen_id_gender"]
    assert codes(Mother, year="1992", number="221000959") == []
    assert codes(Mother, year="1992", number="C1234567") == ["id_number_format"]


def test_a_broken_rule_of_ours_is_not_hidden() -> None:
    class Broken(Declaration):
        name: str = Field("Tên")

        @rule(["name"], "")
        def _bug(self) -> bool:
            return bool(self.nothing)  # type: ignore[attr-defined]

    with pytest.raises(AttributeError):
        validate(Broken, {"name": "An"}, CONTEXT)


class Story(Declaration):
    told: str = Field("Nội dung")
    note: str | None = Optional("Ghi chú")


@pytest.mark.parametrize("said", ["-", "--", "…", ".", "?", "0", "x", "XXX", "N/A", "null", "TBD"])
def test_what_was_typed_to_get_past_a_text_is_warned_of(said: str) -> None:
    _whole, _part, found = validate(Story, {"told": said, "note": said}, CONTEXT)
    assert [(f.path, f.code, f.severity) for f in found] == [
        (("told",), "filler", "warning"),
        (("note",), "filler", "warning"),
    ]
    assert "Không có" in found[0].message
    assert "để trống" not in found[0].message
    assert "để trống" in found[1].message


@pytest.mark.parametrize("said", ["Không", "không có", "5", "12", "A", "Ý", "3/4", "X1", "Tổ 0"])
def test_a_short_text_that_says_something_is_taken(said: str) -> None:
    assert validate(Story, {"told": said}, CONTEXT)[2] == []
