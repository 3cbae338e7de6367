"""The commit point: the one request after which the state owns the dossier.

The order is the whole safety: the intent is on the disk, the latch is armed, the button is
pressed; the latch alone sends, once, and writes down what came back before the page sees it.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from loguru import logger

from portal_bot import clock, privacy
from portal_bot.browser.latch import Answer, Latch, NotSent, Outcome
from portal_bot.errors import (
    PortalChanged,
    PortalError,
    PortalRejected,
    PortalUnavailable,
    SubmissionUncertain,
)
from portal_bot.journal import Fault, Filing, JournalPort, Receipt, State
from portal_bot.portals.base import Platform, Refusal


class CommitPoint:
    """One pass over the commit point for one filing.

    Args:
        journal: where the intent and the outcome are written.
        platform: on the review screen, ready to be pressed.
        latch: shut, in the same context.
        filing: in state `filing`, with no open intent.

    Attributes:
        filing: as the journal has it now.
        answered: whether an answer came, understood or not: then the page is given it, too.
    """

    def __init__(
        self, journal: JournalPort, platform: Platform, latch: Latch, filing: Filing
    ) -> None:
        self._journal = journal
        self._platform = platform
        self._latch = latch
        self.filing = filing
        self.answered = False

    async def pass_over(self) -> None:
        """Submits once; afterwards the filing has its receipt.

        Raises:
            PortalRejected: the portal said no, before sending or in its answer: nothing is stored.
            PortalUnavailable: nothing was sent, and that is certain: all may be done again.
            PortalChanged: nothing was sent: the button or the request is not the one we know.
            SubmissionUncertain: it was sent, and what became of it is not known. The intent stays
                open in the journal.
            SetupError: the clock is set, and the portal is a real one; nothing was sent.
        """
        from playwright.async_api import Error

        self._platform.portal.insist_on_real_time()
        timing = self._platform.portal.timing
        deadline = clock.now(UTC) + timedelta(seconds=timing.click_deadline_s)
        self.filing = self._journal.intend(self.filing, click_deadline=deadline)
        self._latch.arm(deadline=deadline, record=self._record)
        try:
            await self._press()
            outcome = await self._outcome(deadline)
        except PortalError:
            raise
        except Error as error:
            # The browser went away under the click: what it had in hand may have left.
            self._doubt(type(error).__name__)
            raise SubmissionUncertain("trình duyệt bị mất giữa lúc nộp") from error
        except BaseException as error:
            self._doubt(type(error).__name__)
            raise
        self._settle(outcome)

    async def _press(self) -> None:
        try:
            await self._platform.press_submit()
        except PortalError:
            if self._latch.disarm():
                self.filing = self._journal.withdraw(self.filing, "the button was not pressed")
                raise
            # The page sent all the same: what becomes of that is waited for as ever.
            logger.warning("filing {}: sent without being pressed", self.filing.id)

    async def _outcome(self, deadline: datetime) -> Outcome:
        """Waits for the latch; or for the page to say why it sends nothing; or for the deadline."""
        sent = asyncio.ensure_future(self._latch.outcome())
        refused = asyncio.ensure_future(self._platform.refused_before_sending())
        left = (deadline - clock.now(UTC)).total_seconds()
        try:
            await asyncio.wait({sent, refused}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if sent.done() or not self._latch.disarm():
                return await sent
            words = None if not refused.done() or refused.exception() else refused.result()
            # Whatever the page still has in hand dies with it, before the journal says "not sent".
            await self._platform.page.goto("about:blank")
            self.filing = self._journal.withdraw(self.filing, "refused" if words else "no click")
            if words:
                raise PortalRejected(words)
            raise PortalUnavailable("bấm “Nộp hồ sơ” mà cổng không gửi gì; chưa có gì được nộp")
        finally:
            for waiting in (sent, refused):
                waiting.cancel()
            await asyncio.gather(sent, refused, return_exceptions=True)

    def _record(self, outcome: Outcome) -> None:
        """Called by the latch before the page sees the answer; durable when it returns."""
        if isinstance(outcome, Answer):
            self.answered = True
            read = self._platform.read_answer(outcome)
            if isinstance(read, Receipt) and not self._is_anothers(read):
                self.filing = self._journal.receive(self.filing, read, how="answer")
                return
            detail: dict[str, Any] = {"status": outcome.status}
            detail["understood"] = isinstance(read, Refusal)
            if isinstance(read, Receipt):
                detail["number_of_another"] = read.number
            self._journal.note(self.filing, "answered", detail)
        elif isinstance(outcome, NotSent):
            self.filing = self._journal.withdraw(self.filing, outcome.value)
        else:
            self._journal.note(
                self.filing, "lost", {"reason": privacy.redact(outcome.reason)[:200]}
            )

    def _is_anothers(self, receipt: Receipt) -> bool:
        """Whether this home holds the number for another filing."""
        return receipt.number in self._journal.receipts(self.filing.portal)

    def _settle(self, outcome: Outcome) -> None:
        if outcome is NotSent.FILES:
            raise PortalChanged("cổng gửi cả tệp trong lần bấm cuối, khác cách nộp đã biết")
        if isinstance(outcome, NotSent):
            raise PortalUnavailable(f"chưa gửi gì: {outcome.value}")
        if isinstance(outcome, Answer):
            read = self._platform.read_answer(outcome)
            if isinstance(read, Receipt) and self.filing.receipt is not None:
                return
            if isinstance(read, Refusal):
                self.filing = self._journal.withdraw(self.filing, "refused by the portal")
                raise PortalRejected(read.words)
            reason = f"cổng trả lời {outcome.status}, không có mã hồ sơ"
            if isinstance(read, Receipt):
                reason = f"cổng trả lời bằng số {read.number} của một hồ sơ khác đã nộp từ máy này"
        else:
            reason = "mất câu trả lời của cổng sau khi gửi"
        self._doubt(reason)
        raise SubmissionUncertain(f"{reason}; không gửi lại, sẽ đối chiếu với “Quản lý hồ sơ”")

    def _doubt(self, reason: str) -> None:
        """Marks the filing uncertain, unless its receipt is known by now."""
        if self.filing.state is State.FILING and self.filing.intent is not None:
            fault = Fault(SubmissionUncertain.code, reason)
            self.filing = self._journal.set_aside(self.filing, State.UNCERTAIN, fault)
            logger.warning("filing {}: uncertain ({})", self.filing.id, reason)
