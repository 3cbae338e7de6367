"""When the answer to a submission is lost: neither a duplicate nor a lost dossier.

In this process, so that it costs a second each; killed programs are the slice's, which plays these
faults again with processes. One such test is here, for `make test-all`.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from portal_bot import aio
from portal_bot.human import Human
from portal_bot.portals.igate_v1.review import ReviewScreen
from portal_bot.run.home import reading
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal
from tests.support.process import command, environment, wait_for

LOST = [
    ("commit_then_drop", "fin"),
    # The gate knows no difference: tests/browser/test_gate.py.
    pytest.param("commit_then_drop", "rst", marks=pytest.mark.thorough),
    ("commit_then_502", None),
    ("commit_then_expired", None),
    ("redirect_307", None),
]


async def submit(mock: MockPortal, home: Path, *paths: Path) -> aio.Report:
    return await aio.submit(paths or [BIRTH], portal_url=mock.address, home=home)


def kinds(home: Path) -> list[str]:
    with reading(home) as journal:
        return [event["kind"] for event in journal.history(journal.all()[0].id)]


# Each golden is one.
@pytest.mark.thorough
async def test_a_plain_filing_is_received_and_verified(mock: MockPortal, tmp_path: Path) -> None:
    report = await submit(mock, tmp_path)
    (filing,) = report.filings
    (stored,) = mock.submissions()
    assert report.exit_code == 0
    assert (filing.state, filing.verified) == ("verified", True)
    assert filing.receipt is not None
    assert filing.receipt.number == stored["number"]
    assert len(mock.commits()) == 1


# As a command, in tests/cli/test_filing.py; a batch of them, in tests/batch/test_local.py.
@pytest.mark.thorough
async def test_the_same_submit_again_sends_nothing(mock: MockPortal, tmp_path: Path) -> None:
    first = await submit(mock, tmp_path)
    again = await submit(mock, tmp_path)
    assert again.filings[0].receipt == first.filings[0].receipt
    assert len(mock.commits()) == 1
    assert again.exit_code == 0


@pytest.mark.parametrize(("name", "arg"), LOST)
async def test_an_answer_lost_after_the_commit_is_found_again_and_not_sent_twice(
    mock: MockPortal, tmp_path: Path, name: str, arg: str | None
) -> None:
    mock.fault(name, arg, times=1)
    report = await submit(mock, tmp_path)
    (filing,) = report.filings
    (stored,) = mock.submissions()
    assert (filing.state, filing.receipt and filing.receipt.number) == (
        "verified",
        stored["number"],
    )
    assert "uncertain" in kinds(tmp_path)


async def test_a_double_click_is_one_submission_and_its_receipt_is_known(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def twice(screen: ReviewScreen) -> None:
        await screen.tab.page.evaluate(
            "() => { const form = document.getElementById('formNop'); form.submit();"
            " setTimeout(() => form.submit(), 30); }"
        )

    # As a right captcha's two clicks come out: two posts of one form.
    await_captcha = ReviewScreen.make_ready

    async def checked(screen: ReviewScreen, human: Human) -> None:
        await await_captcha(screen, human)
        await screen.tab.page.evaluate(
            "() => { const form = document.getElementById('formNop');"
            " return fetch(form.dataset.check, {method: 'POST',"
            " body: new URLSearchParams(new FormData(form))}); }"
        )

    monkeypatch.setattr(ReviewScreen, "make_ready", checked)
    mock.fault("commit_delay", "0.3")
    monkeypatch.setattr(ReviewScreen, "submit", twice)
    report = await submit(mock, tmp_path)
    (stored,) = mock.submissions()
    assert report.filings[0].receipt is not None
    assert report.filings[0].receipt.number == stored["number"]


async def test_a_session_that_ends_on_the_form_is_started_over(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("session_expires", "form", times=1)
    report = await submit(mock, tmp_path)
    assert report.filings[0].state == "verified"
    assert len(mock.submissions()) == 1


async def test_late_cascades_are_waited_for(mock: MockPortal, tmp_path: Path) -> None:
    mock.fault("late_cascade", "0.8")
    report = await submit(mock, tmp_path)
    assert report.filings[0].state == "verified"


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("delay", ["0.0", "1.5"])
def test_killed_between_intent_and_receipt_the_next_submit_files_it_once(
    mock: MockPortal, tmp_path: Path, delay: str
) -> None:
    mock.fault("commit_delay", delay)
    submitting = command("--portal-url", mock.address)
    with subprocess.Popen(submitting, env=environment(tmp_path)) as first:
        wait_for("intent", tmp_path, first)
        first.send_signal(signal.SIGKILL)
    again = subprocess.run(
        submitting, env=environment(tmp_path), check=False, capture_output=True, text=True
    )
    assert again.returncode == 0, again.stderr
    numbers: list[Any] = [s["number"] for s in mock.submissions()]
    assert len(numbers) == 1
    assert numbers[0] in again.stdout


async def test_a_browser_that_dies_under_the_click_is_replaced_and_its_answer_still_taken(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = ReviewScreen.submit

    async def and_die(screen: ReviewScreen) -> None:
        await honest(screen)
        while not mock.commits():
            await asyncio.sleep(0.01)
        browser = screen.tab.page.context.browser
        assert browser is not None
        await browser.close()

    mock.fault("commit_delay", "3")
    monkeypatch.setattr(ReviewScreen, "submit", and_die)
    report = await submit(mock, tmp_path)
    (stored,) = mock.submissions()
    assert (report.filings[0].state, report.exit_code) == ("verified", 0)
    # What was sent is this program's own, and lives on without a browser.
    assert "uncertain" not in kinds(tmp_path)
    assert report.filings[0].receipt is not None
    assert report.filings[0].receipt.number == stored["number"]
    assert len(mock.commits()) == 1
