"""`portal-bot probe` against a real mock: reads a form, files nothing, leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from portal_bot import clock, settings
from tests.cli.conftest import Call
from tests.portal.v2 import why_not
from tests.support.days import USUAL
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal, running_mock
from tests.support.portals import profile

BIRTH = "birth_registration"
ACCOUNT = ("--sign-in", "nguyenvanthu")
# What version 2 of the form has changed, and what that is called.
CHANGES = {
    "renamed:child_full_name": ("breaking", "renamed", "child.full_name"),
    "required:child_full_name": ("breaking", "new_required", None),
    "reordered:child_full_name": ("cosmetic", "order", None),
}


def form_of(said: Any) -> dict[str, Any]:
    (form,) = said.json["forms"]
    told: dict[str, Any] = form
    return told


def test_it_asks_nobody_in_who_was_not_named(mock: MockPortal, call: Call) -> None:
    said = call("probe", BIRTH, "--portal-url", mock.address)
    assert said.code == 30
    assert "--sign-in TÊN_ĐĂNG_NHẬP" in said.out
    assert mock.sign_ins() == 0


def test_a_form_is_kept_and_what_changed_is_weighed(
    mock: MockPortal, call: Call, tmp_path: Path, home: Path
) -> None:
    # A portal of one's own, as anybody may write it.
    own = profile(mock, tmp_path, more='reference_field = "Ghi chú"')
    to = (BIRTH, "--portal", own, *ACCOUNT)
    form = form_of(call("probe", *to, "--keep", "--json"))
    assert (form["weight"], form["drifts"], form["compared_with"]) == (None, [], "flow")
    assert form["whole"]
    sections = {tuple(one["titles"][:1]) for one in form["fields"]}
    assert ("Người được khai sinh",) in sections
    # Opened by an answer that nobody gives: it was tried.
    assert len(form["fields"]) > 60
    assert [row["demanded"] for row in form["papers"]].count(True) == 1
    kept = Path(form["kept"])
    assert kept == home / "portals" / "rieng" / f"{BIRTH}.json"
    assert kept.stat().st_mode & 0o077 == 0
    # The account's own values stood on the page.
    assert "Nguyễn Văn Thử" not in kept.read_text("utf-8")
    for change, (weight, what, field) in CHANGES.items():
        mock.fault("version_2", change)
        said = call("probe", *to, "--json")
        mock.clear("version_2")
        form = form_of(said)
        assert said.code == (21 if weight == "breaking" else 0)
        assert form["weight"] == weight, change
        assert (what, field) in [(one["what"], one["field"]) for one in form["drifts"]]
        assert form["draft_left"] is None
    assert mock.commits() == []
    assert mock.submissions() == []


def test_for_ci_a_form_that_breaks_is_a_failure(
    mock: MockPortal, call: Call, tmp_path: Path
) -> None:
    mock.fault("version_2", "removed")
    junit = tmp_path / "probe.xml"
    said = call("probe", "khai", "sinh", "--portal-url", mock.address, *ACCOUNT, "--junit", junit)
    assert said.code == 21
    (case,) = ET.parse(junit).getroot().iter("testcase")
    assert (case.get("classname"), case.get("name")) == ("mock", BIRTH)
    assert [one.tag for one in case if one.tag != "system-out"] == ["failure"]
    assert "LÀM HỎNG" in said.out


@pytest.mark.thorough
def test_every_form_of_the_mock_is_what_its_procedure_asks(mock: MockPortal, call: Call) -> None:
    said = call("probe", "--all", "--portal-url", mock.address, *ACCOUNT, "--json")
    assert said.code == 0
    forms = said.json["forms"]
    assert len(forms) == 29
    assert [(form["procedure"], form["drifts"]) for form in forms if form["drifts"]] == []
    assert all(form["whole"] for form in forms)


@pytest.fixture(scope="module")
def v2_mock() -> Iterator[MockPortal]:
    if reason := why_not():
        pytest.skip(reason)
    with running_mock("--pace", "instant", "--seed", "1", "--platform", "igate_v2") as portal:
        yield portal


@pytest.fixture
def successor(v2_mock: MockPortal, monkeypatch: pytest.MonkeyPatch) -> MockPortal:
    v2_mock.reset()
    monkeypatch.setenv(settings.NOW, clock.as_variable(USUAL))
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    v2_mock.post("/clock", now=USUAL.isoformat())
    return v2_mock


def test_the_successor_tells_what_changed_on_its_form(
    successor: MockPortal, call: Call, home: Path
) -> None:
    to = (BIRTH, "--portal-url", successor.address, *ACCOUNT)
    form = form_of(call("probe", *to, "--keep", "--json"))
    assert (form["weight"], form["drifts"], form["whole"]) == (None, [], True)
    # Its page lists the papers, and does not say which of them it insists on.
    assert {row["demanded"] for row in form["papers"]} == {None}
    assert "Nguyễn Văn Thử" not in Path(form["kept"]).read_text("utf-8")
    for change, (weight, what, field) in CHANGES.items():
        successor.fault("version_2", change)
        said = call("probe", *to, "--json")
        successor.clear("version_2")
        form = form_of(said)
        assert said.code == (21 if weight == "breaking" else 0)
        assert form["weight"] == weight, change
        assert (what, field) in [(one["what"], one["field"]) for one in form["drifts"]]
        assert form["draft_left"] is None
    assert successor.commits() == []


@pytest.mark.thorough
def test_every_form_of_the_successor_is_what_its_procedure_asks(
    successor: MockPortal, call: Call
) -> None:
    said = call("probe", "--all", "--portal-url", successor.address, *ACCOUNT, "--json")
    assert said.code == 0
    forms = said.json["forms"]
    assert len(forms) == 29
    assert [(form["procedure"], form["drifts"]) for form in forms if form["drifts"]] == []
    assert all(form["whole"] for form in forms)
