"""What the portal has of one filing: looked up after a lost answer, read back after a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import Literal, TypeVar

from portal_bot.browser import trouble
from portal_bot.errors import HumanNeeded, PortalBotError, PortalError, SessionLost
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.events import Event
from portal_bot.filing.keep import Keeper
from portal_bot.filing.payment import as_recorded
from portal_bot.filing.prepare import Preparation
from portal_bot.filing.readback import Difference, compare
from portal_bot.filing.ready import Ready
from portal_bot.filing.reconcile import reconcile, settle
from portal_bot.filing.search import Sought
from portal_bot.filing.twins import twins
from portal_bot.journal import Fault, Filing
from portal_bot.portals.base import Listed, Request
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.retry import while_unavailable

T = TypeVar("T")
# How long reading the list and its records may take, page by page.
LOOK_S = 300.0


class Lookup:
    """Reads the account's list and records for one dossier. Nothing here sends one.

    Args:
        desk: the run's journal, portal and people.
        ready: the dossier.
        request: what is asked of the platform.
        keeper: where the evidence goes.
    """

    def __init__(self, desk: Desk, ready: Ready, request: Request, keeper: Keeper) -> None:
        self._desk = desk
        self._ready = ready
        self._request = request
        self._keeper = keeper

    async def sign_in(self, session: Session, filing: Filing) -> None:
        """Signs in with the dossier's account."""
        preparation = Preparation(self._desk, session, self._ready, self._request, filing)
        await while_unavailable(preparation.sign_in)

    async def signed_in(
        self, session: Session, filing: Filing, work: Callable[[], Awaitable[T]]
    ) -> T:
        """Reads while the portal is unavailable, signing in again where it signed us out."""
        lost = False

        async def once() -> T:
            nonlocal lost
            if lost:
                await self.sign_in(session, filing)
            try:
                with trouble.told():
                    async with trouble.bounded(LOOK_S):
                        return await work()
            except SessionLost:
                lost = True
                raise

        return await while_unavailable(once, before_sleep=lambda e: self.tell("note", f"đợi: {e}"))

    async def settled(self, filing: Filing) -> Delays:
        """Waits until the list must show what was sent, if it was; returns what was waited for."""
        delays = await self._delays()
        running_s = monotonic() - self._desk.started_s
        await settle(delays, resumed_s=None if self._desk.journal.is_own(filing) else running_s)
        return delays

    async def reconcile(self, session: Session, filing: Filing) -> Filing:
        """Decides an uncertain filing by the account's own list.

        Raises:
            SubmissionUncertain: a person decides.
            PortalError: the list could not be read.
        """
        self.tell("note", "đối chiếu với “Quản lý hồ sơ”")
        await self.sign_in(session, filing)
        delays = await self.settled(filing)
        sought = self.sought(session, filing)
        journal = self._desk.journal

        async def decide() -> Filing:
            now = journal.by_key(filing.key) or filing
            return await reconcile(now, journal, session.platform, sought, delays)

        return await self.signed_in(session, filing, decide)

    def sought(self, session: Session, filing: Filing) -> Sought:
        """What to look for on the list."""
        wanted = session.platform.expected(self._request, self._ready.declaration)
        sought = Sought.of(self._ready, self._request, wanted, self._intended_at(filing))
        return sought.without(self._others(filing))

    async def read_back(self, session: Session, filing: Filing) -> Filing:
        """Opens the stored record and compares it. Unequal stays `received`, with a report.

        Raises:
            HumanNeeded: it could not be read; the receipt stays known.
        """
        self.tell("step", "Đọc lại hồ sơ đã lưu")
        try:
            return await self.signed_in(session, filing, lambda: self._verify(session, filing))
        except PortalBotError as error:
            # The receipt is ours already; that it could not be compared must not hide it.
            self._desk.journal.note(filing, "read_back_failed", {"code": error.code})
            raise HumanNeeded(
                f"hồ sơ đã được nhận ({_number(filing)}), nhưng chưa đọc lại được để so: "
                f"{error}. Chạy lại cùng lệnh để so; không có gì được nộp lần nữa"
            ) from error

    async def _verify(self, session: Session, filing: Filing) -> Filing:
        platform, journal = session.platform, self._desk.journal
        record = await platform.record(_number(filing))
        wanted = (
            *platform.expected(self._request, self._ready.declaration),
            *platform.stored(self._request),
        )
        differences = compare(record, wanted, self._request.papers)
        async with self._keeper.picturing(session, "record"):
            receipt = await self._keeper.receipt(session, record)
            newest = await self._listed(filing, platform.glance())
        received = journal.receive(filing, receipt, how="record")
        if told := platform.due(record):
            received = journal.owe(received, as_recorded(received.due, told), by="record")
        others = await self._listed(received, self._twins(session, received, newest))
        fault = self._unequal(received, differences, others)
        return journal.verify(received, verified=fault is None, fault=fault)

    async def _twins(
        self, session: Session, filing: Filing, newest: Sequence[Listed]
    ) -> tuple[str, ...]:
        """Other records of this very dossier."""
        wanted = session.platform.expected(self._request, self._ready.declaration)
        sought = Sought.of(self._ready, self._request, wanted, self._intended_at(filing))
        return await twins(
            session.platform,
            sought,
            _number(filing),
            self._desk.delays,
            newest=newest,
            others=lambda: self._others(filing),
        )

    async def _listed(self, filing: Filing, look: Awaitable[Sequence[T]]) -> Sequence[T]:
        """What a look at the list gives. A list that cannot be read is no reason to doubt."""
        try:
            return await look
        except SessionLost:
            raise
        except PortalError as error:
            self._desk.journal.note(filing, "list_not_read", {"code": error.code})
            return ()

    def _unequal(
        self, filing: Filing, differences: Sequence[Difference], others: Sequence[str]
    ) -> Fault | None:
        """Why the stored record is not the dossier, kept as a report; `None` where it is."""
        number = _number(filing)
        if differences:
            self._keeper.differences(differences)
        if others:
            return Fault(
                "two_records",
                f"cổng tạo nhiều hồ sơ từ một lần nộp: {number} và {', '.join(others)}; cần một "
                "người đề nghị nơi tiếp nhận hủy hồ sơ thừa",
            )
        if not differences:
            return None
        places = ", ".join(sorted({d.place for d in differences}))
        return Fault("not_verified", f"đã nhận ({number}) nhưng cổng lưu khác hồ sơ ở: {places}")

    def _others(self, filing: Filing) -> set[str]:
        """The numbers of other filings."""
        return self._desk.journal.receipts(filing.portal) - {_number(filing)}

    def _intended_at(self, filing: Filing) -> datetime | None:
        """When the last click was meant; also after it was answered."""
        if filing.intent:
            return filing.intent.at
        history = reversed(self._desk.journal.history(filing.id))
        last = next((event["at"] for event in history if event["kind"] == "intent"), None)
        return None if last is None else datetime.fromisoformat(last)

    async def _delays(self) -> Delays:
        """The portal's delays as they are now, and at least those of the run's beginning."""
        now = await while_unavailable(lambda: delays_of(self._desk.portal))
        return now.at_least(self._desk.delays)

    def tell(self, kind: Literal["step", "note"], text: str) -> None:
        """Tells whoever watches the run."""
        self._desk.tell(Event(kind, self._request.reference, self._ready.path, text))


def _number(filing: Filing) -> str:
    return filing.receipt.number if filing.receipt else ""
