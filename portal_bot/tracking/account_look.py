"""One look at one account: its list first, then the records whose line changed or that need it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from portal_bot import clock
from portal_bot.browser import trouble
from portal_bot.catalogue.names import plain
from portal_bot.dossier.model import SignInWay
from portal_bot.errors import NotThere, PortalChanged, SessionLost
from portal_bot.evidence.manifest import hashed
from portal_bot.filing.account_list import LOOK_S
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.prepare import STEP_S
from portal_bot.journal import Filing
from portal_bot.moments import in_vietnam, printed_moment
from portal_bot.office_states import WAITING, state_of
from portal_bot.portals.roles import Listed, Overview, Record
from portal_bot.portals.told_office import OfferedResult
from portal_bot.registry import title_of
from portal_bot.retry import while_unavailable
from portal_bot.strongbox.box import box_of, is_kept
from portal_bot.tracking.followed import (
    MISSING,
    ODD_RESULT,
    RENUMBERED,
    RESULT,
    Followed,
)
from portal_bot.tracking.office_log import OfficeLog, is_backwards
from portal_bot.tracking.result_check import kept_name, odd, safe_name

T = TypeVar("T")
RESULTS, ASIDE = "results", "de-rieng"


class AccountLook:
    """Looks after the dossiers of one account. Nothing here sends anything.

    Args:
        desk: the run's journal, portal and people.
        session: a page of its own, whose gate lets nothing be filed.
        username: the account.
        log: writes down what is seen.

    Attributes:
        backwards: of which dossiers a clock runs backwards.
        errors: what of a dossier is not understood; the others go on.
    """

    def __init__(self, desk: Desk, session: Session, username: str, log: OfficeLog) -> None:
        self._desk = desk
        self._session = session
        self._username = username
        self._log = log
        self.backwards: set[str] = set()
        self.errors: dict[str, PortalChanged] = {}

    async def follow(self, filings: Sequence[Filing]) -> None:
        """Asks after these, and writes down what is new.

        Raises:
            HumanNeeded: there is no password, or the portal refuses it.
            PortalError: the portal is in trouble, or is not the one we know.
        """
        await while_unavailable(self._sign_in)
        told = {one.number: one for one in map(self._log.known, filings)}
        wanted = set(told)
        seen: set[str] = set()

        def enough(lines: Sequence[Listed]) -> bool:
            seen.update(line.number for line in lines)
            return wanted <= seen

        listing = await self._asked(
            lambda: self._session.platform.overview(beside=True, enough=enough)
        )
        lines = {line.number: line for line in listing.lines}
        for number, one in told.items():
            try:
                await self._one(one, lines.get(number), listing)
            except PortalChanged as error:
                self.errors[one.filing.id] = error

    async def _one(self, told: Followed, line: Listed | None, listing: Overview) -> None:
        if is_backwards(told, clock.now()):
            self.backwards.add(told.filing.id)
        if line is not None and not self._needs(told, line):
            if not told.turns:
                self._log.take_line(told, line, printed_moment(line.filed))
            return
        try:
            record = await self._record(told.number)
        except NotThere:
            found = await self._renumbered(told, listing)
            if found is None:
                self._lost(told, listing)
                return
            record = found
        self._take(told, record)
        await self._result(self._log.known(told.filing), record)

    def _take(self, told: Followed, record: Record) -> None:
        steps = record.office.steps if record.office else ()
        if is_backwards(told, clock.now(), steps):
            self.backwards.add(told.filing.id)
        self._log.take(told, record)

    @staticmethod
    def _needs(told: Followed, line: Listed) -> bool:
        """Whether its record may tell more than its line."""
        if not told.turns:
            return state_of(line.status) != "registered"
        if told.missing or plain(told.words) != plain(line.status):
            return True
        # Asked for anew, put off or late: the line stays as it was.
        waits = told.state in WAITING or told.state is None
        open_supplement = told.supplement is not None and told.supplement.is_open
        no_result = told.state in {"resolved", "returned"} and told.result is None
        return waits or open_supplement or no_result or told.overdue(clock.today())

    async def _renumbered(self, told: Followed, listing: Overview) -> Record | None:
        """The record that carries our mark under another number."""
        held = self._desk.journal.receipts(told.filing.portal, told.filing.world)
        for line in listing.lines:
            if line.number in held or not _may_be(told.filing, line):
                continue
            record = await self._record(line.number)
            if told.filing.id in (record.reference or ""):
                self._log.note(told, RENUMBERED, number=line.number, was=told.number)
                return record
        return None

    def _lost(self, told: Followed, listing: Overview) -> None:
        """The portal says that the account has it no more; its list must not say otherwise.

        Raises:
            PortalChanged: it does.
        """
        if told.number in listing.numbers:
            raise PortalChanged(f"cổng không mở được hồ sơ {told.number}, mà danh sách vẫn ghi nó")
        if not told.missing:
            self._log.note(told, MISSING, number=told.number)

    async def _result(self, told: Followed, record: Record) -> None:
        """Fetches a result that is there and not here yet; what is not one is set aside."""
        offered = record.office.result if record.office else None
        if offered is None or (told.result is not None and is_kept(told.result)):
            return
        content = await self._asked(lambda: self._session.platform.result(offered))
        why = odd(content, offered, told.number)
        place = self._keep(told, offered, content, aside=why is not None)
        if why is None:
            self._log.note(told, RESULT, file=str(place), size=len(content), sha256=hashed(place))
        elif why != told.odd_result:
            self._log.note(told, ODD_RESULT, file=str(place), why=why, sha256=hashed(place))

    def _keep(self, told: Followed, offered: OfferedResult, content: bytes, *, aside: bool) -> Path:
        folder = self._desk.home / RESULTS / self._desk.portal.name / safe_name(told.number)
        if told.filing.world:
            folder = folder.with_name(f"{folder.name}-{safe_name(told.filing.world)}")
        folder = folder / ASIDE if aside else folder
        box = box_of(self._desk.home)
        return box.keep(folder / kept_name(offered.name), content, told.filing.id)

    async def _record(self, number: str) -> Record:
        return await self._asked(lambda: self._session.platform.record(number, beside=True))

    async def _asked(self, work: Callable[[], Awaitable[T]]) -> T:
        """Asks once more while the portal is in trouble, later each time; signs in where needed."""
        lost = False

        async def once() -> T:
            nonlocal lost
            if lost:
                await self._sign_in()
            try:
                with trouble.told():
                    async with trouble.bounded(LOOK_S):
                        return await work()
            except SessionLost:
                lost = True
                raise

        return await while_unavailable(once)

    async def _sign_in(self) -> None:
        if self._session.platform.signs_in is SignInWay.VNEID:
            await self._session.platform.sign_in_in_person(self._username)
            return
        password = self._desk.password(self._username)

        async def enter(username: str, password: str) -> None:
            with trouble.told():
                async with trouble.bounded(STEP_S):
                    await self._session.platform.sign_in(username, password)

        await self._desk.sign_ins.sign_in(self._username, password, enter)


def _may_be(filing: Filing, line: Listed) -> bool:
    """Whether a line may be the same dossier: its procedure, and when it was handed in."""
    if plain(line.procedure) != plain(title_of(filing.procedure)):
        return False
    received = filing.receipt.received_at if filing.receipt else None
    filed = printed_moment(line.filed)
    if received is None or filed is None:
        return True
    moment = in_vietnam(datetime.fromisoformat(received))
    return moment.replace(second=0, microsecond=0) == filed.replace(second=0)
