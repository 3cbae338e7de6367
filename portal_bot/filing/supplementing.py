"""Sends what the office asked for to the dossier it has: once, read back, never as a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from portal_bot.browser import trouble
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    NotThere,
    PortalBotError,
    PortalUnavailable,
    SubmissionUncertain,
    UsageError,
)
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.commit import CommitPoint
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.file import SENDS, to_the_end
from portal_bot.filing.hearing import NOT_RECEIVED
from portal_bot.filing.keep import Keeper
from portal_bot.filing.reconcile import settle
from portal_bot.filing.search import has_reference
from portal_bot.filing.supplement_book import (
    SentFile,
    Supplement,
    SupplementBook,
    last_supplement,
    next_count,
    reference,
)
from portal_bot.form.text import label_key
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Receipt, State
from portal_bot.moments import day
from portal_bot.office_states import state_of
from portal_bot.portals.roles import Paper, Record
from portal_bot.portals.told_office import Added, ToldOffice
from portal_bot.run.events import Event

READ_S = 60.0


@dataclass(frozen=True, slots=True)
class SupplementReport:
    """What became of a supplement.

    Attributes:
        id: the dossier's id.
        path: its file.
        number: its dossier number.
        state: `received`, `verified`, or `uncertain`.
        files: how many were added.
        sent: whether this run sent it.
        rows: where the record shows other files than were sent.
    """

    id: str
    path: Path
    number: str
    state: str
    files: int
    sent: bool
    rows: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 only where the record shows just what was sent."""
        return 0 if self.state == State.VERIFIED else HumanNeeded.exit_code

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "path": str(self.path),
            "number": self.number,
            "state": self.state,
            "files": self.files,
            "sent": self.sent,
            "rows": list(self.rows),
        }


class Supplementing:
    """One supplement of one dossier.

    Args:
        desk: the run's home, journal, portal, browser and people.
        ready: the dossier with the added papers.
        filing: the same dossier, received.
        number: its number, where the office gave it another one since; left out: its receipt's.
    """

    def __init__(self, desk: Desk, ready: Ready, filing: Filing, number: str = "") -> None:
        self._desk = desk
        self._ready = ready
        self._filing = filing
        self._number = number or (filing.receipt.number if filing.receipt else "")
        request = desk.request(ready, filing.id)
        self._papers = request.papers
        self._keeper = Keeper(desk, ready, request)
        self._lookup = AccountList(desk, ready, request, self._keeper)
        self._sent = False
        self._rows: tuple[str, ...] = ()

    async def send(self) -> SupplementReport:
        """Sends it, or finds out that it was sent.

        Raises:
            DossierError: nothing was added, or the office asks for nothing.
            PortalRejected, PortalUnavailable: nothing was sent; say it again.
            SubmissionUncertain: it may be there: a person decides.
            HumanNeeded: the record is not this home's to add to.
        """
        # Each sending may need a round of its own that finds out what became of it.
        for _ in range(2 * SENDS):
            with trouble.told():
                async with self._desk.session(adding=True) as session:
                    # From the first page on: no other request belongs to this.
                    session.gate.narrow()
                    await self._lookup.sign_in(session, self._filing)
                    await self._one_round(session)
            last = self._last()
            if last is not None and last.verified is not None and not last.is_open:
                return self._report(last)
        raise PortalUnavailable(
            f"đã gửi bổ sung {SENDS} lần, hồ sơ trên cổng cho thấy chưa nhận lần nào; chạy lại "
            "cùng lệnh khi cổng ổn hơn"
        )

    async def hear(self, *, received: bool, by: str) -> SupplementReport | None:
        """A person's word about one that is open, checked against the record; sends nothing.

        Returns the report; `None`: it was not received, and may be sent.

        Raises:
            UsageError: the record contradicts the word.
        """
        with trouble.told():
            async with self._desk.session() as session:
                session.gate.read_only()
                await self._lookup.sign_in(session, self._filing)
                last = self._last()
                if last is None or not last.is_open:
                    return None
                await settle(self._desk.delays, resumed_s=monotonic() - self._desk.started_s)
                record = await self._record(session)
        shown = self._own(record, last.count) is not None
        if shown is not received:
            there = "có ghi" if shown else "không ghi"
            raise UsageError(
                f"hồ sơ {self._number} trên cổng {there} lần bổ sung "
                f"{reference(self._filing, last.count)}; chưa ghi gì. Xem lại hồ sơ ấy trên cổng"
            )
        book = self._book(last)
        book.resolved("received" if received else "not_received", by, "portal")
        if not received:
            book.release(NOT_RECEIVED)
            return None
        book.receive(book.about_to_be_sent(), Receipt(self._number), how="person")
        self._read_back(record, last)
        return self._report(self._last() or last)

    async def _one_round(self, session: Session) -> None:
        """Settles what is open, else sends; then reads back."""
        last = self._last()
        if last is not None and last.is_open:
            await self._reconcile(session, last)
            return
        record = await self._record(session)
        if last is not None and last.state is State.RECEIVED and last.verified is None:
            self._read_back(record, last)
            return
        asked, office = self._asked(record, last)
        papers = added_papers(self._papers, record, office)
        if not papers:
            raise DossierError(
                "hồ sơ chưa có giấy tờ nào ngoài những tệp cổng đã giữ: thêm tệp vào mục papers "
                f"rồi chạy lại. Cơ quan cần: {'; '.join(office.asked)}",
                field="papers",
            )
        await self._commit(session, papers, asked, next_count(last))

    async def _commit(
        self, session: Session, papers: Sequence[Paper], asked: str, count: int
    ) -> None:
        files = [
            SentFile(paper.row, len(paper.content(place)))
            for paper in papers
            for place in range(len(paper.files))
        ]
        book = SupplementBook(self._desk.journal, self._filing, count, asked, files)
        note = f"Bổ sung theo yêu cầu, mã {reference(self._filing, count)}"
        screen = await session.platform.open_supplement(self._number, papers, note)
        await self._keeper.picture(session, f"supplement-{count}", whole=True)
        # Before anything is sent: what is kept stands in the list, whatever comes after.
        self._keeper.seal(self._filing)
        session.gate.insist()
        await self._desk.turn(self._filing)
        self._tell("Gửi bổ sung")
        point = CommitPoint(book, screen, session.gate, book.about_to_be_sent())
        self._sent = True
        try:
            await to_the_end(point.pass_over())
        except SubmissionUncertain:
            # The history holds the doubt; the next round reconciles it.
            return
        except PortalBotError:
            self._sent = False
            raise
        session.gate.read_only()
        last = self._last()
        # A page that is still being handed its answer is left alone: the next round has another.
        if last is not None and await screen.land():
            self._read_back(await self._record(session), last)

    async def _reconcile(self, session: Session, last: Supplement) -> None:
        """Decides by the record: it shows the supplement's own mark, or it is proved absent.

        Raises:
            SubmissionUncertain: neither.
        """
        self._tell("đối chiếu với hồ sơ trên cổng")
        book = self._book(last)
        own = self._sent
        running_s = monotonic() - self._desk.started_s
        await settle(self._desk.delays, resumed_s=None if own else running_s)
        record = await self._record(session)
        if self._own(record, last.count) is not None:
            book.receive(book.about_to_be_sent(), Receipt(self._number), how="reconciliation")
            self._read_back(record, last)
            return
        asks = record.office is not None and state_of(record.office.words) == "supplement"
        if asks and self._desk.delays.list_lag_s is not None:
            book.release("the record, settled, still asks and shows no such supplement")
            self._sent = False
            return
        why = (
            "cơ quan không còn yêu cầu bổ sung, mà hồ sơ không ghi lần bổ sung này"
            if not asks
            else "không ai biết cổng cập nhật hồ sơ chậm đến mức nào"
        )
        if last.state is not State.UNCERTAIN:
            book.disown(why)
        raise SubmissionUncertain(
            f"không rõ lần bổ sung {last.count} của hồ sơ {self._number} đã được nhận hay chưa: "
            f"{why}. Không gửi lại. Cần một người mở hồ sơ ấy trên cổng, tìm mã "
            f"{reference(self._filing, last.count)} ở phần đã bổ sung, rồi ghi quyết định: "
            f"`portal-bot resolve {self._filing.id} --received {self._number}` hoặc "
            "`--not-received`"
        )

    def _read_back(self, record: Record, last: Supplement) -> None:
        """Compares what the record shows of it with what was sent."""
        book, shown = self._book(last), self._own(record, last.count)
        if shown is None:
            book.disown("the record does not show what the answer told of")
            return
        wanted = Counter((one.row, one.size) for one in last.files)
        found = Counter((one.row, one.size) for one in shown.papers)
        # A paper that was not asked for by its name lies in the row for others.
        differing = sizes(wanted) - sizes(found) or sizes(found) - sizes(wanted)
        rows = sorted({row for row, size in (wanted - found) if size in differing})
        self._rows = tuple(rows)
        book.verify(verified=not differing, rows=rows)

    def _asked(self, record: Record, last: Supplement | None) -> tuple[str, ToldOffice]:
        """Which request of the office is answered.

        Raises:
            DossierError: there is none, or it was answered.
            HumanNeeded: the record carries another home's mark.
        """
        note, office = record.reference or "", record.office
        if has_reference(note) and self._filing.id not in note:
            raise HumanNeeded(
                f"hồ sơ {self._number} trên cổng mang mã của một nơi khác, không phải "
                f"{self._filing.id}: bổ sung ở máy đã nộp nó; ở đây không gửi gì"
            )
        if office is None or state_of(office.words) != "supplement" or not office.asked:
            words = office.words if office else "không rõ"
            raise DossierError(
                f"cơ quan không yêu cầu bổ sung hồ sơ {self._number} (đang là “{words}”): không "
                "gửi gì, cũng không nộp hồ sơ mới"
            )
        since = next(
            (s.at for s in reversed(office.steps) if state_of(s.words) == "supplement"), None
        )
        asked = since.isoformat() if since else str(office.until)
        if last is not None and last.state is State.RECEIVED and last.asked == asked:
            until = f", hạn {day(office.until)}" if office.until else ""
            raise DossierError(
                f"đã gửi bổ sung cho yêu cầu này của hồ sơ {self._number} rồi{until}: không gửi "
                "lần nữa. Cổng chưa đổi trạng thái thì đợi, hoặc hỏi nơi tiếp nhận"
            )
        return asked, office

    def _own(self, record: Record, count: int) -> Added | None:
        mark = reference(self._filing, count)
        shown = record.office.added if record.office else ()
        return next((one for one in shown if mark in one.note.split()), None)

    async def _record(self, session: Session) -> Record:
        async with trouble.bounded(READ_S):
            try:
                return await session.platform.record(self._number, beside=True)
            except NotThere as error:
                raise HumanNeeded(
                    f"cổng không còn hồ sơ {self._number} ở tài khoản này: không gửi gì; chạy "
                    "`portal-bot track` để xem hồ sơ có số mới không"
                ) from error

    def _last(self) -> Supplement | None:
        return last_supplement(self._desk.journal.history(self._filing.id))

    def _book(self, last: Supplement) -> SupplementBook:
        return SupplementBook(
            self._desk.journal, self._filing, last.count, last.asked, list(last.files)
        )

    def _report(self, last: Supplement) -> SupplementReport:
        state = State.VERIFIED if last.verified else last.state
        return SupplementReport(
            id=self._filing.id,
            path=self._ready.path,
            number=self._number,
            state=state.value,
            files=len(last.files),
            sent=self._sent,
            rows=self._rows,
        )

    def _tell(self, text: str) -> None:
        self._desk.tell(Event("step", self._filing.id, self._ready.path, text))


def sizes(files: Counter[tuple[str, int]]) -> Counter[int]:
    """So many files of each size, whatever their rows."""
    counted = Counter[int]()
    for (_, size), many in files.items():
        counted[size] += many
    return counted


def added_papers(papers: Sequence[Paper], record: Record, office: ToldOffice) -> tuple[Paper, ...]:
    """The dossier's files that the portal does not hold yet, by paper.

    A file is held where the record shows one of its name and size, in the papers or among what was
    added before.
    """
    held = Counter((one.name, one.size) for one in record.papers)
    held += Counter((one.name, one.size) for added in office.added for one in added.papers)
    found = []
    for paper in papers:
        places = []
        for place, file in enumerate(paper.files):
            one = (file.name, file.stat().st_size)
            if held[one] > 0:
                held[one] -= 1
            else:
                places.append(place)
        if places:
            digests = tuple(paper.digests[p] for p in places) if paper.digests else ()
            files = tuple(paper.files[p] for p in places)
            found.append(replace(paper, files=files, digests=digests))
    asked = {label_key(one) for one in office.asked}
    # What was asked for by its name first: it is what the office looks for.
    return tuple(sorted(found, key=lambda paper: label_key(paper.row) not in asked))


def known_filing(desk: Desk, ready: Ready) -> Filing:
    """The filing that a dossier is, received.

    Raises:
        UsageError: it was never filed from here.
        DossierError: the portal has not received it, as far as anybody knows.
    """
    filing = desk.journal.by_key(desk.identity.key_of(ready))
    if filing is None:
        raise UsageError(
            f"{ready.path.name}: chưa có hồ sơ nào nộp từ đây cho việc này, nên không có gì để bổ "
            "sung; nộp lần đầu bằng `portal-bot submit`"
        )
    desk.journal.insist_sound(filing.id)
    if not filing.is_received:
        raise DossierError(
            f"{ready.path.name}: cổng chưa nhận hồ sơ {filing.id} ({filing.state}); chạy "
            "`portal-bot submit` để làm cho xong trước"
        )
    return filing
