"""One dossier to one receipt: whatever happened before, and whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from portal_bot.browser import trouble
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    PortalBotError,
    PortalRejected,
    SubmissionUncertain,
)
from portal_bot.filing.commit import CommitPoint
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.events import Event
from portal_bot.filing.keep import Keeper
from portal_bot.filing.key import filing_key, reference
from portal_bot.filing.prepare import Preparation, Prepared
from portal_bot.filing.readback import compare
from portal_bot.filing.ready import Ready
from portal_bot.filing.reconcile import reconcile, settle
from portal_bot.filing.report import fault_of
from portal_bot.journal import FILED, Fault, Filing, State
from portal_bot.portals.base import Due
from portal_bot.retry import while_unavailable

T = TypeVar("T")

# An uncertain outcome is reconciled in the next round; what proves not sent goes in one more.
ROUNDS = 3
CAPTCHA_TRIES = 3
_ASIDE = {HumanNeeded: State.NEEDS_HUMAN, PortalRejected: State.REJECTED}


class DossierFiling:
    """Files one dossier. Made for one run; what must survive is in the journal.

    Args:
        desk: the run's home, journal, portal, browser and people.
        ready: a dossier that passed its check.
    """

    def __init__(self, desk: Desk, ready: Ready) -> None:
        self._desk = desk
        self._ready = ready
        key = filing_key(
            desk.secret,
            portal=desk.portal.name,
            world=desk.delays.world,
            procedure=ready.flow.code,
            subject=ready.subject,
            request=ready.dossier.request,
        )
        self._request = ready.request(desk.portal, reference(key))
        self._keeper = Keeper(desk, ready, self._request)
        self.due: Due | None = None
        self.filing = desk.journal.open(
            Filing(
                id=self._request.reference,
                key=key,
                portal=desk.portal.name,
                procedure=ready.flow.slug,
                path=str(ready.path),
                content_hash=ready.content_hash,
                state=State.NEW,
            )
        )

    async def submit(self) -> Filing:
        """Files the dossier, or finds out that it was filed; returns it with its receipt.

        Raises:
            PortalBotError: the journal holds the state and the reason; say the same command again.
        """
        self._refuse_other_content()
        try:
            for _ in range(ROUNDS):
                if self.filing.state in FILED and self.filing.verified is not None:
                    break
                await self._round()
        finally:
            self._keeper.summarise(self.filing)
        if self.filing.state not in FILED:
            raise SubmissionUncertain(
                f"sau {ROUNDS} lần, hồ sơ {self.filing.id} vẫn chưa có kết quả rõ ràng"
            )
        return self.filing

    async def fill(self) -> Prepared:
        """Everything up to the review screen with the latch shut; writes the proof sheet."""
        with trouble.told():
            return await self._fill()

    async def _fill(self) -> Prepared:
        async with self._desk.session() as session:
            prepared = await self._prepare(session)
            await session.latch.shut_all(session.platform.page.context)
            await self._keeper.proof(session, prepared, whole=True)
            return prepared

    def current(self) -> Filing:
        """The filing as the journal has it now."""
        self._reload()
        return self.filing

    @property
    def proof(self) -> Path | None:
        """The proof sheet, once it is written."""
        return self._keeper.folder.proof if self._keeper.folder.proof.exists() else None

    def _refuse_other_content(self) -> None:
        sent = self.filing.state in FILED or self.filing.intent is not None
        if sent and self.filing.content_hash != self._ready.content_hash:
            number = self.filing.receipt.number if self.filing.receipt else "chưa rõ kết quả"
            raise DossierError(
                f"yêu cầu này đã được nộp ({number}) với nội dung khác (tệp {self.filing.path}); "
                "không nộp lần nữa. Nếu đây thật là một yêu cầu khác về cùng người, ghi nhãn riêng "
                "vào mục request; nếu là sửa hồ sơ đã nộp, làm trên cổng",
                field="request",
            )

    async def _round(self) -> None:
        """One step nearer to the end: reconciles what is open, else attempts; then reads back."""
        with trouble.told():
            await self._in_session()

    async def _in_session(self) -> None:
        async with self._desk.session() as session:
            if self.filing.intent is not None:
                await self._reconcile(session)
            elif self.filing.state is State.RECEIVED:
                await self._sign_in(session)
            else:
                await self._attempt(session)
            if self.filing.state is State.RECEIVED:
                await self._read_back(session)

    async def _attempt(self, session: Session) -> None:
        self.filing = self._desk.journal.begin(self.filing)
        async with self._setting_aside():
            prepared = await self._prepare(session)
            self.due = prepared.due
            await self._keeper.proof(session, prepared, whole=False)
            await self._commit(session)

    async def _prepare(self, session: Session) -> Prepared:
        preparation = Preparation(self._desk, session, self._ready, self._request)
        return await while_unavailable(
            preparation.run,
            before_sleep=lambda error: self._tell("note", f"thử lại: {error}"),
        )

    async def _commit(self, session: Session) -> None:
        """Over the commit point; a captcha that was read wrongly is asked for again."""
        for tries_left in reversed(range(CAPTCHA_TRIES)):
            self._tell("human", "Mã xác nhận")
            await session.platform.make_ready()
            await self._desk.turn(self.filing)
            point = CommitPoint(self._desk.journal, session.platform, session.latch, self.filing)
            try:
                await _to_the_end(point.pass_over())
                await session.platform.land()
                return
            except PortalRejected as error:
                if not tries_left or not session.platform.is_about_captcha(error.message):
                    raise
                await session.platform.reopen_review()
            except SubmissionUncertain:
                # The journal holds the doubt; the next round reconciles it.
                return
            finally:
                self.filing = point.filing
                self._tell("state", self.filing.state)

    async def _reconcile(self, session: Session) -> None:
        died = self.filing.state is State.FILING or self._made_before()
        resumed_at = self._desk.started_at if died else None
        self._tell("note", "đối chiếu với “Quản lý hồ sơ”")
        await self._sign_in(session)
        await settle(self._desk.delays, resumed_at=resumed_at)
        try:
            self.filing = await while_unavailable(
                lambda: reconcile(
                    self.filing,
                    self._desk.journal,
                    session.platform,
                    self._request,
                    self._desk.delays,
                )
            )
        finally:
            self._reload()
            self._tell("state", self.filing.state)

    def _made_before(self) -> bool:
        intent = self.filing.intent
        return intent is not None and intent.at < self._desk.started_at

    async def _sign_in(self, session: Session) -> None:
        preparation = Preparation(self._desk, session, self._ready, self._request)
        await while_unavailable(preparation.sign_in)

    async def _read_back(self, session: Session) -> None:
        """Opens the stored record and compares it. Unequal stays `received`, with a report."""
        self._tell("step", "Đọc lại hồ sơ đã lưu")
        try:
            with trouble.told():
                await while_unavailable(lambda: self._verify(session))
        except PortalBotError as error:
            # The receipt is ours already; that it could not be compared must not hide it.
            self._desk.journal.note(self.filing, "read_back_failed", {"code": error.code})
            raise HumanNeeded(
                f"hồ sơ đã được nhận ({self._number}), nhưng chưa đọc lại được để so: "
                f"{error}. Chạy lại cùng lệnh để so; không có gì được nộp lần nữa"
            ) from error

    @property
    def _number(self) -> str:
        return self.filing.receipt.number if self.filing.receipt else ""

    async def _verify(self, session: Session) -> None:
        record = await session.platform.record(self._number)
        platform = session.platform
        wanted = (
            *platform.expected(self._request, self._ready.declaration),
            *platform.stored(self._request),
        )
        differences = compare(record, wanted, self._request.papers)
        receipt = await self._keeper.record(session, record)
        self.filing = self._desk.journal.receive(self.filing, receipt, how="record")
        fault = None
        if differences:
            self._keeper.differences(differences)
            places = ", ".join(sorted({d.place for d in differences}))
            fault = Fault(
                "not_verified", f"đã nhận ({self._number}) nhưng cổng lưu khác hồ sơ ở: {places}"
            )
        self.filing = self._desk.journal.verify(self.filing, verified=not differences, fault=fault)
        self._tell("state", self.filing.state)

    @asynccontextmanager
    async def _setting_aside(self) -> AsyncIterator[None]:
        """Before the commit point an error leaves a true state behind; after it the latch did."""
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
            state = _ASIDE.get(type(error), State.FAILED)
            self.filing = journal.set_aside(self.filing, state, fault_of(error))
        else:
            fault = Fault("bug", f"lỗi của chương trình ({type(error).__name__})")
            self.filing = journal.set_aside(self.filing, State.FAILED, fault)

    def _reload(self) -> None:
        self.filing = self._desk.journal.by_key(self.filing.key) or self.filing

    def _tell(self, kind: Any, text: str) -> None:
        self._desk.tell(Event(kind, self.filing.id, self._ready.path, text))


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Runs the commit to its end even when this task is cancelled meanwhile (Ctrl-C)."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise
