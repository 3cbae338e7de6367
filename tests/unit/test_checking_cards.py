"""Cards among the papers and lines of cards in the place of ids, against what is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from portal_bot.checking import Checked, check_paths
from portal_bot.intake.cards import card_pictures
from portal_bot.intake.filed_content import content_hash
from tests.support.dossiers import written
from tests.support.drawn_cards import snapshot
from tests.unit.test_checking import TODAY

# The applicant of the plain birth, and the mother of the child.
HOME = "Thôn Ví Dụ 1, Hòa Thành, Đông Hòa, Phú Yên"
FATHER = f"054090000101|221234567|Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021"
MOTHER = f"054192000102||Trần Thị Mẫu|08071992|Nữ|{HOME}|15062021"
STRANGER = "001088000777||Người Lạ Ví Dụ|01011988|Nam|Bến Nghé, Quận 1, Hà Nội|15062021"
NUMBER = "applicant.citizen_id"
SCANS = "papers.identity_document"
Judge = Callable[..., Checked]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """The plain birth with these changes, and these cards as scans of the identity paper."""

    def run(*cards: str, **changes: Any) -> Checked:
        said = {key.replace("__", "."): value for key, value in changes.items()}
        if cards:
            said[SCANS] = []
        for number, text in enumerate(cards):
            (tmp_path / f"the-{number}.jpg").write_bytes(snapshot(text, number))
            said[SCANS].append(f"the-{number}.jpg")
        (checked,) = check_paths([written(tmp_path / "hoso.yaml", said)], today=TODAY)
        return checked

    return run


def told(checked: Checked) -> list[tuple[str, str, str]]:
    return [(p.severity, p.code, p.field) for p in checked.problems]


def test_a_card_that_agrees_says_nothing(judge: Judge) -> None:
    assert told(judge(FATHER)) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Văn Thử", "Văn Thứ", "applicant.full_name"),
        ("13021990", "14021990", "applicant.birth_date"),
        ("10052021", "11052021", "declaration.requester.id_issue_date"),
    ],
)
def test_what_is_typed_otherwise_is_named_and_not_repeated(
    judge: Judge, old: str, new: str, field: str
) -> None:
    checked = judge(FATHER.replace(old, new))
    assert ("error", "card_contradicts", field) in told(checked)
    (message, *_) = [p.message for p in checked.problems if p.field == field]
    assert "the-0.jpg" in message
    assert not any(part in message for part in ("Thử", "Thứ", "1990", "2021", "054090"))


def test_by_name_a_wrong_number_is_found(judge: Judge) -> None:
    checked = judge(FATHER.replace("054090000101", "054090000110"))
    assert ("error", "card_contradicts", NUMBER) in told(checked)


def test_of_two_persons_each_is_held_against_the_own_card(judge: Judge) -> None:
    full = {"declaration__mother__id_number": "054192000102"}
    assert told(judge(FATHER, MOTHER, **full)) == []
    wrong = judge(FATHER, MOTHER.replace("1992", "1993").replace("4192", "4193"), **full)
    assert ("error", "card_contradicts", "declaration.mother.id_number") in told(wrong)
    assert not [p for p in wrong.problems if p.field.startswith("applicant")]


def test_a_moved_household_is_only_asked_about(judge: Judge) -> None:
    checked = judge(FATHER.replace("Hòa Thành", "Hòa Xuân Đông"))
    assert ("warning", "card_contradicts", "applicant.address") in told(checked)
    assert checked.ok


def test_a_card_of_nobody_is_a_warning(judge: Judge) -> None:
    checked = judge(STRANGER)
    assert told(checked) == [("warning", "card_of_nobody", f"{SCANS}.0")]
    assert "Người Lạ" not in checked.problems[0].message


def test_a_card_that_contradicts_itself_is_a_warning(judge: Judge) -> None:
    checked = judge(FATHER.replace("|Nam|", "|Nữ|"))
    assert told(checked) == [("warning", "card_contradicts_itself", f"{SCANS}.0")]


def test_a_scan_without_a_code_says_nothing(judge: Judge, tmp_path: Path) -> None:
    Image.effect_noise((800, 600), 60).convert("RGB").save(tmp_path / "cu.jpg")
    assert told(judge(papers__identity_document=["cu.jpg"])) == []


def test_other_papers_are_not_looked_into(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_pictures, "opened", None)
    assert judge().ok


def test_a_scan_is_looked_into_once(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(STRANGER)
    monkeypatch.setattr(card_pictures, "opened", None)
    assert told(judge(STRANGER)) == [("warning", "card_of_nobody", f"{SCANS}.0")]


@pytest.mark.parametrize("line", [FATHER, f"{FATHER}\r\n", f"]Q1{FATHER}"])
def test_a_line_is_the_number_and_fills_what_is_left_out(judge: Judge, line: str) -> None:
    typed = judge()
    pasted = judge(
        applicant__citizen_id=line,
        applicant__full_name="",
        applicant__birth_date="",
        applicant__address={},
        declaration__requester__id_issue_date="",
    )
    assert told(pasted) == told(typed) == []
    assert content_hash(pasted) == content_hash(typed)


@pytest.mark.parametrize("key", ["applicant__address__detail", "declaration__child__birth_place"])
def test_a_line_where_no_number_is_asked_for_is_never_handed_in(judge: Judge, key: str) -> None:
    assert told(judge(**{key: FATHER})) == [("error", "card_line", key.replace("__", "."))]


def test_a_line_is_held_against_what_is_typed(judge: Judge) -> None:
    checked = judge(applicant__citizen_id=FATHER.replace("Thử", "Thứ"))
    assert told(checked)[0] == ("error", "card_contradicts", "applicant.full_name")


def test_a_line_that_contradicts_itself_is_refused_at_the_number(judge: Judge) -> None:
    checked = judge(applicant__citizen_id=FATHER.replace("|Nam|", "|Nữ|"))
    assert ("error", "card_contradicts_itself", NUMBER) in told(checked)


def test_a_torn_line_is_refused_at_the_number(judge: Judge) -> None:
    assert ("error", "citizen_id_format", NUMBER) in told(judge(applicant__citizen_id=FATHER[:30]))


def test_a_line_is_understood_of_anybody(judge: Judge) -> None:
    checked = judge(declaration__mother__id_number=MOTHER, declaration__mother__birth_year="")
    assert told(checked) == []
    assert checked.declaration is not None
    mother = checked.declaration.mother  # type: ignore[attr-defined]  # this flow's
    assert (mother.id_number, mother.birth_year) == ("054192000102", 1992)


def test_a_line_is_understood_in_the_row_of_a_table(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "fixtures" / "parent_child_recognition"
    case = next(p for p in sorted(source.glob("*.yaml")) if "witnesses" in p.read_text("utf-8"))
    said = yaml.load(case.read_text("utf-8"), yaml.BaseLoader)
    rows = said["declaration"]["evidence"]["witnesses"]
    rows[0] = {**rows[0], "id_number": MOTHER, "full_name": "", "birth_year": ""}
    path = written(tmp_path / "hoso.yaml", {"declaration.evidence.witnesses": rows}, case)
    (checked,) = check_paths([path], today=TODAY)
    assert checked.declaration is not None
    first = checked.declaration.evidence.witnesses[0]  # type: ignore[attr-defined]  # this flow's
    assert (first.id_number, first.full_name) == ("054192000102", "Trần Thị Mẫu")


def test_json_is_no_different(judge: Judge, tmp_path: Path) -> None:
    judge(applicant__citizen_id=FATHER)
    said = yaml.load((tmp_path / "hoso.yaml").read_text("utf-8"), yaml.BaseLoader)
    (tmp_path / "hoso.json").write_text(json.dumps(said), "utf-8")
    (checked,) = check_paths([tmp_path / "hoso.json"], today=TODAY)
    assert told(checked) == []
