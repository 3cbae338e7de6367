"""All procedures that the portal offers: their pages, forms, fees and terms."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import mock_portal
from mock_portal.deadlines import due_date
from mock_portal.fees import fee_lines, total
from mock_portal.procedures import by_slug

from .conftest import OWNER, PREFIX, Citizen, Mock, address

ROOT = Path(mock_portal.__file__).parent
FORMS = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "forms").glob("*.toml"))
}
FACTS = {slug: form["procedure"] for slug, form in FORMS.items()}
LEVELS = ("province", "district", "commune", "detail")
KINDS = {
    "text", "textarea", "number", "masked_date", "split_date", "iso_date", "year",
    "select", "radio", "checkbox", "listbox", "address", "table",
}  # fmt: skip
TODAY = date(2026, 11, 22)
each_form = pytest.mark.parametrize("slug", FORMS)
Raw = dict[str, Any]


def fields_of(slug: str) -> Iterator[tuple[Raw, Raw]]:
    """Every field with its section."""
    for section in FORMS[slug]["section"]:
        for one in section["field"]:
            yield section, one


def names_of(one: Raw) -> list[str]:
    """The controls that carry an error when the field is left empty."""
    if one["kind"] == "address":
        return [f"{one['key']}_{level}" for level in LEVELS[: one["levels"]]]
    return [one["key"]]


def asked(slug: str) -> set[str]:
    """What an empty form must be told to fill in."""
    return {
        name
        for section, one in fields_of(slug)
        if one.get("required") and "shown_when" not in section
        for name in names_of(one)
    }


def conditions(slug: str) -> Iterator[Raw]:
    for section, one in fields_of(slug):
        holders = (section, one, *one.get("columns", ()))
        yield from (h[n] for h in holders for n in ("shown_when", "required_when") if n in h)
    yield from (row["required_when"] for row in FORMS[slug]["row"] if "required_when" in row)


def test_seven_of_level_3_and_twenty_two_of_level_4_at_least(mock: Mock) -> None:
    levels = Counter(form["level"] for form in FORMS.values())
    assert (levels[3] >= 7, levels[4] >= 22) == (True, True)
    assert set(FACTS) == set(FORMS)
    page = mock.client.get(f"{mock.url}{PREFIX}/thu-tuc").text
    for form in FORMS.values():
        assert f"{PREFIX}/thu-tuc/{form['code']}" in page
    assert len({form["code"] for form in FORMS.values()}) == len(FORMS) >= 29


@each_form
def test_every_procedure_page_opens(mock: Mock, slug: str) -> None:
    form, facts = FORMS[slug], FACTS[slug]
    answer = mock.client.get(f"{mock.url}{PREFIX}/thu-tuc/{form['code']}")
    assert answer.status_code == 200
    page = unescape(answer.text)
    assert page.count("<h1") == 1
    for text in (form["title"], facts["domain"], facts["deadline_text"], facts["fee_text"]):
        assert text in page
    assert all(row["name"] in page for row in form["row"])
    assert ("mức tham khảo" in page) is not facts["fee_verified"]


@each_form
def test_every_form_page_has_every_control(citizen: Citizen, slug: str) -> None:
    citizen.begin(FORMS[slug]["code"])
    page, word = citizen.page("nhap-thong-tin-ho-so"), citizen.words.drawn.name
    for _section, one in fields_of(slug):
        if one["kind"] == "table":
            assert f'data-key="{word(one["key"])}"' in page
            cells = [f"{one['key']}-__row__-{column['key']}" for column in one["columns"]]
            assert all(f'name="{word(cell)}"' in page for cell in cells)
        elif one["kind"] == "split_date":
            assert f'name="{word(one["key"] + "_year")}"' in page
        else:
            assert all(f'name="{word(name)}"' in page for name in names_of(one))


@each_form
def test_an_empty_form_is_told_everything_it_lacks(citizen: Citizen, slug: str) -> None:
    citizen.begin(FORMS[slug]["code"])
    assert "nhap-thong-tin-ho-so" in citizen.fill({}).headers["location"]
    own = set(citizen.errors()) & {n for _s, one in fields_of(slug) for n in names_of(one)}
    assert own == asked(slug)
    assert own


TEXTS = ("Nguyễn Văn Thử, thôn Ví Dụ 1", "054090000101", "0905000101", "thu@vidu.example", "2,5")
LISTS = {"ethnic_groups": ["01", "54"], "nationality": ["Việt Nam", "Lào"]}


def sample(one: Raw, choice: int) -> str:
    """Something that the control takes; `choice` is the option of a list: 0 first, -1 last."""
    match one["kind"]:
        case "select" | "radio" | "listbox" if "options" in one:
            return str(one["options"][choice]["value"])
        case "select" | "radio" | "listbox":
            return LISTS[one["options_from"]][choice]
        case "number" | "year":
            return str(one["max"])
        case "masked_date":
            return "01/06/2020"
        case "iso_date":
            return "2099-01-05" if one.get("min") == "today" else "2020-06-01"
        case "checkbox":
            return "1"
        case _:
            return next(text for text in TEXTS if re.fullmatch(one.get("pattern", ".*"), text))


def filled(slug: str, choice: int) -> dict[str, str]:
    """A whole form, every list at the same end."""
    values = dict(OWNER)
    for _section, one in fields_of(slug):
        key = one["key"]
        if one["kind"] == "address":
            values |= address(key, levels=one["levels"])
        elif one["kind"] == "split_date":
            values |= {f"{key}_day": "01", f"{key}_month": "06", f"{key}_year": "2020"}
        elif one["kind"] == "table":
            for row in range(max(1, one["min_rows"])):
                values |= {f"{key}-{row}-{c['key']}": sample(c, choice) for c in one["columns"]}
        elif one.get("pattern", "").startswith("^([01]"):
            values[key] = "08:30"
        else:
            values[key] = sample(one, choice)
    return values


@each_form
@pytest.mark.parametrize("choice", [0, -1], ids=["first", "last"])
def test_a_whole_form_is_taken_and_its_papers_are_asked(
    citizen: Citizen, slug: str, choice: int
) -> None:
    citizen.begin(FORMS[slug]["code"])
    values = filled(slug, choice)
    answer = citizen.fill(values)
    assert "thanh-phan-ho-so" in answer.headers["location"], citizen.errors()
    demanded = {
        row["key"]
        for row in FORMS[slug]["row"]
        if row.get("required")
        or values.get(row.get("required_when", {}).get("field", ""), "")
        in row.get("required_when", {}).get("in", ())
    }
    citizen.papers()
    assert set(citizen.errors("thanh-phan-ho-so")) == demanded


@each_form
def test_a_form_is_sound(slug: str) -> None:
    form = FORMS[slug]
    found = [one for _section, one in fields_of(slug)]
    keys = {one["key"]: one for one in found}
    assert len(keys) == len(found)
    places = Counter((section["title"], one["label"]) for section, one in fields_of(slug))
    assert set(places.values()) == {1}
    titles = [section["title"] for section in form["section"]]
    assert len(titles) == len(set(titles))
    assert form["source"]
    for one in found:
        assert one["kind"] in KINDS
        assert one["label_source"] in {"official_form", "portal_split", "reconstructed"}
        assert ("required" in one) is not ("required_when" in one)
        assert unicodedata.is_normalized("NFC", one["label"])
    for condition in conditions(slug):
        asker = keys[condition["field"]]
        assert set(condition["in"]) <= {option["value"] for option in asker["options"]}


@each_form
def test_what_depends_on_a_field_is_rebuilt_by_it(slug: str) -> None:
    keys = {one["key"]: one for _section, one in fields_of(slug)}
    holders = [holder for pair in fields_of(slug) for holder in pair]
    askers = {holder["shown_when"]["field"] for holder in holders if "shown_when" in holder}
    assert askers == {key for key, one in keys.items() if one.get("driver")}
    assert {keys[asker]["kind"] for asker in askers} <= {"select", "radio"}


@each_form
def test_papers_are_sound(slug: str) -> None:
    rows = FORMS[slug]["row"]
    assert len({row["key"] for row in rows}) == len(rows)
    assert any(not row.get("header") for row in rows)
    for row in rows:
        if not row.get("header"):
            assert not (row["present_only"] and ("required_when" in row or row["required"]))
            assert row["original_or_copy"] in {"original", "copy"}


def test_every_kind_of_control_recurs() -> None:
    forms_with = Counter(
        kind for slug in FORMS for kind in {one["kind"] for _section, one in fields_of(slug)}
    )
    assert set(forms_with) == KINDS
    assert min(forms_with.values()) >= 4
    assert {
        one["levels"] for s in FORMS for _, one in fields_of(s) if one["kind"] == "address"
    } == {
        3,
        4,
    }


def _died(day: str) -> dict[str, str]:
    parts = zip(("day", "month", "year"), day.split("/"), strict=True)
    return {f"death_date_{part}": value for part, value in parts}


@pytest.mark.parametrize(
    ("slug", "values", "amount"),
    [
        ("marriage_registration", {}, 0),
        ("marriage_registration", {"copy_request": "yes", "copy_quantity": "2"}, 16_000),
        ("marriage_registration", {"copy_request": "no", "copy_quantity": "2"}, 0),
        ("parent_child_recognition", {}, 15_000),
        (
            "birth_registration_with_parent_recognition",
            {"copy_request": "yes", "copy_quantity": "1", "recognition_copy_quantity": "2"},
            39_000,
        ),
        ("guardianship_registration", {}, 0),
        ("domestic_adoption_registration", {"relation_to_child": "none"}, 400_000),
        ("domestic_adoption_registration", {"relation_to_child": "other_relative"}, 400_000),
        ("domestic_adoption_registration", {"relation_to_child": "step_parent"}, 0),
        ("domestic_adoption_registration", {"relation_to_child": "uncle_aunt"}, 0),
        ("signature_certification", {"document_copies": "3"}, 10_000),
        ("death_registration", _died("07/11/2026"), 0),
        ("death_registration", _died("06/11/2026"), 8_000),
        ("death_registration", _died("//1999"), 8_000),
        ("civil_status_extract_copy", {"copy_quantity": "5"}, 40_000),
        ("civil_status_change_correction", {}, 15_000),
        ("birth_reregistration", {}, 8_000),
        ("death_reregistration", {"copy_request": "yes", "copy_quantity": "1"}, 16_000),
        ("copy_from_original_register", {"copy_quantity": "5"}, 0),
        ("monthly_social_allowance", {}, 0),
        ("commune_commendation_certificate", {}, 0),
    ],
)
def test_what_a_dossier_costs(slug: str, values: dict[str, str], amount: int) -> None:
    assert total(fee_lines(by_slug(slug), values, TODAY)) == amount


def test_level_3_comes_back_at_the_counter_only() -> None:
    for slug, form in FORMS.items():
        ways = FACTS[slug]["return_methods"]
        assert ways[0] == "in_person"
        assert (len(ways) == 1) is (form["level"] == 3)
    assert FACTS["poor_household_recognition"]["return_methods"] == ["in_person", "postal"]


@each_form
def test_every_procedure_has_one_term(slug: str) -> None:
    facts = FACTS[slug]
    assert ("working_days" in facts) is not ("calendar_days" in facts)
    assert not facts["same_day"] or facts["working_days"] == 1


@pytest.mark.parametrize(
    ("received", "slug", "due"),
    [
        ("2026-10-09T09:00:00+07:00", "rice_land_crop_conversion", date(2026, 10, 16)),
        ("2026-11-20T09:00:00+07:00", "belief_activity_registration", date(2026, 12, 7)),
        ("2026-11-23T16:00:00+07:00", "belief_activity_registration", date(2026, 12, 8)),
        ("2026-04-10T09:00:00+07:00", "group_religious_practice_registration", date(2026, 5, 4)),
        ("2026-11-20T15:00:00+07:00", "death_registration", date(2026, 11, 20)),
        ("2026-11-20T15:00:01+07:00", "death_registration", date(2026, 11, 23)),
    ],
)
def test_a_term_ends_on_a_working_day(received: str, slug: str, due: date) -> None:
    one = by_slug(slug)
    at = datetime.fromisoformat(received)
    days, more = one.working_days, one.calendar_days
    assert due_date(at, days, same_day=one.same_day, calendar_days=more) == due


@pytest.mark.parametrize(
    ("kind", "due"), [("supplement", "2026-11-18"), ("correct", "2026-11-23"), ("", "2026-11-23")]
)
def test_a_supplement_of_civil_status_is_due_the_same_day(kind: str, due: str) -> None:
    procedure = by_slug("civil_status_change_correction")
    at_once = procedure.solved_at_once({"change_kind": kind})
    received = datetime.fromisoformat("2026-11-18T09:00:00+07:00")
    found = due_date(received, procedure.working_days, same_day=at_once)
    assert found.isoformat() == due
