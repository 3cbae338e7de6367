"""A dossier of 2026 filed by the library on the national portal: once, or told truly why not."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import portal_bot
from portal_bot import clock
from portal_bot.aio import Report
from portal_bot.errors import HumanNeeded
from portal_bot.filing import late_list
from portal_bot.human import MockHuman, VneidModal
from portal_bot.portals.delays import Delays
from portal_bot.portals.national.one_page import FINAL, NationalPortal
from portal_bot.run.events import Event
from tests.portal.conftest import Mock
from tests.portal.national.conftest import Caller
from tests.support.fixtures import FIXTURES, OF_2026, filed_on

pytestmark = pytest.mark.browser
DOSSIERS = filed_on("national_page")
BIRTH = OF_2026 / "birth_registration" / "plain.yaml"
CORRECTION = OF_2026 / "civil_status_change_correction" / "plain.yaml"
EXTRACT = OF_2026 / "civil_status_extract_copy" / "plain.yaml"
MOMENT = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
Submit = Callable[..., Report]


@pytest.fixture
def submit(national: Mock, tmp_path: Path) -> Iterator[Submit]:
    """Files at the mock, on the day of the samples; said again, it is the same home."""
    national.api("/clock", {"now": MOMENT.isoformat(), "ticking": False})
    with clock.at(MOMENT):
        yield lambda path=BIRTH, **options: portal_bot.submit(
            [path],
            portal="mock_national",
            portal_url=national.url,
            home=tmp_path / "home",
            **options,
        )


@pytest.fixture
def unmeasured(national: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal as it ships: nobody has measured how late its list is."""

    async def unknown(_: object) -> Delays:
        return Delays(0.0, None, national.api("/health")["world"])

    for place in ("account_list", "opened_desk"):
        monkeypatch.setattr(f"portal_bot.filing.{place}.delays_of", unknown)


def changed(tmp_path: Path, path: str, value: Any) -> Path:
    """The sample with another value at this path; `None` takes it away."""
    said = yaml.safe_load(BIRTH.read_text("utf-8"))
    *above, name = path.split(".")
    at = said
    for part in above:
        at = at[part]
    at[name] = value
    said["papers"] = {"birth_notification": [str(FIXTURES / "papers" / "chung-sinh.pdf")]}
    made = tmp_path / "changed.yaml"
    made.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")
    return made


def outcomes(national: Mock) -> list[str]:
    return [one["outcome"] for one in national.api("/requests?commit=1")]


def paid(national: Mock, caller: Caller) -> None:
    """The citizen pays what the portal waits for."""
    (entry,) = national.api("/requests?commit=1")
    caller.sign_in(wanted=f"/thanh-toan-truc-tuyen/{entry['sid']}")
    answer = caller.http.post(
        f"/thanh-toan-truc-tuyen/{entry['sid']}", data={"token": caller.token}
    )
    assert answer.status_code == 303, answer.text


def test_what_waits_for_its_fee_is_a_state_of_its_own_and_is_never_sent_again(
    submit: Submit, national: Mock, caller: Caller
) -> None:
    for _ in range(2):
        report = submit(EXTRACT)
        (filing,) = report.filings
        assert (report.exit_code, filing.state) == (30, "awaiting_payment")
        assert filing.error is not None
        assert "16.000 đ" in filing.error.message
        assert outcomes(national) == ["waits for payment"]
    paid(national, caller)
    (filing,) = submit(EXTRACT).filings
    assert (filing.state, filing.error) == ("verified", None)
    assert filing.due is not None
    assert (filing.due.amount, filing.due.paid) == (16_000, True)
    assert outcomes(national) == ["committed: paid"]


@pytest.mark.thorough
def test_a_births_draft_certificate_is_tracked_with_the_day_on_which_silence_is_a_yes(
    submit: Submit, national: Mock, tmp_path: Path
) -> None:
    (filing,) = submit().filings
    assert filing.receipt is not None
    number = filing.receipt.number
    for deed in ({"action": "receive"}, {"action": "forward", "unit": "Tư pháp - Hộ tịch"}):
        national.api(f"/officer/{number}", deed)
    national.api(f"/draft/{number}", {})
    report = portal_bot.track(
        portal="mock_national", portal_url=national.url, home=tmp_path / "home", now=True
    )
    (told,) = report.as_json()["filings"]
    # Friday the 20th at nine: until the end of the next working day.
    assert (told["state"], told["todo"], told["until"]) == ("confirm", "confirm", "2026-11-23")
    assert told["remarks"] == []


def test_papers_that_the_office_asks_for_are_told_and_left_to_the_citizen(
    submit: Submit, national: Mock, tmp_path: Path
) -> None:
    path = changed(tmp_path, "declaration.copies.quantity", 1)
    (filing,) = submit(path).filings
    assert filing.receipt is not None
    number, paper = filing.receipt.number, "Giấy chứng sinh"
    asked = {"action": "request_supplement", "note": "Mờ", "papers": [paper]}
    national.api(f"/officer/{number}", asked)
    where: dict[str, Any] = {
        "portal": "mock_national", "portal_url": national.url, "home": tmp_path / "home",
    }  # fmt: skip
    (told,) = portal_bot.track(**where, now=True).as_json()["filings"]
    assert (told["state"], told["todo"], told["remarks"]) == ("supplement", "supplement", [])
    said, before = yaml.safe_load(path.read_text("utf-8")), len(national.api("/requests"))
    said["papers"]["birth_notification"].append(str(FIXTURES / "papers" / "cccd.pdf"))
    path.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    with pytest.raises(HumanNeeded, match=f"{number}: chưa ai thấy trang bổ sung .*Người dân tự"):
        portal_bot.supplement(path, **where)
    # Not even a sign-in.
    assert len(national.api("/requests")) == before
    assert outcomes(national) == ["committed"]


@pytest.mark.parametrize(
    "path",
    [
        # What is paid for first has a test of its own.
        pytest.param(
            path,
            marks=[] if path == BIRTH else pytest.mark.thorough,
            id=f"{path.parent.name}/{path.stem}",
        )
        for path in DOSSIERS
    ],
)
def test_the_portal_stored_what_the_golden_says(
    path: Path, submit: Submit, national: Mock, caller: Caller, pytestconfig: pytest.Config
) -> None:
    (filing,) = submit(path).filings
    if filing.state == "awaiting_payment":
        paid(national, caller)
        (filing,) = submit(path).filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = national.api("/submissions")
    text = json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    text = unicodedata.normalize("NFC", text)
    golden = path.with_suffix(".expected.json")
    if pytestconfig.getoption("--write-golden") and not golden.exists():
        golden.write_text(text, "utf-8")
    assert golden.exists(), f"{golden.name} is missing; write it with --write-golden and read it"
    assert text == golden.read_text("utf-8")
    assert len(outcomes(national)) == 1


@pytest.mark.parametrize("lag", ["2", pytest.param("6", marks=pytest.mark.thorough)])
def test_a_504_after_it_was_stored_is_found_again_on_the_late_list_and_never_sent_twice(
    submit: Submit, national: Mock, lag: str
) -> None:
    national.fault("commit_then_504", "0.2")
    national.fault("list_lag", lag)
    (filing,) = submit().filings
    assert (filing.state, filing.error) == ("verified", None)
    assert outcomes(national) == ["committed, answer lost"]


@pytest.mark.parametrize("measured", [True, False])
def test_a_dossier_that_the_list_does_not_show_yet_is_waited_for_and_never_sent_again(
    submit: Submit, national: Mock, request: pytest.FixtureRequest, measured: bool
) -> None:
    if not measured:
        request.getfixturevalue("unmeasured")
    national.fault("list_lag", "90")
    waits: list[str] = []

    def told(event: Event) -> None:
        if "đợi danh sách" in event.text:
            waits.append(event.text)
            # What the portal's list lags behind is over by the next look.
            later = MOMENT + timedelta(seconds=90)
            national.api("/clock", {"now": later.isoformat(), "ticking": False})

    report = submit(tell=told)
    (filing,) = report.filings
    assert (report.exit_code, filing.state, filing.error) == (0, "verified", None)
    assert outcomes(national) == ["committed"]
    (wait,) = waits
    assert "“Dịch vụ công của tôi”" in wait
    assert ("tối đa 90 giây;" in wait) is measured
    assert ("tối đa 120 giây (chưa ai đo" in wait) is not measured


def test_not_filed_is_never_concluded_while_nobody_knows_how_late_the_list_is(
    submit: Submit, national: Mock, unmeasured: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_list, "UNMEASURED_S", 0.0)
    national.fault("drop_before_commit", times=1)
    for _ in range(2):
        report = submit()
        (filing,) = report.filings
        assert (report.exit_code, filing.state) == (40, "uncertain")
        assert filing.error is not None
        assert "không ai biết danh sách của cổng chậm đến mức nào" in filing.error.message
    assert (national.api("/submissions"), len(outcomes(national))) == ([], 1)


def test_what_a_fee_that_nobody_published_may_hold_back_is_never_taken_for_not_filed(
    submit: Submit, national: Mock
) -> None:
    national.fault("fee_unpublished")
    national.fault("commit_then_drop", times=1)
    report = submit(CORRECTION)
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (40, "uncertain")
    assert filing.error is not None
    assert "chưa rõ hồ sơ này có phải trả phí không" in filing.error.message
    assert "“Dịch vụ công của tôi”" in filing.error.message
    (sent,) = national.api("/requests?commit=1")
    national.api(f"/payment/{sent['sid']}", {})
    (filing,) = submit(CORRECTION).filings
    assert (filing.state, filing.error) == ("verified", None)
    assert len(outcomes(national)) == 1


@pytest.mark.parametrize(
    ("returns", "ended"),
    [
        pytest.param("picker", "open_form", marks=pytest.mark.thorough),
        pytest.param("procedure", "open_form", marks=pytest.mark.thorough),
        pytest.param("dossier", "open_form", marks=pytest.mark.thorough),
        pytest.param("dossier", "commit", marks=pytest.mark.thorough),
        pytest.param("dossier", "list", marks=pytest.mark.thorough),
        pytest.param("dossier", "upload", marks=pytest.mark.thorough),
    ],
)
def test_a_session_lost_on_the_way_is_begun_anew_by_its_holder_and_files_once(
    submit: Submit, national: Mock, returns: str, ended: str
) -> None:
    national.fault("return_to", returns)
    national.fault("session_expires", ended)
    (filing,) = submit().filings
    assert (filing.state, filing.error) == ("verified", None)
    assert len(national.api("/submissions")) == 1


@pytest.mark.parametrize(
    ("answer", "path", "value", "field"),
    [
        ("other", "declaration.mother.ethnicity", "Kinh", "declaration.mother.ethnicity"),
        pytest.param(
            "not_found", "declaration.copies.quantity", 1, "declaration.mother.citizen_id",
            marks=pytest.mark.thorough,
        ),
    ],
)  # fmt: skip
def test_what_the_population_base_says_otherwise_is_a_problem_of_the_dossier_and_named(
    submit: Submit, national: Mock, tmp_path: Path, answer: str, path: str, value: Any, field: str
) -> None:
    national.fault("population_answers", answer)
    report = submit(changed(tmp_path, path, value))
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (10, "failed")
    assert filing.error is not None
    assert filing.error.field is not None
    assert field.endswith(filing.error.field)
    assert outcomes(national) == []


@pytest.mark.parametrize(
    ("fault", "arg", "code", "state"),
    [
        ("wrong_formality", None, 21, "failed"),
        pytest.param("agency_offline", None, 30, "needs_human", marks=pytest.mark.thorough),
    ],
)
def test_another_procedure_and_an_agency_that_is_not_online_end_before_anything_is_filled(
    submit: Submit, national: Mock, fault: str, arg: str | None, code: int, state: str
) -> None:
    national.fault(fault, arg)
    report = submit()
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (code, state)
    assert "chưa" in str(filing.error)
    assert outcomes(national) == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("faults"),
    [
        {"population_answers": "slow"},
        {"upload_500": None, "toast_short": "0.2"},
        {"upload_late": "2", "cascade_empty_once": None, "late_cascade": "2"},
        {"upload_silent": None},
        {"firewall": None},
    ],
    ids=str,
)
def test_what_passes_is_waited_for_or_done_again(
    submit: Submit, national: Mock, faults: dict[str, str | None]
) -> None:
    for name, arg in faults.items():
        national.fault(name, arg, times=1 if name.startswith("upload") else None)
    (filing,) = submit().filings
    assert (filing.state, filing.error) == ("verified", None)
    assert outcomes(national) == ["committed"]


@pytest.mark.thorough
def test_two_presses_send_one_request(
    submit: Submit, national: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def twice(self: NationalPortal) -> None:
        await self.page.get_by_role("button", name=FINAL, exact=True).dblclick()

    monkeypatch.setattr(NationalPortal, "press_submit", twice)
    (filing,) = submit().filings
    assert (filing.state, filing.error) == ("verified", None)
    assert outcomes(national) == ["committed"]


@pytest.mark.thorough
def test_somebody_else_who_signs_in_is_told_apart_by_the_submitters_block(
    submit: Submit, national: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = MockHuman.vneid

    async def another(self: MockHuman, modal: VneidModal) -> None:
        await right(self, replace(modal, number="054192000102"))

    monkeypatch.setattr(MockHuman, "vneid", another)
    report = submit()
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (30, "needs_human")
    assert filing.error is not None
    assert filing.error.field == "account.username"
    assert outcomes(national) == []
