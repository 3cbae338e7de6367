"""Four fields whose titles and place the block says."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.blocks.identity import IdentityPaper, OwnIdentityPaper
from portal_bot.blocks.part import Part
from portal_bot.dossier.field import Field
from portal_bot.dossier.ids import IdNumber
from portal_bot.dossier.spec import spec_map, specs

FOUR = ["id_type", "id_number", "id_issue_date", "id_issuer"]


class Name(Part):
    name: str = Field(title="Tên")


class Member(Name, IdentityPaper):
    born: str = Field(title="Sinh")
    identity: ClassVar[str] = "CMND/CCCD"
    phone: str = Field(title="Điện thoại")


class Woman(Member):
    id_number: IdNumber = Field(title="?", id_type="id_type", holder_gender="nu")
    role: str = Field(title="Vai trò")


class Plain(IdentityPaper):
    phone: str = Field(title="Điện thoại")


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
