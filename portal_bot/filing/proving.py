"""Received is not verified: the stored record is opened, is ours, is all of it, and is alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol

from portal_bot.errors import HumanNeeded, NotThere, PortalChanged
from portal_bot.filing import contents, record_marks
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.keep import Keeper
from portal_bot.filing.late_list import LateList
from portal_bot.filing.look import Looked, submitter_digest
from portal_bot.filing.payment import as_recorded
from portal_bot.filing.readback import Difference, compare, content_differences
from portal_bot.filing.search import Findings, Sought, has_reference
from portal_bot.filing.twins import twins
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing, last_intent
from portal_bot.portals.delays import Delays
from portal_bot.portals.roles import Overview, Record, Request


class ListReader(Protocol):
    """What is asked of whoever reads the account's list; see `AccountList`."""

    async def settled(self, filing: Filing) -> Delays:
        """Waits until the list must show what was sent."""

    def described(self, session: Session, filing: Filing) -> Sought:
        """The dossier, wherever it may be."""

    def others(self, filing: Filing) -> set[str]:
        """The numbers of other filings."""

    def late(self, session: Session, lag_s: float | None) -> LateList:
        """Waits for the account's list to show what was filed."""

    def tell(self, kind: Literal["step", "note"], text: str) -> None:
        """Tells whoever watches the run."""


class Unlisted(HumanNeeded):
    """The record is right; whether it is the only one, the list does not tell for sure."""


class Proving:
    """Proves of one filing what the portal stored under its number.

    Args:
        desk: the run's journal, portal and people.
        ready: the dossier.
        request: what is asked of the platform.
        keeper: where the evidence goes.
        lookup: reads the account's list for it.
    """

    def __init__(
        self, desk: Desk, ready: Ready, request: Request, keeper: Keeper, lookup: ListReader
    ) -> None:
        self._desk = desk
        self._ready = ready
        self._request = request
        self._keeper = keeper
        self._lookup = lookup

    async def verify(self, session: Session, filing: Filing) -> Filing:
        """Opens the record of the filing's number, compares all of it, looks for a second one.

        Returns:
            The filing: verified, or received with what differs; or uncertain, where the number is
            proved to be none of ours.

        Raises:
            Unlisted: all is equal, but the list does not tell whether it is the only record.
            PortalError: record or list could not be read.
        """
        platform, journal = session.platform, self._desk.journal
        try:
            record = await platform.record(_number(filing))
        except NotThere:
            if not await self._is_listed(session, filing):
                return self._disown(filing, "tài khoản không có hồ sơ mang số đó")
            # What the list shows by now, its own page may show as well.
            record = await platform.record(_number(filing))
        if why := self._is_anothers(session, filing, record):
            return self._disown(filing, why)
        differences = self._differences(session, filing, record)
        async with self._keeper.picturing(session, "record"):
            differences += await self._contents(session, filing, record)
            receipt = await self._keeper.receipt(session, record)
            newest = await self._newest(session, filing)
        # First the record's own dates: they are true also where the comparison is not.
        received = journal.receive(filing, receipt, how="record")
        if told := record.due:
            received = journal.owe(received, as_recorded(received.due, told), by="record")
        others = await self._twins(session, received, newest)
        fault = self._unequal(received, differences, others)
        if fault is None:
            self._refuse_unread(received, others, self._desk.portal.own_list)
            # What is changed later is seen by them.
            marks = record_marks.record_marks(self._desk.secret, record)
            journal.note(received, record_marks.KIND, {"marks": marks})
        return journal.verify(received, verified=fault is None, fault=fault)

    async def _is_listed(self, session: Session, filing: Filing) -> bool:
        """Whether the account's list shows its number, or cannot be relied on not to show it."""
        number, delays = _number(filing), await self._lookup.settled(filing)
        seen = await session.platform.overview(beside=True)
        if delays.list_lag_s is None:
            late = self._lookup.late(session, None)
            seen = await late.read(
                seen,
                lambda one: number in one.numbers or bool(one.doubts),
                lambda: session.platform.overview(beside=True),
            )
        return bool(seen.doubts) or not seen.whole or number in seen.numbers

    def _is_anothers(self, session: Session, filing: Filing, record: Record) -> str | None:
        """Why a record is plainly not ours, whatever number the portal gave us; `None`: it may be.

        The reference decides; a note that somebody rewrote says nothing.
        """
        sought = self._lookup.described(session, filing)
        note = record.reference or ""
        if self._request.reference in note:
            return None
        if has_reference(note):
            return "hồ sơ mang số đó có mã tham chiếu khác ở ô ghi chú"
        if sought.contradicted_by(record):
            return "hồ sơ mang số đó là của việc khác hoặc người khác"
        return None

    def _disown(self, filing: Filing, why: str) -> Filing:
        """Takes the number for none of ours: the list decides what became of the request."""
        told = f"cổng báo số {_number(filing)}, nhưng {why}; sẽ đối chiếu với danh sách của cổng"
        self._lookup.tell("note", told)
        intent = last_intent(self._desk.journal.history(filing.id))
        if intent is None:
            # It was never sent from here: the list showed it before, with our reference.
            raise HumanNeeded(told)
        return self._desk.journal.disown(filing, intent, told)

    def _differences(self, session: Session, filing: Filing, record: Record) -> list[Difference]:
        """Where the record is not the dossier: all of it, and whose account handed it in."""
        platform = session.platform
        wanted = (
            *platform.expected(self._request, self._ready.entries),
            *platform.stored(self._request),
        )
        differences = compare(record, wanted, self._request.papers, own=platform.own_sections)
        said = submitter_digest(self._desk.secret, record.submitter)
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
            told = contents.NOT_COMPARED if unread else contents.COMPARED
            self._desk.journal.note(filing, contents.KIND, {"told": told})
        return content_differences(self._request.papers, stored)

    async def _newest(self, session: Session, filing: Filing) -> Overview:
        """The list down to what was there before the click; one that is not understood is told."""
        looked = Looked.last(self._desk.journal.history(filing.id))
        old = {*looked.before, *looked.shown}
        try:
            return await session.platform.overview(
                beside=True, enough=lambda lines: any(line.number in old for line in lines)
            )
        # No reason to give the receipt up: it is told as a doubt, after all that is sure.
        except PortalChanged as error:
            return Overview(doubts=(str(error),))

    async def _twins(self, session: Session, filing: Filing, newest: Overview) -> Findings:
        """Other records of this very dossier."""
        looked = Looked.last(self._desk.journal.history(filing.id))
        sought = replace(self._lookup.described(session, filing), before=frozenset(looked.before))
        return await twins(
            session.platform,
            sought,
            _number(filing),
            self._lookup.late(session, self._desk.delays.list_lag_s),
            newest=newest,
            again=lambda: self._newest(session, filing),
            others=lambda: self._lookup.others(filing),
        )

    def _refuse_unread(self, filing: Filing, others: Findings, where: str) -> None:
        """What the list does not show for sure is looked at again by the next run.

        Raises:
            Unlisted: it may hold a second record.
        """
        if others.doubts:
            self._desk.journal.note(filing, "list_not_read", {"doubts": list(others.doubts)})
            raise Unlisted(
                f"đã nhận ({_number(filing)}), hồ sơ đã lưu đúng như hồ sơ nộp, nhưng chưa chắc "
                f"cổng không tạo thêm hồ sơ nào nữa: {'; '.join(others.doubts)}. Mở “{where}” của "
                "tài khoản ấy, xem có đúng một hồ sơ như vậy không; hoặc để sau chạy lại cùng lệnh "
                "để xem lại. Không có gì được nộp lần nữa"
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


def _number(filing: Filing) -> str:
    return filing.receipt.number if filing.receipt else ""
