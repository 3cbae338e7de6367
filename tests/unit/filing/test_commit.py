"""The commit point when things go wrong around the click: withdrawn only if that is certain."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.async_api import Error

from portal_bot import clock, settings
from portal_bot.browser.latch import Answer, CommitRequest, Latch, Lost, NotSent, Outcome
from portal_bot.errors import (
    PortalChanged,
    PortalRejected,
    PortalUnavailable,
    SetupError,
    SubmissionUncertain,
)
from portal_bot.filing.commit import CommitPoint
from portal_bot.journal import Filing, Journal, Receipt, State
from portal_bot.portals.base import Refusal
from portal_bot.portals.profile import load

NEW = Filing("PB-1", "key", "mock", "birth_registration", "a.yaml", "hash", State.NEW)
NUMBER = "H45.22243-261122-0001"
ANSWERS: dict[str, Receipt | Refusal | None] = {
    "received": Receipt(NUMBER),
    "refused": Refusal("Cổng từ chối"),
    "strange": None,
}


class Platform:
    """A review screen: what its button does, and what the page then says."""

    def __init__(
        self,
        press: Callable[[], Awaitable[None]],
        *,
        says: str | None = None,
        deadline_s: float = 5.0,
    ) -> None:
        self._press = press
        self._says = says
        mock = load("mock")
        timing = mock.timing.model_copy(update={"click_deadline_s": deadline_s})
        self.portal = mock.model_copy(update={"timing": timing})
        self.left: list[str] = []
        self.page = SimpleNamespace(goto=self._goto)

    async def _goto(self, address: str) -> None:
        self.left.append(address)

    async def press_submit(self) -> None:
        await self._press()

    async def refused_before_sending(self) -> str | None:
        if self._says is None:
            await asyncio.Event().wait()
        return self._says

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        return ANSWERS[answer.body]


class Pressed:
    """A latch whose page sends as soon as the button is pressed, or does not."""

    def __init__(self, outcome: Outcome | None = None) -> None:
        self.latch = Latch(CommitRequest("POST", re.compile("nop")), answer_timeout_s=1)
        self.outcome = outcome

    async def press(self) -> None:
        if self.outcome is None:
            return
        first, self.latch._deadline = self.latch._first, None
        assert first is not None
        self.latch._record(self.outcome)
        first.set_result((self.outcome, None))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def answer(what: str) -> Answer:
    return Answer(200, {}, what, "http://127.0.0.1/nop")


async def passed(journal: Journal, platform: Platform, latch: Latch) -> CommitPoint:
    filing = journal.begin(journal.open(NEW))
    point = CommitPoint(journal, platform, latch, filing)  # type: ignore[arg-type] # one screen
    try:
        await point.pass_over()
    finally:
        known = journal.by_key("key")
        assert known == point.filing
    return point


async def stands(journal: Journal, error: type[Exception], platform: Platform, latch: Latch) -> Any:
    with pytest.raises(error):
        await passed(journal, platform, latch)
    return journal.by_key("key")


async def test_a_receipt_in_the_answer_is_on_the_disk(journal: Journal) -> None:
    page = Pressed(answer("received"))
    point = await passed(journal, Platform(page.press), page.latch)
    assert (point.filing.state, point.filing.receipt) == (State.RECEIVED, Receipt(NUMBER))
    assert point.answered


@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (answer("refused"), PortalRejected),
        (NotSent.LATE, PortalUnavailable),
        (NotSent.FILES, PortalChanged),
    ],
)
async def test_what_was_certainly_not_stored_leaves_no_intent(
    journal: Journal, outcome: Outcome, error: type[Exception]
) -> None:
    page = Pressed(outcome)
    filing = await stands(journal, error, Platform(page.press), page.latch)
    assert (filing.state, filing.intent) == (State.FILING, None)


@pytest.mark.parametrize("outcome", [Lost("reset"), answer("strange")])
async def test_what_is_not_understood_is_uncertain_and_keeps_its_intent(
    journal: Journal, outcome: Outcome
) -> None:
    page = Pressed(outcome)
    filing = await stands(journal, SubmissionUncertain, Platform(page.press), page.latch)
    assert filing.state is State.UNCERTAIN
    assert filing.intent is not None


async def test_a_button_that_was_not_pressed_is_withdrawn(journal: Journal) -> None:
    async def covered() -> None:
        raise PortalUnavailable("nút bị che")

    page = Pressed()
    filing = await stands(journal, PortalUnavailable, Platform(covered), page.latch)
    assert filing.intent is None


async def test_a_page_that_sends_without_being_pressed_is_waited_for(journal: Journal) -> None:
    page = Pressed(answer("received"))

    async def sent_all_the_same() -> None:
        await page.press()
        raise PortalUnavailable("nút bị che")

    point = await passed(journal, Platform(sent_all_the_same), page.latch)
    assert point.filing.state is State.RECEIVED


async def test_a_page_that_says_no_is_left_before_the_journal_says_so(journal: Journal) -> None:
    page = Pressed()
    platform = Platform(page.press, says="Mã xác nhận không đúng")
    filing = await stands(journal, PortalRejected, platform, page.latch)
    assert platform.left == ["about:blank"]
    assert filing.intent is None


async def test_a_click_that_does_nothing_until_the_deadline_is_withdrawn(journal: Journal) -> None:
    page = Pressed()
    platform = Platform(page.press, deadline_s=0.05)
    filing = await stands(journal, PortalUnavailable, platform, page.latch)
    assert platform.left == ["about:blank"]
    assert filing.intent is None


@pytest.mark.parametrize(
    ("problem", "error"), [(Error("crashed"), SubmissionUncertain), (RuntimeError(), RuntimeError)]
)
async def test_whatever_breaks_under_the_click_leaves_it_uncertain(
    journal: Journal, problem: Exception, error: type[Exception]
) -> None:
    async def broken() -> None:
        raise problem

    page = Pressed()
    filing = await stands(journal, error, Platform(broken), page.latch)
    assert filing.state is State.UNCERTAIN
    assert filing.intent is not None


async def test_a_page_that_cannot_be_left_leaves_it_uncertain(journal: Journal) -> None:
    page = Pressed()
    platform = Platform(page.press, says="Mã xác nhận không đúng")

    async def stuck(_: str) -> None:
        raise Error("crashed")

    platform.page.goto = stuck
    filing = await stands(journal, SubmissionUncertain, platform, page.latch)
    assert filing.state is State.UNCERTAIN


async def test_a_latch_whose_request_was_stopped_may_be_armed_again() -> None:
    page = Pressed(NotSent.LATE)
    deadline = clock.now(UTC) + timedelta(seconds=5)
    page.latch.arm(deadline=deadline, record=lambda _: None)
    await page.press()
    page.latch.arm(deadline=deadline, record=lambda _: None)
    page.outcome = answer("received")
    await page.press()
    with pytest.raises(ValueError, match="let a request through before"):
        page.latch.arm(deadline=deadline, record=lambda _: None)


async def test_under_a_clock_that_is_set_nothing_is_sent_to_a_real_portal(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, "2031-06-15")
    page = Pressed(answer("received"))
    platform = Platform(page.press)
    platform.portal = platform.portal.model_copy(
        update={"practice": False, "address": "https://dichvucong.example"}
    )
    filing = await stands(journal, SetupError, platform, page.latch)
    assert (filing.state, filing.intent) == (State.FILING, None)
    assert page.latch._first is None


async def test_a_number_that_this_home_holds_for_another_filing_is_not_taken(
    journal: Journal,
) -> None:
    other = journal.open(replace(NEW, id="PB-2", key="another"))
    intended = journal.intend(journal.begin(other), click_deadline=clock.now(UTC))
    journal.receive(intended, Receipt(NUMBER), how="answer")
    pressed = Pressed(answer("received"))
    told = await stands(journal, SubmissionUncertain, Platform(pressed.press), pressed.latch)
    assert NUMBER in str(told)
    known = journal.by_key("key")
    assert known is not None
    assert (known.state, known.receipt) == (State.UNCERTAIN, None)
    assert known.intent is not None
