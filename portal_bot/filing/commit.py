"""The commit point: the one request after which the state owns the dossier.

The order is the whole safety: the intent is on the disk, the gate is armed, the button is
pressed; the gate alone sends, once, and writes down what came back before the page sees it.
"Not sent" is proved, never assumed: what cannot be proved is uncertain.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, NoReturn, Protocol

from loguru import logger

from portal_bot import clock, privacy
from portal_bot.browser import trouble
from portal_bot.browser.gate import Answer, Gate, NotSent, Outcome
from portal_bot.errors import (
    PaymentAwaited,
    PortalBotError,
    PortalChanged,
    PortalError,
    PortalRejected,
    PortalUnavailable,
    SubmissionUncertain,
)
from portal_bot.filing.awaited_payment import awaited, fault_of_awaited
from portal_bot.journal import Due, Fault, Filing, Receipt, State
from portal_bot.portals.last_screen import LastScreen, Refusal, ToBePaid

# How long the screen and the list may take to show that nothing was sent.
PROOF_S = 15.0


_NOT_SENT: dict[NotSent, Callable[[], PortalError]] = {
    NotSent.FILES: lambda: PortalChanged(
        "cổng gửi cả tệp trong lần bấm cuối, khác cách nộp đã biết"
    ),
    NotSent.LATE: lambda: PortalUnavailable("quá hạn bấm nên chưa gửi gì"),
    NotSent.UNREACHED: lambda: PortalUnavailable("không nối được tới cổng nên chưa gửi gì"),
}


class CommitBook(Protocol):
    """Where intent and outcome are written, durable on return; see `JournalPort`."""

    def intend(self, filing: Filing, *, click_deadline: datetime) -> Filing:
        """Before the press."""

    def withdraw(self, filing: Filing, reason: str) -> Filing:
        """Nothing was sent, and that is proved."""

    def receive(self, filing: Filing, receipt: Receipt, *, how: str) -> Filing:
        """The portal has it."""

    def set_aside(self, filing: Filing, state: State, fault: Fault) -> Filing:
        """Uncertain, or kept by the portal until it is paid for."""

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        """Something that changes nothing."""

    def receipts(self, portal: str, world: str | None = None) -> Collection[str]:
        """Numbers that can be nobody's new one."""


@dataclass(frozen=True, slots=True)
class CommitWords:
    """How a commit point tells people of what it passes over.

    Attributes:
        nothing: that nothing came of it.
        off_screen: that the page is no longer the one with the button.
        off_list: that the portal no longer has it as it was before.
        next: that it is not sent again, and where it is looked up; the portal's own list is named
            by ``{own_list}``.
    """

    nothing: str = "chưa có gì được nộp"
    off_screen: str = "trang không còn ở màn hình kiểm tra"
    off_list: str = "danh sách của cổng không còn ghi đây là bản nháp"
    next: str = "không gửi lại, sẽ đối chiếu với “{own_list}”"


class CommitPoint:
    """One pass over the commit point: of a dossier, or of what is added to one.

    Args:
        journal: where the intent and the outcome are written.
        platform: on its last screen, ready to be pressed.
        gate: narrow, before the same context.
        filing: in state `filing`, with no open intent.
        words: how it is told.

    Attributes:
        filing: as the journal has it now.
        answered: whether an answer came, understood or not: then the page is given it, too.
        due: what must be paid before the portal hands it on; `None`: it said nothing of it.
    """

    def __init__(
        self,
        journal: CommitBook,
        platform: LastScreen,
        gate: Gate,
        filing: Filing,
        words: CommitWords | None = None,
    ) -> None:
        self._words = words or CommitWords()
        self._journal = journal
        self._platform = platform
        self._gate = gate
        self._draft = ""
        self.filing = filing
        self.answered = False
        self.due: Due | None = None

    async def pass_over(self) -> None:
        """Submits once; afterwards the filing has its receipt.

        Raises:
            PortalRejected: the portal said no, before sending or in its answer: nothing is stored.
            PortalUnavailable: nothing was sent, and that is proved: all may be done again.
            PortalChanged: nothing was sent: the button or the request is not the one we know.
            SubmissionUncertain: it was sent, or may have been, and what became of it is not known.
                The intent stays open in the journal.
            PaymentAwaited: the portal keeps it until somebody has paid. The intent stays open.
            SetupError: the clock is set, and the portal is a real one; nothing was sent.
        """
        from playwright.async_api import Error  # slow, and loaded by then

        # A clock that was set says nothing of when a real portal got the request.
        self._platform.portal.insist_on_real_time()
        timing = self._platform.portal.timing
        # Asked now: once the button is pressed the page may be gone, and the draft's name with it.
        self._draft = await self._platform.draft()
        deadline = clock.now(UTC) + timedelta(seconds=timing.click_deadline_s)
        # What is waited for stands on the clock that nobody sets.
        until = monotonic() + timing.click_deadline_s
        # On the disk before the gate is armed. A kill between the two leaves an intent of which
        # nothing was sent, and reconciliation clears it; the other way round it could leave a
        # request that no line tells of.
        self.filing = self._journal.intend(self.filing, click_deadline=deadline)
        self._gate.arm(deadline=deadline, until=until, record=self._record)
        try:
            await self._press(timing.click_deadline_s)
            outcome = await self._outcome(until)
            await self._settle(outcome)
        # `_withdraw`, `_settle` and the record have written down what is true.
        except (PortalError, PaymentAwaited):
            raise
        except Error as error:
            if self._gate.sent:
                # What this program sends itself lives on without the browser.
                await self._settle(await self._gate.outcome())
                return
            # The browser went away under the click: what it had in hand may have left.
            self._doubt(type(error).__name__)
            raise SubmissionUncertain("trình duyệt bị mất giữa lúc gửi") from error
        # A cancellation, too: what it interrupts may be on its way.
        except BaseException as error:
            self._doubt(type(error).__name__)
            raise

    async def _press(self, within_s: float) -> None:
        try:
            async with trouble.bounded(within_s):
                await self._platform.press_submit()
        except PortalError as error:
            if self._gate.disarm():
                await self._withdraw("the button was not pressed", error)
            # The page sent all the same: what becomes of that is waited for as ever.
            logger.warning("filing {}: sent without being pressed", self.filing.id)

    async def _outcome(self, until: float) -> Outcome:
        """Waits for the gate; or for the page to say why it sends nothing; or for the deadline."""
        sent = asyncio.ensure_future(self._gate.outcome())
        refused = asyncio.ensure_future(self._platform.refused_before_sending())
        halted = asyncio.ensure_future(self._gate.halted())
        try:
            await asyncio.wait(
                {sent, refused, halted},
                timeout=until - monotonic(),
                return_when=asyncio.FIRST_COMPLETED,
            )
            # What cannot be disarmed is being sent: its outcome counts, whatever the page says
            # meanwhile.
            if sent.done() or not self._gate.disarm():
                return await sent
            words = None if not refused.done() or refused.exception() else refused.result()
            return await self._withdraw("refused" if words else "no click", self._why(words))
        finally:
            for waiting in (sent, refused, halted):
                waiting.cancel()
            await asyncio.gather(sent, refused, halted, return_exceptions=True)

    def _why(self, words: str | None) -> PortalError:
        """What is said of a press after which nothing was sent."""
        try:
            self._gate.insist()
        except PortalChanged as error:
            return error
        if words:
            return PortalRejected(words)
        button, nothing = self._platform.button, self._words.nothing
        return PortalUnavailable(f"bấm “{button}” mà cổng không gửi gì; {nothing}")

    async def _withdraw(self, reason: str, error: PortalError) -> NoReturn:
        """Takes the intent back and raises `error`, if it is proved that nothing left.

        Proved: the gate let no commit request through, the page still shows the review screen, and
        the account's own list still calls our draft a draft, where the portal keeps drafts.

        Raises:
            PortalError: `error`.
            SubmissionUncertain: it is not proved; the intent stays open.
        """
        missing = await self._missing_proof()
        if not missing:
            self.filing = self._journal.withdraw(self.filing, reason)
            raise error
        self._doubt(missing)
        raise SubmissionUncertain(
            f"{error.message} Không chứng minh được là chưa gửi ({missing}); {self._next}"
        ) from error

    async def _missing_proof(self) -> str:
        """What of the proof that nothing was sent is missing; empty: nothing."""
        from playwright.async_api import Error  # slow, and loaded by then

        # The gate first: it alone knows. The page may be wrong, and the list costs a request.
        if self._gate.sent:
            return "đã có yêu cầu nộp rời khỏi máy này"
        try:
            async with asyncio.timeout(PROOF_S):
                if not await self._platform.is_reviewing():
                    return self._words.off_screen
                if self._platform.keeps_drafts and not await self._is_draft():
                    return self._words.off_list
        except (Error, PortalBotError, TimeoutError) as error:
            logger.info("filing {}: no proof ({})", self.filing.id, type(error).__name__)
            return "không đọc được màn hình hoặc danh sách của cổng"
        return ""

    async def _is_draft(self) -> bool:
        return bool(self._draft) and await self._platform.is_draft(self._draft)

    def _record(self, outcome: Outcome) -> None:
        """Called by the gate before the page sees the answer; durable when it returns."""
        if isinstance(outcome, Answer):
            self.answered = True
            read = self._platform.read_answer(outcome)
            if isinstance(read, Receipt) and not self._is_anothers(read):
                self.filing = self._journal.receive(self.filing, read, how="answer")
                return
            if isinstance(read, ToBePaid):
                self._await_payment(read)
                return
            detail: dict[str, Any] = {"status": outcome.status}
            detail["understood"] = isinstance(read, Refusal)
            if isinstance(read, Receipt):
                detail["number_of_another"] = read.number
            self._journal.note(self.filing, "answered", detail)
        elif isinstance(outcome, NotSent):
            self._journal.note(self.filing, "not_sent", {"reason": outcome.value})
        else:
            self._journal.note(
                self.filing, "lost", {"reason": privacy.redact(outcome.reason)[:200]}
            )

    def _await_payment(self, told: ToBePaid) -> None:
        self.due = told.due
        fault = fault_of_awaited(told.due)
        self.filing = self._journal.set_aside(self.filing, State.AWAITING_PAYMENT, fault)

    def _is_anothers(self, receipt: Receipt) -> bool:
        """Whether this home holds the number for another filing."""
        filing = self.filing
        return receipt.number in self._journal.receipts(filing.portal, filing.world)

    async def _settle(self, outcome: Outcome) -> None:
        if isinstance(outcome, NotSent):
            await self._withdraw(outcome.value, _NOT_SENT[outcome]())
        if isinstance(outcome, Answer):
            read = self._platform.read_answer(outcome)
            if isinstance(read, Receipt) and self.filing.receipt is not None:
                return
            if isinstance(read, ToBePaid):
                raise awaited(read.due)
            if isinstance(read, Refusal):
                self.filing = self._journal.withdraw(self.filing, "refused by the portal")
                raise PortalRejected(read.words)
            reason = f"cổng trả lời {outcome.status}, không có mã hồ sơ"
            if isinstance(read, Receipt):
                reason = f"cổng trả lời bằng số {read.number} của một hồ sơ khác đã nộp từ máy này"
        else:
            reason = "mất câu trả lời của cổng sau khi gửi"
        self._doubt(reason)
        raise SubmissionUncertain(f"{reason}; {self._next}")

    @property
    def _next(self) -> str:
        return self._words.next.format(own_list=self._platform.portal.own_list)

    def _doubt(self, reason: str) -> None:
        """Marks the filing uncertain, unless its receipt is known by now."""
        if self.filing.state is State.FILING and self.filing.intent is not None:
            fault = Fault(SubmissionUncertain.code, reason)
            self.filing = self._journal.set_aside(self.filing, State.UNCERTAIN, fault)
            logger.warning("filing {}: uncertain ({})", self.filing.id, reason)
