"""What no field can know alone: people, days and rows of one dossier against each other."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot.checking import Checked, check_paths
from tests.support.days import moment_of
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES

CASES = sorted(FIXTURES.glob("*/*.yaml"))
Way = tuple[str | int, ...]
# What this page is about; of the dossiers that are shipped none is told any of it.
TOLD_HERE = {
    "account_of_another", "adopters_are_grown", "applicant_adopts", "applicant_too_young",
    "applicant_under_age", "asker_age", "children_are_younger", "consent_of_another",
    "declarant_is_another", "duplicate_deed", "duplicate_dossier", "head_is_grown",
    "issued_before_birth", "issued_too_early", "item_twice", "married_after_birth", "near_twin",
    "number_of_two", "parent_before_child", "parents_differ", "partner_is_another",
    "period_after_birth", "relation_fits_age", "row_repeated", "two_numbers_of_one",
    "ward_has_own_paper", "witness_named_as_parent", "witness_named_as_party",
}  # fmt: skip


def at(dossier: Any, way: Way) -> Any:
    for name in way:
        dossier = dossier[name]
    return dossier


def everything(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    yield way, value
    inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for name, each in inner:
        yield from everything(each, (*way, name))


def read(case: Path, folder: Path) -> dict[str, Any]:
    made = written(folder / "as-it-is.yaml", None, case)
    return dict(yaml.load(made.read_text("utf-8"), yaml.BaseLoader))


def judged(dossier: dict[str, Any], case: Path, folder: Path) -> Checked:
    path = folder / "hoso.yaml"
    path.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")
    (checked,) = check_paths([path], today=moment_of(case).date())
    return checked


def new_codes(dossier: dict[str, Any], case: Path, folder: Path) -> set[str]:
    """What is said of it that needs somebody, and was not said of the case as it is."""
    known = {(p.code, p.field) for p in judged(read(case, folder), case, folder).problems}
    problems = judged(dossier, case, folder).problems
    return {p.code for p in problems if p.severity != "info" and (p.code, p.field) not in known}


def changed(
    case: Path, folder: Path, way: str, value: Any, *more: tuple[str, Any]
) -> dict[str, Any]:
    dossier = read(case, folder)
    for path, new in ((way, value), *more):
        *parts, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        at(dossier, tuple(parts))[last] = new
    return dossier


def numbers(dossier: dict[str, Any]) -> list[Way]:
    parts = {"declaration", "applicant"}
    return [
        way
        for way, value in everything(dossier)
        if way and way[0] in parts and str(way[-1]).endswith(("citizen_id", "id_number"))
        if isinstance(value, str) and len(value) == 12 and value.isdigit()
    ]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_a_number_of_two_people_is_seen(case: Path, tmp_path: Path) -> None:
    dossier = read(case, tmp_path)
    pairs = [
        (one, other)
        for one in numbers(dossier)
        for other in numbers(dossier)
        if at(dossier, one) != at(dossier, other)
    ]
    for one, other in random.Random(case.stem).sample(pairs, min(4, len(pairs))):
        broken = copy.deepcopy(dossier)
        at(broken, one[:-1])[one[-1]] = at(dossier, other)
        assert new_codes(broken, case, tmp_path), (one, other)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_a_paper_from_before_its_holders_birth_is_seen(case: Path, tmp_path: Path) -> None:
    dossier = read(case, tmp_path)
    days = [way for way, _ in everything(dossier) if str(way[-1:]).endswith("id_issue_date',)")]
    for way in days:
        broken = copy.deepcopy(dossier)
        holder = at(broken, way[:-1])
        if not any("birth" in key for key in holder):  # not asked of a holder of rice land
            continue
        holder[way[-1]] = "1901-03-04"
        assert "issued_before_birth" in new_codes(broken, case, tmp_path), way


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_a_row_that_was_pasted_twice_is_seen(case: Path, tmp_path: Path) -> None:
    dossier = read(case, tmp_path)["declaration"]
    tables = [
        way
        for way, value in everything(dossier)
        if isinstance(value, list) and value and isinstance(value[0], dict) and len(value[0]) > 1
    ]
    for way in tables:
        broken = read(case, tmp_path)
        rows = at(broken["declaration"], way)
        rows.append(copy.deepcopy(rows[random.Random(case.stem).randrange(len(rows))]))
        assert new_codes(broken, case, tmp_path), way


def plain(slug: str, stem: str = "plain") -> Path:
    return FIXTURES / slug / f"{stem}.yaml"


D = "declaration"
BIRTHS = ("birth_registration", "birth_registration_with_parent_recognition")


@pytest.mark.parametrize(
    ("case", "changes", "code"),
    [
        *(
            (plain(slug, "full"), [(f"{D}.mother.birth_year", "2026")], "parent_before_child")
            for slug in BIRTHS
        ),
        *(
            (
                plain(slug, "full"),
                [(f"{D}.father.id_number", None), (f"{D}.father.full_name", "TRẦN THỊ MẪU")],
                "parents_differ",
            )
            for slug in BIRTHS[:1]
        ),
        (
            plain("birth_registration", "full"),
            [(f"{D}.marriage.date", "1989-05-06")],
            "married_after_birth",
        ),
        (
            plain("monthly_social_allowance", "full"),
            [(f"{D}.declarant.id_number", "054192000102")],
            "declarant_is_another",
        ),
        (
            plain("monthly_social_allowance", "full"),
            [(f"{D}.beneficiary.children.0.birth_date", "1990-02-03")],
            "children_are_younger",
        ),
        (
            plain("marital_status_certificate", "full"),
            [(f"{D}.status.period_from", "1950-01-02")],
            "period_after_birth",
        ),
    ],
    ids=str,
)
def test_days_and_people_that_cannot_be_are_refused(
    case: Path, changes: list[tuple[str, Any]], code: str, tmp_path: Path
) -> None:
    (way, value), *more = changes
    assert code in new_codes(changed(case, tmp_path, way, value, *more), case, tmp_path)


def test_the_mother_who_asks_under_another_number_is_refused(tmp_path: Path) -> None:
    case = plain("birth_registration", "full")
    broken = changed(case, tmp_path, f"{D}.mother.id_number", "054192000999")
    assert "relation_matches_name" in new_codes(broken, case, tmp_path)


@pytest.mark.parametrize("slip", ["054192000120", "054192000103", "054192000902"])
def test_a_slip_in_a_number_of_one_person_is_asked_about(slip: str, tmp_path: Path) -> None:
    case = plain("monthly_social_allowance", "full")
    broken = changed(case, tmp_path, f"{D}.beneficiary.id_number", slip)
    assert "two_numbers_of_one" in new_codes(broken, case, tmp_path)


@pytest.mark.parametrize(
    ("issued", "seen"), [("2015-12-31", True), ("2016-01-01", False), ("2021-06-15", False)]
)
def test_a_card_is_as_old_as_the_law_that_made_it(issued: str, seen: bool, tmp_path: Path) -> None:
    case = plain("birth_registration", "full")
    broken = changed(case, tmp_path, f"{D}.requester.id_issue_date", issued)
    assert ("issued_too_early" in new_codes(broken, case, tmp_path)) is seen


def severities(dossier: dict[str, Any], case: Path, folder: Path) -> dict[str, str]:
    return {p.code: p.severity for p in judged(dossier, case, folder).problems}


@pytest.mark.parametrize(
    ("born", "number", "code", "severity"),
    [
        ("2013-01-02", "054213000101", "applicant_too_young", "warning"),
        ("2010-01-02", "054210000101", "applicant_under_age", "info"),
        ("2000-01-02", "054200000101", None, None),
    ],
)
def test_who_asks_is_old_enough(
    born: str, number: str, code: str | None, severity: str | None, tmp_path: Path
) -> None:
    case = plain("copy_certification")
    dossier = changed(
        case, tmp_path, "applicant.birth_date", born, ("applicant.citizen_id", number)
    )
    for way, value in list(everything(dossier[D])):
        if value == read(case, tmp_path)["applicant"]["citizen_id"]:
            at(dossier[D], way[:-1])[way[-1]] = number
    told = severities(dossier, case, tmp_path)
    young = {key: value for key, value in told.items() if key.startswith("applicant_")}
    assert young == ({code: severity} if code else {})


@pytest.mark.parametrize("case", CASES[::5], ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_only_who_is_named_may_agree(case: Path, tmp_path: Path) -> None:
    dossier = changed(case, tmp_path, "consent.given_by", "Phan Văn Chẳng Có Đây")
    assert severities(dossier, case, tmp_path)["consent_of_another"] == "warning"
    officer = changed(case, tmp_path, "consent.given_by", "Cán Bộ Ví Dụ Thử")
    officer["desk"] = {"officer": "Cán Bộ Ví Dụ Thử"}
    assert "consent_of_another" in severities(officer, case, tmp_path)


@pytest.mark.parametrize(
    ("username", "seen"),
    [("054090000999", True), ("0911222333", True), ("tranthimau", False), ("cong-ty-1", False)],
)
def test_an_account_of_somebody_else_is_a_note(username: str, seen: bool, tmp_path: Path) -> None:
    case = plain("death_registration")
    dossier = changed(case, tmp_path, "account", {"username": username})
    told = severities(dossier, case, tmp_path)
    assert told.get("account_of_another") == ("info" if seen else None)
    own = changed(case, tmp_path, "account", {"username": dossier["applicant"]["citizen_id"]})
    assert "account_of_another" not in severities(own, case, tmp_path)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_what_is_shipped_raises_no_false_alarm(case: Path) -> None:
    (checked,) = check_paths([case], today=moment_of(case).date())
    assert not {problem.code for problem in checked.problems} & TOLD_HERE


def test_nor_do_all_of_them_together(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = check_paths(CASES, today=moment_of(CASES[0]).date())
    told = [(c.path.parent.name, p.code) for c in checked for p in c.problems]
    assert not [each for each in told if each[1] in TOLD_HERE]
