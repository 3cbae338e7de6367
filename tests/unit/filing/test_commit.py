"""The commit point when things go wrong around the click: withdrawn only if that is certain."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error

from portal_bot import clock, settings
from portal_bot.browser.gate import (
    Answer,
    Gate,
    Leaving,
    Lost,
    Named,
    NotSent,
    Outcome,
    Requests,
    Verdict,
)
from portal_bot.errors import (
    PortalChanged,
    PortalRejected,
    PortalUnavailable,
    SetupError,
    SubmissionUncertain,
)
from portal_bot.filing.commit import CommitPoint
from portal_bot.journal import Filing, Journal, Receipt, State
from portal_bot.portals.last_screen import Refusal
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
        portal: str = "mock",
    ) -> None:
        self._press = press
        self._says = says
        mock = load(portal)
        timing = mock.timing.model_copy(update={"click_deadline_s": deadline_s})
        self.portal = mock.model_copy(update={"timing": timing})
        self.button = "Nộp hồ sơ"
        self.keeps_drafts = True
        # What the proof that nothing was sent is made of.
        self.reviewing: bool | Exception = True
        self.drafts: set[str] | Exception = {"sid-1"}

    async def draft(self) -> str:
        return "sid-1"

    async def is_reviewing(self) -> bool:
        if isinstance(self.reviewing, Exception):
            raise self.reviewing
        return self.reviewing

    async def is_draft(self, draft: str) -> bool:
        if isinstance(self.drafts, Exception):
            raise self.drafts
        return draft in self.drafts

    async def press_submit(self) -> None:
        await self._press()

    async def refused_before_sending(self) -> str | None:
        if self._says is None:
            await asyncio.Event().wait()
        return self._says

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        return ANSWERS[answer.body]


REQUESTS = Requests(Named("POST", re.compile("/nop")), re.compile("nop"))
NOP = Leaving("POST", "http://127.0.0.1/nop", "Document")


class Pressed:
    """A page behind its gate that sends as soon as the button is pressed, or does not.

    Args:
        outcome: what becomes of the commit request; `None`: the page sends nothing.
        unknown: something else that it asks for first.
    """

    def __init__(self, outcome: Outcome | None = None, *, unknown: Leaving | None = None) -> None:
        self.gate = Gate(["http://127.0.0.1"], REQUESTS, self._send)
        self.gate.narrow()
        self.outcome = outcome
        self._unknown = unknown

    async def _send(self, asked: Leaving) -> Outcome:
        assert asked == NOP
        assert self.outcome is not None
        return self.outcome

    async def press(self) -> None:
        if self._unknown is not None:
            assert self.gate.judge(self._unknown) is Verdict.STOP
        if self.outcome is not None:
            assert self.gate.judge(NOP) is Verdict.COMMIT
            await self.gate.commit(NOP)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def answer(what: str) -> Answer:
    return Answer(200, (), what, "http://127.0.0.1/nop")


async def passed(journal: Journal, platform: Platform, gate: Gate) -> CommitPoint:
    filing = journal.begin(journal.open(NEW))
    point = CommitPoint(journal, platform, gate, filing)
    try:
        await point.pass_over()
    finally:
        known = journal.by_key("key")
        assert known == point.filing
    return point


async def stands(journal: Journal, error: type[Exception], platform: Platform, gate: Gate) -> Any:
    with pytest.raises(error):
        await passed(journal, platform, gate)
    return journal.by_key("key")


async def test_a_receipt_in_the_answer_is_on_the_disk(journal: Journal) -> None:
    page = Pressed(answer("received"))
    point = await passed(journal, Platform(page.press), page.gate)
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
    filing = await stands(journal, error, Platform(page.press), page.gate)
    assert (filing.state, filing.intent) == (State.FILING, None)


@pytest.mark.parametrize("outcome", [Lost("reset"), answer("strange")])
async def test_what_is_not_understood_is_uncertain_and_keeps_its_intent(
    journal: Journal, outcome: Outcome
) -> None:
    page = Pressed(outcome)
    filing = await stands(journal, SubmissionUncertain, Platform(page.press), page.gate)
    assert filing.state is State.UNCERTAIN
    assert filing.intent is not None


@pytest.mark.parametrize(
    ("portal", "own_list"),
    [
        ("mock", "Quản lý hồ sơ"),
        ("mock_v2", "Hồ sơ của tôi"),
        ("mock_moj", "Dịch vụ công của tôi"),
        ("mock_national", "Dịch vụ công của tôi"),
    ],
)
async def test_a_lost_answer_names_the_list_as_the_portal_does(
    journal: Journal, portal: str, own_list: str
) -> None:
    page = Pressed(Lost("reset"))
    with pytest.raises(SubmissionUncertain, match=f"“{own_list}”"):
        await passed(journal, Platform(page.press, portal=portal), page.gate)


async def test_a_button_that_was_not_pressed_is_withdrawn(journal: Journal) -> None:
    async def covered() -> None:
        raise PortalUnavailable("nút bị che")

    page = Pressed()
    filing = await stands(journal, PortalUnavailable, Platform(covered), page.gate)
    assert filing.intent is None


async def test_a_page_that_sends_without_being_pressed_is_waited_for(journal: Journal) -> None:
    page = Pressed(answer("received"))

    async def sent_all_the_same() -> None:
        await page.press()
        raise PortalUnavailable("nút bị che")

    point = await passed(journal, Platform(sent_all_the_same), page.gate)
    assert point.filing.state is State.RECEIVED


async def test_a_page_that_says_no_and_still_shows_the_draft_sent_nothing(
    journal: Journal,
) -> None:
    page = Pressed()
    platform = Platform(page.press, says="Mã xác nhận không đúng")
    filing = await stands(journal, PortalRejected, platform, page.gate)
    assert filing.intent is None


async def test_a_click_that_does_nothing_until_the_deadline_is_withdrawn(journal: Journal) -> None:
    page = Pressed()
    platform = Platform(page.press, deadline_s=0.05)
    filing = await stands(journal, PortalUnavailable, platform, page.gate)
    assert filing.intent is None


@pytest.mark.parametrize("days", [-400, 400])
async def test_a_clock_that_is_set_under_the_click_is_not_waited_for(
    journal: Journal, days: int
) -> None:
    async def press() -> None:
        clock.set_to(clock.now() + timedelta(days=days))

    page, platform = Pressed(), Platform(press, deadline_s=0.05)
    with clock.at(clock.now()):
        async with asyncio.timeout(20):
            filing = await stands(journal, PortalUnavailable, platform, page.gate)
    assert filing.intent is None


async def test_a_press_that_sends_something_unknown_is_stopped_and_told(journal: Journal) -> None:
    page = Pressed(unknown=Leaving("POST", "http://127.0.0.1/luuVaNop?ten=x", "Document"))
    filing = await stands(journal, PortalChanged, Platform(page.press), page.gate)
    assert filing.intent is None
    assert page.gate.stopped == ["POST /luuVaNop"]


UNPROVED: dict[str, Callable[[Platform], None]] = {
    "the screen has gone": lambda p: setattr(p, "reviewing", False),
    "the draft has gone": lambda p: setattr(p, "drafts", set()),
    "the screen cannot be read": lambda p: setattr(p, "reviewing", Error("crashed")),
    "the list cannot be read": lambda p: setattr(p, "drafts", PortalUnavailable("502")),
}


@pytest.mark.parametrize("missing", UNPROVED)
@pytest.mark.parametrize("outcome", [None, NotSent.LATE, NotSent.UNREACHED])
async def test_not_sent_without_its_whole_proof_is_uncertain(
    journal: Journal, missing: str, outcome: NotSent | None
) -> None:
    page = Pressed(outcome)
    platform = Platform(page.press, says=None if outcome else "Mã xác nhận không đúng")
    UNPROVED[missing](platform)
    filing = await stands(journal, SubmissionUncertain, platform, page.gate)
    assert filing.state is State.UNCERTAIN
    assert filing.intent is not None


@pytest.mark.parametrize(
    ("problem", "error"), [(Error("crashed"), SubmissionUncertain), (RuntimeError(), RuntimeError)]
)
async def test_whatever_breaks_under_the_click_leaves_it_uncertain(
    journal: Journal, problem: Exception, error: type[Exception]
) -> None:
    async def broken() -> None:
        raise problem

    page = Pressed()
    filing = await stands(journal, error, Platform(broken), page.gate)
    assert filing.state is State.UNCERTAIN
    assert filing.intent is not None


async def test_a_gate_whose_request_was_stopped_may_be_armed_again() -> None:
    page = Pressed(NotSent.LATE)
    deadline = clock.now(UTC) + timedelta(seconds=5)
    page.gate.arm(deadline=deadline, record=lambda _: None)
    await page.press()
    page.gate.arm(deadline=deadline, record=lambda _: None)
    page.outcome = answer("received")
    await page.press()
    with pytest.raises(ValueError, match="let a request through before"):
        page.gate.arm(deadline=deadline, record=lambda _: None)


async def test_under_a_clock_that_is_set_nothing_is_sent_to_a_real_portal(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, "2031-06-15")
    page = Pressed(answer("received"))
    platform = Platform(page.press)
    platform.portal = platform.portal.model_copy(
        update={"practice": False, "address": "https://dichvucong.example"}
    )
    filing = await stands(journal, SetupError, platform, page.gate)
    assert (filing.state, filing.intent) == (State.FILING, None)
    assert not page.gate.sent


async def test_a_number_that_this_home_holds_for_another_filing_is_not_taken(
    journal: Journal,
) -> None:
    other = journal.open(replace(NEW, id="PB-2", key="another"))
    intended = journal.intend(journal.begin(other), click_deadline=clock.now(UTC))
    journal.receive(intended, Receipt(NUMBER), how="answer")
    pressed = Pressed(answer("received"))
    told = await stands(journal, SubmissionUncertain, Platform(pressed.press), pressed.gate)
    assert NUMBER in str(told)
    known = journal.by_key("key")
    assert known is not None
    assert (known.state, known.receipt) == (State.UNCERTAIN, None)
    assert known.intent is not None
