"""Pieces that many forms are made of: persons, parents, papers, copies."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest

from portal_bot.civil import (
    Born,
    CivilStatusRequester,
    Copies,
    DelegatingRequester,
    Father,
    IdentityPaper,
    Mother,
    OwnIdentityPaper,
    Parent,
    Part,
    Person,
    Pledge,
)
from portal_bot.dossier.block import rule
from portal_bot.dossier.context import Context
from portal_bot.dossier.field import Field
from portal_bot.dossier.ids import IdNumber
from portal_bot.dossier.spec import spec_map, specs
from portal_bot.dossier.validate import validate
from portal_bot.dossier.yes_no import YesNo


class Name(Part):
    name: str = Field("Tên")

    @rule(["name"], "Thiếu tên")
    def _no_name(self) -> bool:
        return bool(self.name)


class Home(Part):
    street: str = Field("Đường")
    city: str = Field("Thành phố")

    @rule(["city"], "Thiếu thành phố")
    def _no_city(self) -> bool:
        return bool(self.city)


class Neighbour(Name, Home):
    street: str = Field("Đường, số nhà")
    since: str = Field("Từ năm")

    @rule(["since"], "Thiếu năm")
    def _no_year(self) -> bool:
        return bool(self.since)


class Friend(Neighbour):
    nickname: str = Field("Tên thường gọi")


def test_the_fields_of_the_bases_stand_first_in_the_order_written() -> None:
    assert list(Neighbour.model_fields) == ["name", "street", "city", "since"]
    assert list(Friend.model_fields) == ["name", "street", "city", "since", "nickname"]


def test_a_field_declared_again_keeps_its_place_and_takes_the_new_title() -> None:
    assert Neighbour.model_fields["street"].title == "Đường, số nhà"
    assert Friend.model_fields["street"].title == "Đường, số nhà"
    assert Home.model_fields["street"].title == "Đường"


def test_the_rules_of_every_base_hold() -> None:
    assert [rule.code for rule in Neighbour.rules] == ["no_name", "no_city", "no_year"]
    assert Friend.rules == Neighbour.rules
    assert [rule.code for rule in Home.rules] == ["no_city"]


def test_a_rule_written_again_takes_the_place_of_the_inherited_one() -> None:
    class Stranger(Neighbour):
        @rule(["city"], "Thiếu thành phố, hoặc không rõ", "warning")
        def _no_city(self) -> bool:
            return False

    assert [found.code for found in Stranger.rules] == [found.code for found in Neighbour.rules]
    told = {found.code: found.severity for found in Stranger.rules}
    assert told == {"no_name": "error", "no_city": "warning", "no_year": "error"}


def test_of_two_bases_the_rule_holds_that_python_finds() -> None:
    class Polite(Name):
        @rule(["name"], "Ghi cả họ", "warning")
        def _no_name(self) -> bool:
            return " " in self.name

    class Both(Friend, Polite):
        pass

    severities = {found.code: found.severity for found in Both.rules}
    assert severities["no_name"] == "warning"
    assert len(Both.rules) == len(severities)


def test_such_a_block_reads_a_dossier() -> None:
    said = {"name": "Thử", "street": "34", "city": "Tuy Hòa", "since": "2020", "nickname": "Ba"}
    assert Friend.model_validate(said).model_dump() == said


FOUR = ["id_type", "id_number", "id_issue_date", "id_issuer"]


class Called(Part):
    name: str = Field("Tên")


class Member(Called, IdentityPaper):
    born: str = Field("Sinh")
    identity: ClassVar[str] = "CMND/CCCD"
    phone: str = Field("Điện thoại")


class Woman(Member):
    id_number: IdNumber = Field("?", id_type="id_type", holder_gender="nu")
    role: str = Field("Vai trò")


class Plain(IdentityPaper):
    phone: str = Field("Điện thoại")


def test_the_four_stand_where_the_paper_is_named() -> None:
    assert list(Member.model_fields) == ["name", "born", *FOUR, "phone"]
    assert list(Woman.model_fields) == ["name", "born", *FOUR, "phone", "role"]


def test_they_stand_first_where_it_is_not() -> None:
    assert list(Plain.model_fields) == [*FOUR, "phone"]


def test_each_is_titled_with_what_the_form_calls_the_paper() -> None:
    titles = ["loại", "số", "ngày cấp", "cơ quan cấp"]
    assert [spec_map(Member)[name].title for name in FOUR] == [f"CMND/CCCD: {t}" for t in titles]
    assert [spec_map(Woman)[name].title for name in FOUR] == [f"CMND/CCCD: {t}" for t in titles]
    assert [s.title for s in specs(Plain)[:4]] == [f"Giấy tờ tùy thân: {t}" for t in titles]


def test_a_block_that_names_its_paper_leaves_the_piece_as_it_was() -> None:
    assert spec_map(IdentityPaper)["id_number"].title == "Giấy tờ tùy thân: số"
    assert IdentityPaper.identity == "Giấy tờ tùy thân"


def test_a_number_declared_again_is_that_one() -> None:
    assert spec_map(Woman)["id_number"].meta.holder_gender == "nu"
    assert spec_map(Member)["id_number"].meta.holder_gender is None


def test_only_the_applicants_own_number_is_taken_from_there() -> None:
    assert spec_map(OwnIdentityPaper)["id_number"].meta.same_as == "applicant.citizen_id"
    assert spec_map(IdentityPaper)["id_number"].meta.same_as is None


def test_kind_and_issuer_have_their_usual_values() -> None:
    usual = {spec.name: spec.default for spec in specs(IdentityPaper)}
    assert usual["id_type"].value == "cccd"
    assert usual["id_issuer"] == "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    assert [spec.name for spec in specs(IdentityPaper) if spec.required] == FOUR[1:3]


ASKED = ["full_name", "residence", "id_type", "id_number", "id_issue_date", "id_issuer"]


def test_a_person_is_asked_for_in_the_order_of_the_forms() -> None:
    assert list(Person.model_fields) == [
        "full_name", "birth_date", "gender", "ethnicity", "nationality",
    ]  # fmt: skip
    assert spec_map(Person)["nationality"].default == "Việt Nam"


def test_a_requester_may_leave_out_what_the_applicant_says() -> None:
    repeated = {name: spec.meta.same_as for name, spec in spec_map(CivilStatusRequester).items()}
    assert list(repeated) == ASKED
    assert {name: path for name, path in repeated.items() if path} == {
        "full_name": "applicant.full_name",
        "residence": "applicant.address",
        "id_number": "applicant.citizen_id",
    }


def test_who_may_send_somebody_else_says_so_first() -> None:
    assert list(DelegatingRequester.model_fields) == ["submitter_role", *ASKED]
    role = spec_map(DelegatingRequester)["submitter_role"]
    assert (role.default.value, role.required) == ("self", False)


def test_the_date_in_words_stands_behind_the_date() -> None:
    names = list(Born.model_fields)
    assert names[names.index("birth_date") + 1] == "birth_date_in_words"
    assert spec_map(Born)["birth_date_in_words"].meta.words_of == "birth_date"


@pytest.mark.parametrize(
    ("parent", "word", "gender"), [(Mother, "người mẹ", "nu"), (Father, "người cha", "nam")]
)
def test_each_parent_is_asked_the_same_and_named_as_one(
    parent: type[Parent], word: str, gender: str
) -> None:
    asked = spec_map(parent)
    assert list(asked) == list(spec_map(Parent))
    assert asked["full_name"].title == f"Họ, chữ đệm, tên {word}"
    assert asked["id_number"].meta.holder_gender == gender
    assert asked["id_number"].title == spec_map(Parent)["id_number"].title
    assert not asked["id_number"].required


TODAY = Context(date(2026, 11, 22))


def test_no_copies_are_wanted_unless_somebody_says_so() -> None:
    assert Copies().request is YesNo.NO
    assert Copies().quantity is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"request": "Có", "quantity": "2"}, []),
        ({"request": "yes"}, ["missing"]),
        ({"request": "no", "quantity": "2"}, ["not_applicable"]),
        ({"request": "yes", "quantity": "0"}, ["out_of_range"]),
        ({"request": "yes", "quantity": "51"}, ["out_of_range"]),
    ],
)
def test_how_many_is_asked_only_of_those_who_want_some(
    said: dict[str, str], codes: list[str]
) -> None:
    _whole, _part, found = validate(Copies, said, TODAY)
    assert [finding.code for finding in found] == codes


def test_a_pledge_must_be_given() -> None:
    _whole, _part, found = validate(Pledge, {"confirmed": "false"}, TODAY)
    assert [finding.code for finding in found] == ["not_confirmed"]
