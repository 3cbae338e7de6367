"""The faults as a catalogue: how they are ordered, listed, and how often they strike."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import httpx
import pytest

from mock_portal.faults import KINDS, Faults, Order, UnknownFault
from mock_portal.faults.listing import as_text, doc, usage, with_tables
from mock_portal.steps import STEPS
from tools.mock_faults import README

from .conftest import PREFIX, Citizen, Mock

AGREED = [
    "commit_then_drop", "redirect_307", "redirect_308", "commit_then_502",
    "commit_then_expired", "commit_delay", "drop_before_commit", "refuse_502", "no_number",
    "two_records", "paper_dropped", "value_truncated", "stale_csrf", "list_lag",
    "list_old_page", "maintenance", "blank_page", "error_500", "too_many_requests",
    "answer_after", "session_expires", "page_frozen", "captcha_wrong", "captcha_expires",
    "upload_500", "upload_silent", "upload_late", "upload_half", "upload_name_cut",
    "upload_twice",
    "late_cascade", "cascade_empty_once", "cascade_reload", "driver_wipe_late", "rerender",
    "late_scripts", "toast_short", "prefill_account_address", "population_mismatch",
    "version_2", "note_rewritten", "other_agency", "foreign_number", "draft_pressed", "list_shape",
    "file_offered", "commit_moved", "page_submits_itself", "values_elsewhere",
    "result_other", "state_unknown", "deed_then_drop", "drop_before_deed", "deed_then_502",
    "refuse_deed_502", "deed_delay", "deed_twice", "list_paged", "typing_resets", "ids_for_labels",
    "step_lost", "commit_then_504", "population_answers", "return_to", "wrong_formality",
    "agency_offline", "firewall", "interface_empty", "drift", "info_again", "area_broken",
    "area_falls_out", "dialog_stale", "upload_wordless", "unseen_list", "final_renamed",
    "fee_unpublished",
]  # fmt: skip
each_kind = pytest.mark.parametrize("name", sorted(KINDS))


def test_the_catalogue_is_the_agreed_one() -> None:
    assert sorted(KINDS) == sorted(AGREED)


@each_kind
def test_each_says_in_one_line_what_it_does(name: str) -> None:
    text = doc(KINDS[name])
    assert "\n" not in text
    assert text.endswith(".")
    assert usage(KINDS[name]).startswith(name)


@each_kind
def test_each_can_be_switched_on_with_times_probability_and_step(name: str) -> None:
    kind = KINDS[name]
    step = (kind.where or STEPS)[0]
    made = Faults(0).add(Order.read(f"{name},times=2,probability=0.5,step={step}"))
    told = made.describe()
    assert (told["name"], told["times"], told["probability"]) == (name, 2, 0.5)
    assert told["step"] == step or kind.arg_is_step


def test_an_order_is_read_from_one_text() -> None:
    order = Order.read("commit_delay=2.5,step=commit,probability=0.25,times=3")
    assert order == Order("commit_delay", "2.5", 3, 0.25, "commit")
    assert Order.read("no_number") == Order("no_number")


@pytest.mark.parametrize(
    "text",
    [
        "nothing", "no_number=5", "commit_delay=soon", "commit_delay=-1", "no_number,times=0",
        "no_number,times=often", "no_number,probability=2", "no_number,step=list", "no_number,of=1",
        "error_500=nowhere", "error_500=form,step=fee", "no_number,times=1,times=2", "no_number,",
        "version_2=smaller", "version_2=renamed:no_such_field", "session_expires=open_commit",
        "values_elsewhere=shout", "values_elsewhere=fetch@here",
    ],
)  # fmt: skip
def test_a_wrong_order_is_refused(text: str) -> None:
    with pytest.raises(UnknownFault):
        Faults(0).add(Order.read(text))


def test_the_command_line_lists_them_all() -> None:
    command = [sys.executable, "-m", "portal_bot_mock", "--faults"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert as_text() in done.stdout
    assert all(f"  {usage(kind)}\n" in done.stdout for kind in KINDS.values())
    assert all(step in done.stdout.splitlines()[-1] for step in STEPS)


def test_the_readme_lists_them_all() -> None:
    text = README.read_text("utf-8")
    assert text == with_tables(text), "run: python -m tools.mock_faults"
    assert all(f"`{name}" in text for name in KINDS)
    with pytest.raises(ValueError, match="marks"):
        with_tables("# Mock")


def test_the_api_lists_them_all(mock: Mock) -> None:
    listed = {one["name"]: one for one in mock.api("/faults")}
    assert set(listed) == set(KINDS)
    assert listed["captcha_wrong"]["steps"] == ["captcha", "commit", "sign_in"]
    assert listed["error_500"]["steps"] == list(STEPS)
    assert (listed["redirect_307"]["once"], listed["maintenance"]["once"]) == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "error_500", "step": "nowhere"},
        {"name": "error_500", "times": True},
        {"name": "error_500", "probability": "often"},
        {"name": "error_500", "tmes": 1},
    ],
)
def test_the_api_refuses_a_wrong_order(mock: Mock, body: dict[str, Any]) -> None:
    answer = mock.client.post(f"{mock.url}/__mock__/faults", json=body)
    assert answer.status_code == 400
    assert "error" in json.loads(answer.text)


@pytest.mark.fault("error_500", step="list", times=2)
def test_a_fault_keeps_to_its_step_and_its_times(mock: Mock, citizen: Citizen) -> None:
    def status(path: str) -> int:
        return citizen.http.get(PREFIX + path).status_code

    def seen() -> list[int]:
        return [status("/thu-tuc"), status("/ca-nhan/quan-ly-ho-so")]

    assert [seen(), seen(), seen()] == [[200, 500], [200, 500], [200, 200]]
    [active] = mock.api("/health")["faults"]
    assert (active["struck"], active["times"], active["step"]) == (2, 0, "list")


def struck(mock: Mock) -> list[bool]:
    mock.api("/reset", {})
    mock.fault("error_500", probability=0.5)
    statuses = [httpx.get(f"{mock.url}{PREFIX}/thu-tuc").status_code for _ in range(40)]
    return [status == 500 for status in statuses]


def test_chance_is_seeded(mock: Mock) -> None:
    first, second = struck(mock), struck(mock)
    assert first == second
    assert 8 < sum(first) < 32


@pytest.mark.fault("error_500", "list")
@pytest.mark.fault("maintenance", step="sign_in", times=1)
def test_a_test_may_be_marked_with_several(mock: Mock) -> None:
    names = {(one["name"], one["step"]) for one in mock.api("/health")["faults"]}
    assert names == {("error_500", "list"), ("maintenance", "sign_in")}
