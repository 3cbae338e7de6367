"""One dossier to one receipt: whatever happened before, and whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from portal_bot.browser import trouble
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    PortalBotError,
    PortalError,
    PortalRejected,
    PortalUnavailable,
    SignInRefused,
    SubmissionUncertain,
)
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.commit import CommitPoint
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.keep import Keeper
from portal_bot.filing.prepare import Preparation, Prepared
from portal_bot.filing.report import fault_of
from portal_bot.intake import consent_moment
from portal_bot.intake.marks import sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import NOTHING_DUE, Fault, Filing, State
from portal_bot.moments import moment
from portal_bot.retry import while_unavailable
from portal_bot.roster import on_duty
from portal_bot.run.events import Event

T = TypeVar("T")

# What is proved not to have arrived is sent again in the same command, so often in all.
SENDS = 2
CAPTCHA_TRIES = 3
# How long a page that was given an answer may take to show the portal's words.
WORDS_S = 5.0
_ASIDE = {
    HumanNeeded: State.NEEDS_HUMAN,
    SignInRefused: State.NEEDS_HUMAN,
    PortalRejected: State.REJECTED,
}


class DossierFiling:
    """Files one dossier. Made for one run; what must survive is in the journal.

    Args:
        desk: the run's home, journal, portal, browser and people.
        ready: a dossier that passed its check.
    """

    def __init__(self, desk: Desk, ready: Ready) -> None:
        self._desk = desk
        self._ready = ready
        self._fresh = desk.identity.filing(ready)
        self._request = desk.request(ready, self._fresh.id)
        self._keeper = Keeper(desk, ready, self._request)
        self._clicked = False
        self._refusal = ""
        self.filing = desk.journal.open(self._fresh)

    @cached_property
    def _lookup(self) -> AccountList:
        """Made where it is needed: much of what ends a dossier comes before the account's list."""
        return AccountList(self._desk, self._ready, self._request, self._keeper)

    async def submit(self) -> Filing:
        """Files the dossier, or finds out that it was filed; returns it with its receipt.

        Raises:
            PortalBotError: the journal holds the state and the reason; say the same command again.
        """
        # Before an attempt is counted: what is refused here leaves the filing as it was sent.
        if other := self._desk.identity.other_content(self.filing, self._ready):
            raise other
        if elsewhere := sent_otherwise(self.filing, self._fresh, self._desk.portal.own_list):
            raise elsewhere
        if objection := self._desk.kin.objection(self.filing):
            self._object(objection)
        if not self.filing.was_sent:
            consent_moment.set_down(self._desk.journal, self.filing, self._ready.dossier.consent)
            self._note_on_duty()
        try:
            await self._rounds()
        finally:
            self._keeper.summarise(self.filing)
        return self.filing

    def _note_on_duty(self) -> None:
        desk = self._ready.dossier.desk
        said = on_duty.said_by(desk.officer, desk.volunteer) if desk else on_duty.Attendants()
        on_duty.set_down(self._desk.journal, self.filing, said, self._desk.home)

    def _object(self, objection: PortalBotError) -> None:
        """Sets the dossier aside before anything is asked of the portal."""
        # Only what was begun can be set aside: no other state leads there.
        self.filing = self._desk.journal.begin(self.filing)
        self._aside(objection)
        raise objection

    async def _rounds(self) -> None:
        """Attempts, reconciles what is open, attempts again what is proved not to have arrived."""
        sends = 0
        while not self.filing.is_over:
            # Rounds that reconcile or read back send nothing, and are not counted.
            if not self.filing.was_sent:
                if sends == SENDS:
                    raise self._not_taken()
                sends += 1
            await self._round()

    def _not_taken(self) -> PortalError:
        """Sent, and each time proved by the list not to have been stored: the portal's words."""
        if self._refusal:
            return PortalRejected(f"cổng không nhận hồ sơ và ghi: “{self._refusal}”")
        return PortalUnavailable(
            f"đã gửi {SENDS} lần, cổng không trả lời được và danh sách của cổng cho thấy chưa lưu "
            "gì; chạy lại cùng lệnh khi cổng ổn hơn"
        )

    async def fill(self) -> Prepared:
        """Everything up to the review screen with nothing armed; writes the proof sheet.

        Raises:
            DossierError: the dossier is filed already: another draft of it could be filed again.
            SubmissionUncertain: it may be.
        """
        self._refuse_filed()
        with trouble.told():
            return await self._fill()

    async def _fill(self) -> Prepared:
        async with self._desk.session() as session:
            prepared = await self._prepare(session)
            self._keeper.proof(session, prepared)
            await self._keeper.picture(session, "review", whole=True)
            self._preparation(session).keep(prepared.draft)
            self._keeper.seal(self.current())
            # Last: what the page tried to send is told once the evidence is kept.
            session.gate.insist()
            return prepared

    def current(self) -> Filing:
        """The filing as the journal has it now."""
        self._reload()
        return self.filing

    def history(self) -> list[dict[str, Any]]:
        """The journal's lines about it."""
        return self._desk.journal.history(self.filing.id)

    @property
    def sent(self) -> bool:
        """Whether this run's own request brought the dossier there, or may have."""
        return self._clicked and self.filing.was_sent

    @property
    def proof(self) -> Path | None:
        """The proof sheet, once it is written."""
        return self._keeper.folder.proof

    @property
    def sheet(self) -> Path | None:
        """The sheet for the citizen, once it is written."""
        return self._keeper.folder.citizen_sheet

    def _refuse_filed(self) -> None:
        if self.filing.receipt is not None:
            at = self.filing.receipt.received_at
            raise DossierError(
                f"hồ sơ này đã nộp, cổng đã nhận với số {self.filing.receipt.number}"
                f"{f' lúc {moment(at)}' if at else ''}: không điền thử nữa, để không ai nộp nhầm "
                "bản nháp lần thứ hai. Nếu đây thật là một yêu cầu khác về cùng người, ghi nhãn "
                "riêng vào mục request",
                field="request",
            )
        if self.filing.intent is not None:
            raise SubmissionUncertain(
                "lần nộp trước chưa rõ kết quả: không điền thử; chạy `portal-bot submit` với cùng "
                "tệp để đối chiếu với cổng"
            )

    async def _round(self) -> None:
        """One step nearer to the end: reconciles what is open, else attempts; then reads back."""
        opening = self._desk.session()
        with trouble.told():
            await self._in_session(opening)

    async def _in_session(self, opening: AbstractAsyncContextManager[Session]) -> None:
        async with opening as session:
            # There is nothing left to send here, only to look up: the gate holds us to that, too.
            if self.filing.intent is not None or self.filing.state is State.RECEIVED:
                session.gate.read_only()
            # `while_unavailable` comes back here: never over an open intent, whatever was raised.
            if self.filing.intent is not None:
                await self._look_up(self._lookup.reconcile, session)
            elif self.filing.state is State.RECEIVED:
                await self._lookup.sign_in(session, self.filing)
            else:
                await self._attempt(session)
                if session.platform.page.is_closed():
                    # The browser died under the answer: the next round has another one.
                    return
            if self.filing.state is State.RECEIVED:
                # Also what was found to be there already: nothing more can be filed from here.
                session.gate.read_only()
                await self._look_up(self._lookup.read_back, session)

    async def _look_up(
        self, look: Callable[[Session, Filing], Awaitable[Filing]], session: Session
    ) -> None:
        try:
            self.filing = await look(session, self.filing)
        finally:
            self._reload()
            self._tell("state", self.filing.state)

    async def _attempt(self, session: Session) -> None:
        self.filing = self._desk.journal.begin(self.filing)
        async with self._setting_aside():
            await while_unavailable(lambda: self._once(session), before_sleep=self._tell_again)

    async def _once(self, session: Session) -> None:
        """From the sign-in over the commit point. Only what sent nothing comes here again."""
        if self.filing.intent is not None:
            raise SubmissionUncertain("còn một lần nộp chưa rõ kết quả")
        with trouble.told():
            prepared = await self._preparation(session, goes_on=True).run()
            self.filing = self._desk.journal.owe(
                self.filing, prepared.due or NOTHING_DUE, by="review"
            )
            self._keeper.proof(session, prepared)
            await self._commit(session, prepared.draft)

    async def _prepare(self, session: Session) -> Prepared:
        return await while_unavailable(
            self._preparation(session).run, before_sleep=self._tell_again
        )

    def _preparation(self, session: Session, *, goes_on: bool = False) -> Preparation:
        return Preparation(
            self._desk, session, self._ready, self._request, self.filing, goes_on=goes_on
        )

    def _tell_again(self, error: BaseException) -> None:
        self._tell("note", f"thử lại: {error}")

    async def _commit(self, session: Session, draft: str) -> None:
        """Over the commit point; a captcha read wrongly or too late is asked for again."""
        for tries_left in reversed(range(CAPTCHA_TRIES)):
            self._tell("human", "Mã xác nhận")
            # Asks a person, who may take minutes: all that must be fresh comes after it.
            await session.platform.make_ready()
            session.gate.insist()
            # The turn before the look: it may be waited for long, and somebody may file meanwhile.
            await self._desk.turn(self.filing)
            self.filing = await self._lookup.before_click(session, self.filing, draft)
            if self.filing.is_received:
                return
            point = CommitPoint(self._desk.journal, session.platform, session.gate, self.filing)
            # Said before it is true: a kill or an error in between must not hide that it may be.
            self._clicked = True
            try:
                await to_the_end(point.pass_over())
                # From the receipt on nothing may leave any more, not even what a page does by
                # itself.
                session.gate.read_only()
                await session.platform.land()
                return
            except PortalRejected as error:
                if not self._may_try_again(session, error, tries_left):
                    await self._keeper.picture(session, "review")
                    raise
            except SubmissionUncertain:
                # The journal holds the doubt; the next round reconciles it.
                self._refusal = await self._words(session) if point.answered else ""
                return
            finally:
                # Whatever was raised: the point knows the row as the journal has it, ours is stale.
                self.filing = point.filing
                if point.due is not None:
                    self.filing = self._desk.journal.owe(self.filing, point.due, by="answer")
                self._tell("state", self.filing.state)
            # The form is kept; only the last screen is opened again, and compared again.
            await session.platform.reopen_review()
            await self._preparation(session).review()

    def _may_try_again(self, session: Session, error: PortalRejected, tries_left: int) -> bool:
        """Whether the last screen may be tried once more: nothing was sent so far.

        Raises:
            PortalUnavailable: the portal spoke of itself, each time.
        """
        trouble_of_its_own = session.platform.is_own_trouble(error.message)
        if trouble_of_its_own and not tries_left:
            raise PortalUnavailable(error.message) from error
        return trouble_of_its_own or bool(
            tries_left and session.platform.is_about_captcha(error.message)
        )

    async def _words(self, session: Session) -> str:
        """Why the portal took nothing, as the page says that was given its answer; or nothing."""
        words = ""
        with suppress(PortalBotError, TimeoutError), trouble.told():
            words = await asyncio.wait_for(session.platform.words(), WORDS_S)
        return "" if session.platform.is_own_trouble(words) else words

    @asynccontextmanager
    async def _setting_aside(self) -> AsyncIterator[None]:
        """Before the commit point an error leaves a true state behind; after it the gate did."""
        try:
            yield
        except BaseException as error:
            self._reload()
            if self.filing.state is State.FILING and self.filing.intent is None:
                self._aside(error)
            raise

    def _aside(self, error: BaseException) -> None:
        journal = self._desk.journal
        if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt)):
            self.filing = journal.release(self.filing, "stopped before the commit")
        elif isinstance(error, PortalBotError):
            # By the class itself: an heir that nobody put there has failed, and may be filed again.
            state = _ASIDE.get(type(error), State.FAILED)
            self.filing = journal.set_aside(self.filing, state, fault_of(error))
        else:
            fault = Fault("bug", f"lỗi của chương trình ({type(error).__name__})")
            self.filing = journal.set_aside(self.filing, State.FAILED, fault)

    def _reload(self) -> None:
        self.filing = self._desk.journal.by_key(self.filing.key) or self.filing

    def _tell(self, kind: Any, text: str) -> None:
        self._desk.tell(Event(kind, self.filing.id, self._ready.path, text))


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Runs the commit to its end even when this task is cancelled meanwhile (Ctrl-C)."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        # Left between intent and outcome, nobody would know what became of the request.
        await asyncio.gather(task, return_exceptions=True)
        raise
