"""A dossier from one edition to the other and back: what is carried means the same, nothing is
made up, and what a person must still say is just what is missing.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot import registry
from portal_bot.catalogue.years import Year
from portal_bot.checked import Checked
from portal_bot.checking import check_source
from portal_bot.clock import VIETNAM
from portal_bot.conversion import Conversion, converted, leaves
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source
from portal_bot.dossier.written_keys import english
from portal_bot.errors import DossierError, UsageError
from portal_bot.filing.answered_rows import forecast_of
from tests.support.fixtures import FIXTURES

TODAY = date(2026, 11, 22)
HOME = {"residence_kind": "permanent"}
ADDRESS = {"commune": "Xã Hòa Thành", "detail": "Thôn Ví Dụ 1"}
# What a person says when asked, and nothing else.
SAID: dict[str, dict[str, dict[str, Any]]] = {
    "birth_registration": {
        "child": {"registration_kind": "on_time", "birth_place": ADDRESS},
        "mother": {"citizen_id": "054192000102", "birth_date": "08/07/1992", **HOME},
        "father": {"citizen_id": "054090000101", "birth_date": "13/02/1990", **HOME},
    },
    "death_registration": {
        "last_residence": HOME,
        "death": {"registration_kind": "on_time"},
        "scene": {"place": ADDRESS},
    },
    "civil_status_extract_copy": {
        "subject": {"citizen_id": "054090000101", "residence": ADDRESS, **HOME},
    },
    "civil_status_change_correction": {
        "subject": {"citizen_id": "054321000101", **HOME},
        "request": {"content": "Ngày sinh: từ 20/08/2021 thành 02/08/2021"},
    },
    "marriage_registration": {"bride": HOME, "groom": HOME},
    "marital_status_certificate": {
        "requester": {"residence": ADDRESS, **HOME},
        "subject": HOME,
        "use": {"quantity": "1"},
    },
    "guardianship_registration": {
        "guardian": HOME,
        "ward": {"id_type": "birth_certificate", **HOME},
    },
    "death_reregistration": {
        "requester": {"residence": ADDRESS, **HOME},
        "last_residence": HOME,
        "death": {"place": ADDRESS},
    },
    "birth_reregistration": {
        "requester": {"residence": ADDRESS, **HOME},
        "previous": {"birth_kind": "neither"},
        "subject": {"birth_place": ADDRESS},
    },
    "birth_registration_with_parent_recognition": {
        "requester": {"residence": ADDRESS, **HOME},
        "registration": {"kind": "on_time"},
        "child": {"birth_place": ADDRESS},
        "mother": HOME,
        "father": HOME,
        "recognising": HOME,
        "recognised": {"residence": ADDRESS, **HOME},
    },
    "parent_child_recognition": {
        "requester": {"relation": "father"},
        "parent": HOME,
        "child": {"id_name": "Giấy khai sinh", **HOME},
    },
}
PROOF = str(FIXTURES / "papers" / "xac-nhan-cu-tru.pdf")
SCANS = {
    "parent_child_recognition": {"relation_proof": [PROOF]},
    "birth_registration_with_parent_recognition": {"relation_proof": [PROOF]},
}
# How much of what it is about is told alike; the roles of a recognition are told otherwise.
SAME_SUBJECT = {
    "civil_status_change_correction": 4,
    "marital_status_certificate": 1,
    "parent_child_recognition": 1,
}
each_flow = pytest.mark.parametrize("slug", SAID)


def to(path: Path, year: Year, out: Path) -> Conversion:
    return converted(path, year, out / "ra.yaml", today=TODAY)


def checked(data: Any, folder: Path, year: Year) -> Checked:
    return check_source(Source(folder / "x.yaml", data), today=TODAY, edition=year)


def at(data: Any, path: str) -> Any:
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data


def completed(slug: str, made: Conversion) -> dict[str, Any]:
    declared = made.data["declaration"]
    for block, values in SAID[slug].items():
        declared.setdefault(block, {}).update(values)
    made.data.setdefault("papers", {}).update(SCANS.get(slug, {}))
    return made.data


@each_flow
def test_what_is_asked_is_just_what_is_missing(slug: str, tmp_path: Path) -> None:
    made = to(FIXTURES / slug / "plain.yaml", 2026, tmp_path)
    asked = {problem.field for problem in made.asked}
    wanted = {f"declaration.{b}.{name}" for b, those in SAID[slug].items() for name in those}
    blocks = asked & {f"declaration.{block}" for block in SAID[slug]}
    assert asked - blocks - {f"papers.{name}" for name in SCANS.get(slug, ())} <= wanted
    assert {path for path in wanted if path.rpartition(".")[0] not in blocks} <= asked
    whole = checked(completed(slug, made), tmp_path, 2026)
    assert [p.message for p in whole.problems if p.severity == "error"] == []
    assert whole.flow is not None
    assert (whole.flow.edition, whole.flow.slug) == (2026, slug)
    assert whole.dossier is not None
    # What it costs and when it is due is told of it as of any other.
    outlook = forecast_of(whole, datetime(2026, 11, 23, 9, tzinfo=VIETNAM), None)
    assert outlook is not None
    assert outlook.appointment is not None
    earlier = check_source(load(FIXTURES / slug / "plain.yaml"), today=TODAY)
    # A correction is told in one text there, and a purpose by another list.
    same = SAME_SUBJECT.get(slug, 3)
    assert whole.subject[:same] == earlier.subject[:same]


@each_flow
def test_there_and_back_what_is_carried_is_what_was_said(slug: str, tmp_path: Path) -> None:
    for name in ("plain.yaml", "full.yaml", "awkward.yaml"):
        if not (path := FIXTURES / slug / name).is_file():
            continue
        first = check_source(load(path), today=TODAY)
        made = to(path, 2026, tmp_path)
        there = tmp_path / f"{slug}-{name}"
        there.write_text(yaml.safe_dump(made.data, allow_unicode=True), "utf-8")
        back = to(there, 2022, tmp_path)
        flow = registry.find(slug)
        assert flow is not None
        known = dict(leaves(flow.declaration))
        assert first.declaration is not None
        for field in back.carried:
            spec, value = known[field], at(back.data["declaration"], field)
            meant = first.declaration
            for part in field.split("."):
                meant = getattr(meant, part)
            if spec.block:
                written = english(load(path).data, flow)["declaration"]
                assert value == at(written, field), (name, field)
            else:
                said = tidy(value) if isinstance(value, str) else value
                assert spec.parse(said) == meant, (name, field)
        assert back.carried, name
        assert not {"declaration.child.full_name", "declaration.deceased.full_name"} & {
            problem.field for problem in back.asked
        }


@pytest.mark.parametrize(
    ("name", "parent", "child"),
    [
        ("plain", "Huỳnh Văn Giả Định", "Ngô Thử Bé"),
        ("full", "Đặng Văn Giả Cha", "Đặng Văn Điển Hình"),
    ],
)
def test_who_is_parent_and_who_child_is_told_by_what_is_recognised(
    name: str, parent: str, child: str, tmp_path: Path
) -> None:
    """The earlier form asks for who recognises and who is recognised."""
    path = FIXTURES / "parent_child_recognition" / f"{name}.yaml"
    declared = to(path, 2026, tmp_path).data["declaration"]
    assert (declared["parent"]["full_name"], declared["child"]["full_name"]) == (parent, child)


def test_no_value_is_made_up_and_what_is_left_is_named(tmp_path: Path) -> None:
    made = to(FIXTURES / "birth_registration" / "plain.yaml", 2026, tmp_path)
    left = dict(made.left)
    assert {
        "mother.birth_year",
        "father.birth_year",
        "child.birth_place",
        "pledge.confirmed",
    } <= set(left)
    assert at(made.data, "declaration.child.birth_place") is None
    assert at(made.data, "declaration.copies.quantity") == "0"
    assert made.data["account"] == {"username": "nguyenvanthu", "sign_in": "vneid"}
    assert "exceptions" not in made.data


def test_hour_and_relation_are_told_as_the_later_form_asks(tmp_path: Path) -> None:
    text = (FIXTURES / "death_registration" / "plain.yaml").read_text("utf-8")
    path = FIXTURES / "death_registration" / "plain.yaml"
    data = yaml.load(text, yaml.BaseLoader)
    data["declaration"]["death"]["time"] = "08:05"
    data["declaration"]["deceased"]["birth_date"] = "8/1955"
    file = tmp_path / "d.yaml"
    data["papers"] = {}
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    declared = to(file, 2026, tmp_path).data["declaration"]
    assert (declared["death"]["hour"], declared["death"]["minute"]) == ("08", "05")
    assert declared["deceased"]["birth_date"] == "8/1955"
    assert declared["requester"]["relation"] == "Con"
    assert declared["last_residence"]["residence"] == at(
        yaml.load(path.read_text("utf-8"), yaml.BaseLoader), "declaration.deceased.last_residence"
    )


def test_a_dossier_of_the_wrong_edition_is_refused_by_what_is_too_much_and_missing() -> None:
    source = load(FIXTURES / "birth_registration" / "plain.yaml")
    (problem,) = check_source(source, today=TODAY, edition=2026).problems
    assert (problem.code, problem.severity) == ("wrong_edition", "error")
    assert "thừa: “Giấy tờ tùy thân: ngày cấp” (requester.id_issue_date)" in problem.message
    assert "thiếu: “Loại đăng ký” (child.registration_kind)" in problem.message
    assert "portal-bot convert TỆP --edition 2026" in problem.message


def test_what_the_dossier_says_of_itself_counts_where_no_portal_is_named(tmp_path: Path) -> None:
    made = to(FIXTURES / "civil_status_extract_copy" / "plain.yaml", 2026, tmp_path)
    data = completed("civil_status_extract_copy", made)
    alone = check_source(Source(tmp_path / "x.yaml", data), today=TODAY)
    assert alone.ok
    assert alone.flow is not None
    assert alone.flow.edition == 2026
    (problem,) = checked(data, tmp_path, 2022).problems
    assert problem.code == "wrong_edition"
    assert "subject.residence_kind" in problem.message


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("poor_household_recognition", "không nộp trực tuyến được: nộp trực tiếp"),
        ("commune_commendation_certificate", "chưa rõ có nộp trực tuyến được không"),
        ("domestic_adoption_registration", "chưa ai chép lại tờ khai"),
    ],
)
def test_what_is_not_filed_in_an_edition_says_where_to_go(
    slug: str, told: str, tmp_path: Path
) -> None:
    path = FIXTURES / slug / "plain.yaml"
    (problem,) = check_source(load(path), today=TODAY, edition=2026).problems
    assert problem.code == "edition_not_offered"
    assert told in problem.message
    with pytest.raises(DossierError, match="ấn bản 2026"):
        to(path, 2026, tmp_path)


def test_what_is_of_that_edition_already_is_not_converted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="đã theo ấn bản 2022"):
        to(FIXTURES / "birth_registration" / "plain.yaml", 2022, tmp_path)


def test_who_receives_it_need_not_be_competent(tmp_path: Path) -> None:
    made = to(FIXTURES / "death_registration" / "plain.yaml", 2026, tmp_path)
    data = completed("death_registration", made)
    data["agency"] = {"commune": "Phường Tuy Hòa"}
    refused = checked(data, tmp_path, 2026)
    assert "authority_last_residence" in {p.code for p in refused.problems}
    data["competent"] = {"commune": "Xã Hòa Thành", "district": "Thị xã Đông Hòa"}
    whole = checked(data, tmp_path, 2026)
    assert whole.ok
    assert whole.dossier is not None
    assert whole.dossier.agency is not None
    assert whole.dossier.agency.sent[-1] == "Phường Tuy Hòa"
    assert json.dumps(made.as_json(), default=str)
