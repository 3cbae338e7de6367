"""What the portal has of one filing: looked up after a lost answer, read back after a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeVar

from portal_bot.browser import trouble
from portal_bot.errors import (
    HumanNeeded,
    NotThere,
    PortalBotError,
    PortalChanged,
    SessionLost,
)
from portal_bot.filing import drafts
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.events import Event
from portal_bot.filing.keep import Keeper
from portal_bot.filing.look import (
    LOOKED,
    MOST_SHOWN,
    Look,
    Looked,
    digest,
    submitter_digest,
)
from portal_bot.filing.payment import as_recorded
from portal_bot.filing.prepare import Preparation
from portal_bot.filing.readback import Difference, compare, content_differences
from portal_bot.filing.ready import Ready
from portal_bot.filing.reconcile import reconcile, settle
from portal_bot.filing.search import Findings, Sought, has_reference
from portal_bot.filing.twins import twins
from portal_bot.journal import Fault, Filing, Receipt, State, last_intent
from portal_bot.portals.base import Overview, Record, Request
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.retry import while_unavailable

T = TypeVar("T")

# The journal's line that says whether the bytes of the stored scans were compared.
CONTENTS = "contents"
# How often the list is asked for before the click, while the portal is in trouble.
LOOKS = 2


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
                    return await work()
            except SessionLost:
                lost = True
                raise

        return await while_unavailable(once, before_sleep=lambda e: self.tell("note", f"đợi: {e}"))

    async def settled(self, filing: Filing) -> Delays:
        """Waits until the list must show what was sent, if it was; returns what was waited for."""
        died = filing.state is State.FILING or self._made_before(filing)
        delays = await self._delays()
        await settle(delays, resumed_at=self._desk.started_at if died else None)
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
        """What to look for on the list, once the request may have left."""
        history = self._desk.journal.history(filing.id)
        looked = Looked.last(history)
        filed = [f for f in self._desk.journal.all() if self._is_other(f, filing)]
        return replace(
            self._described(session, filing),
            known=frozenset(f.receipt.number for f in filed if f.receipt and f.verified),
            before=frozenset(looked.before),
            draft=drafts.sent(history),
            shown=frozenset((*looked.shown, *self._of_account(filed, looked.account))),
        )

    def _described(self, session: Session, filing: Filing) -> Sought:
        """The dossier itself."""
        journal = self._desk.journal
        wanted = session.platform.expected(self._request, self._ready.declaration)
        sought = Sought.of(self._ready, self._request, wanted, self._intended_at(filing))
        return replace(
            sought, is_another=lambda ref: ref != filing.id and journal.by_id(ref) is not None
        )

    @staticmethod
    def _is_other(one: Filing, filing: Filing) -> bool:
        return one.id != filing.id and one.portal == filing.portal and one.receipt is not None

    def _of_account(self, filed: Sequence[Filing], account: str) -> list[str]:
        """The newest receipts of other filings that went through this very account."""
        if not account:
            return []
        journal = self._desk.journal
        through = {of for of, event in journal.events([LOOKED]) if event["account"] == account}
        verified = [f.receipt.number for f in filed if f.verified and f.receipt and f.id in through]
        return verified[-MOST_SHOWN:]

    async def before_click(self, session: Session, filing: Filing, draft: str) -> Filing:
        """Looks whether the dossier is there already; adopts the record that is ours.

        Raises:
            HumanNeeded: it seems to be there, or nobody can tell. Nothing was sent.
            PortalUnavailable: the list could not be read just now.
        """
        journal, secret = self._desk.journal, self._desk.secret
        look = Look(
            session.platform,
            replace(self._described(session, filing), known=self._others(filing)),
            draft=draft,
            is_labelled=bool(self._ready.dossier.request),
            own_drafts=lambda: {e["draft"] for _, e in journal.events(drafts.KINDS)},
        )
        with trouble.told():
            number = await while_unavailable(look.take, attempts=LOOKS)
        if number is not None:
            journal.note(filing, "found", {"number": number, "by": "look"})
            return journal.receive(filing, Receipt(number), how="look")
        account = self._ready.dossier.account
        looked = look.looked(
            submitter=submitter_digest(secret, session.platform.submitter),
            account=digest(secret, [filing.portal, account.username]) if account else "",
        )
        journal.note(filing, LOOKED, looked.as_detail())
        return filing

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
        try:
            record = await platform.record(_number(filing))
        except NotThere:
            if await self._is_listed(session, filing):
                raise
            return self._disown(filing, "tài khoản không có hồ sơ mang số đó")
        if why := self._is_anothers(session, filing, record):
            return self._disown(filing, why)
        differences = self._differences(session, filing, record)
        async with self._keeper.picturing(session, "record"):
            differences += await self._contents(session, filing, record)
            receipt = await self._keeper.receipt(session, record)
            newest = await self._newest(session, filing)
        received = journal.receive(filing, receipt, how="record")
        if told := platform.due(record):
            received = journal.owe(received, as_recorded(received.due, told), by="record")
        others = await self._twins(session, received, newest)
        fault = self._unequal(received, differences, others)
        if fault is None:
            self._refuse_unread(received, others)
        return journal.verify(received, verified=fault is None, fault=fault)

    async def _is_listed(self, session: Session, filing: Filing) -> bool:
        """Whether the account's list shows its number, or cannot be relied on not to show it."""
        await self.settled(filing)
        seen = await session.platform.overview(beside=True)
        return bool(seen.doubts) or not seen.whole or _number(filing) in seen.numbers

    def _is_anothers(self, session: Session, filing: Filing, record: Record) -> str | None:
        """Why a record is plainly not ours, whatever number the portal gave us; `None`: it may be.

        The reference decides; a note that somebody rewrote says nothing.
        """
        platform, sought = session.platform, self._described(session, filing)
        note = platform.reference_in(record) or ""
        if self._request.reference in note:
            return None
        if has_reference(note):
            return "hồ sơ mang số đó có mã tham chiếu khác ở ô ghi chú"
        if sought.contradicted_by(platform, record):
            return "hồ sơ mang số đó là của việc khác hoặc người khác"
        return None

    def _disown(self, filing: Filing, why: str) -> Filing:
        """Takes the number for none of ours: the list decides what became of the request."""
        told = f"cổng báo số {_number(filing)}, nhưng {why}; sẽ đối chiếu với “Quản lý hồ sơ”"
        self.tell("note", told)
        intent = last_intent(self._desk.journal.history(filing.id))
        if intent is None:
            # It was never sent from here: the list showed it before, with our reference.
            raise HumanNeeded(told)
        return self._desk.journal.disown(filing, intent, told)

    def _differences(self, session: Session, filing: Filing, record: Record) -> list[Difference]:
        """Where the record is not the dossier: all of it, and whose account handed it in."""
        platform = session.platform
        wanted = (
            *platform.expected(self._request, self._ready.declaration),
            *platform.stored(self._request),
        )
        differences = compare(record, wanted, self._request.papers, own=platform.own_sections)
        said = submitter_digest(self._desk.secret, platform.submitter_in(record))
        known = Looked.last(self._desk.journal.history(filing.id)).submitter
        if known and said != known:
            place = ", ".join(platform.own_sections)
            differences.append(Difference(place, "account", "như ở màn hình kiểm tra", "khác"))
        return differences

    async def _contents(self, session: Session, filing: Filing, record: Record) -> list[Difference]:
        """Where the portal kept other bytes; it is noted whether all of them could be compared."""
        stored = [(p, await session.platform.stored_digest(p)) for p in record.papers]
        unread = [paper.row for paper, digest in stored if digest is None]
        if record.papers:
            told = "nội dung tệp chưa so" if unread else "nội dung tệp đã so"
            self._desk.journal.note(filing, CONTENTS, {"told": told})
        return content_differences(self._request.papers, stored)

    async def _newest(self, session: Session, filing: Filing) -> Overview:
        """The list down to what was there before the click; one that is not understood is told."""
        looked = Looked.last(self._desk.journal.history(filing.id))
        old = {*looked.before, *looked.shown}
        try:
            return await session.platform.overview(
                beside=True, enough=lambda lines: any(line.number in old for line in lines)
            )
        except PortalChanged as error:
            return Overview(doubts=(str(error),))

    async def _twins(self, session: Session, filing: Filing, newest: Overview) -> Findings:
        """Other records of this very dossier."""
        looked = Looked.last(self._desk.journal.history(filing.id))
        sought = replace(self._described(session, filing), before=frozenset(looked.before))
        return await twins(
            session.platform,
            sought,
            _number(filing),
            self._desk.delays,
            newest=newest,
            again=lambda: self._newest(session, filing),
            others=lambda: self._others(filing),
        )

    def _refuse_unread(self, filing: Filing, others: Findings) -> None:
        """What the list does not show for sure is looked at again by the next run.

        Raises:
            HumanNeeded: it may hold a second record.
        """
        if others.doubts:
            self._desk.journal.note(filing, "list_not_read", {"doubts": list(others.doubts)})
            raise HumanNeeded(
                f"đã nhận ({_number(filing)}), hồ sơ đã lưu đúng như hồ sơ nộp, nhưng chưa chắc "
                f"cổng không tạo thêm hồ sơ nào nữa: {'; '.join(others.doubts)}. Chạy lại cùng "
                "lệnh để xem lại; không có gì được nộp lần nữa"
            )

    def _unequal(
        self, filing: Filing, differences: Sequence[Difference], others: Findings
    ) -> Fault | None:
        """Why the stored record is not the dossier, kept as a report; `None` where it is."""
        number = _number(filing)
        if differences:
            self._keeper.differences(differences)
        if others.ours:
            return Fault(
                "two_records",
                f"cổng tạo nhiều hồ sơ từ một lần nộp: {number} và {', '.join(others.ours)}, cùng "
                f"mang mã {self._request.reference}; cần một người đề nghị nơi tiếp nhận hủy hồ "
                "sơ thừa",
            )
        if others.numbers:
            return Fault(
                "alike",
                f"đã nhận ({number}), nhưng từ lúc nộp trên cổng có thêm hồ sơ giống nó: "
                f"{', '.join(others.numbers)}; không hồ sơ nào trong đó mang mã của lần nộp này. "
                "Cần một người mở ra xem là việc khác hay là trùng; chưa chắc thì đừng hủy",
            )
        if not differences:
            return None
        places = ", ".join(sorted({d.place for d in differences}))
        return Fault("not_verified", f"đã nhận ({number}) nhưng cổng lưu khác hồ sơ ở: {places}")

    def _others(self, filing: Filing) -> set[str]:
        """The numbers of other filings."""
        return self._desk.journal.receipts(filing.portal) - {_number(filing)}

    def _made_before(self, filing: Filing) -> bool:
        return filing.intent is not None and filing.intent.at < self._desk.started_at

    def _intended_at(self, filing: Filing) -> datetime | None:
        """When the last click was meant; also after it was answered."""
        intent = filing.intent or last_intent(self._desk.journal.history(filing.id))
        return intent.at if intent else None

    async def _delays(self) -> Delays:
        """The portal's delays as they are now, and at least those of the run's beginning."""
        now = await while_unavailable(lambda: delays_of(self._desk.portal))
        return now.at_least(self._desk.delays)

    def tell(self, kind: Literal["step", "note"], text: str) -> None:
        """Tells whoever watches the run."""
        self._desk.tell(Event(kind, self._request.reference, self._ready.path, text))


def _number(filing: Filing) -> str:
    return filing.receipt.number if filing.receipt else ""
