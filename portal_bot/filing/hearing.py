"""A person's word about an uncertain filing, checked against the portal."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.browser import trouble
from portal_bot.errors import HumanNeeded, PortalBotError, PortalChanged, UsageError
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.keep import Keeper
from portal_bot.filing.reconcile import uncertain
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.filing.search import Match, search
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalPort, Receipt

RESOLVED = "resolved"
NOT_RECEIVED = "a person: not received"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person says.

    Attributes:
        received: the dossier number they found; `None`: the portal has nothing.
        by: who they are.
        offline: whether the portal is left alone: their word is taken as it is.
    """

    received: str | None
    by: str
    offline: bool = False


class Hearing:
    """One uncertain filing, one person's word, and the portal to check it against.

    Args:
        desk: with the journal that knows the filing.
        ready: the dossier as it was sent.
        filing: the filing.
        decision: the word.
    """

    def __init__(self, desk: Desk, ready: Ready, filing: Filing, decision: Decision) -> None:
        request = desk.request(ready, filing.id)
        self._journal = desk.journal
        self._desk = desk
        self._ready = ready
        self._decision = decision
        self._filing = uncertain(filing, desk.journal)
        self._keeper = Keeper(desk, ready, request)
        self._lookup = AccountList(desk, ready, request, self._keeper)

    async def settle(self) -> FilingReport:
        """Checks the word and writes it down; errors as `resolve`."""
        error: PortalBotError | None = None
        try:
            with trouble.told():
                async with self._desk.session() as session:
                    await self._lookup.sign_in(session, self._filing)
                    error = await self._settle(session)
        finally:
            self._filing = self._journal.by_key(self._filing.key) or self._filing
            self._keeper.summarise(self._filing)
        return of_filing(self._filing, self._ready.path, error=error)

    async def _settle(self, session: Session) -> HumanNeeded | None:
        """Returns why the record could not be compared, after the word was written down."""
        number = self._decision.received
        if number is None:
            await self._refuse_if_listed(session)
            # The word before its effect: a kill between the two leaves on record who decided what.
            note(self._journal, self._filing, self._decision)
            self._journal.release(self._filing, NOT_RECEIVED)
            return None
        await self._refuse_other_dossier(session, number)
        note(self._journal, self._filing, self._decision)
        self._filing = self._journal.receive(self._filing, Receipt(number), how="person")
        try:
            await self._lookup.read_back(session, self._filing)
        except HumanNeeded as error:
            return error
        return None

    async def _refuse_other_dossier(self, session: Session, number: str) -> None:
        sought = self._lookup.sought(session, self._filing)
        try:
            record = await self._lookup.signed_in(
                session, self._filing, lambda: session.platform.record(number)
            )
        except PortalChanged as error:
            raise UsageError(
                f"tài khoản của hồ sơ không có hồ sơ {number} trên cổng ({error}); chưa ghi gì"
            ) from error
        # The home's own word counts for more than what the record shows.
        held = number in self._journal.receipts(self._filing.portal, self._filing.world)
        if held or sought.judge(record) is Match.NOT:
            raise UsageError(
                f"hồ sơ {number} trên cổng là hồ sơ khác, không phải {self._filing.id}: xem lại số "
                "(thủ tục, người được làm, ô ghi chú); chưa ghi gì"
            )

    async def _refuse_if_listed(self, session: Session) -> None:
        await self._lookup.settled(self._filing)
        sought = self._lookup.sought(session, self._filing)
        found = await self._lookup.signed_in(
            session, self._filing, lambda: search(session.platform, sought)
        )
        if found.ours:
            raise UsageError(
                f"cổng đang có hồ sơ mang mã {self._filing.id}: {', '.join(found.ours)}; dùng "
                "--received với số ấy. Chưa ghi gì"
            )


def note(journal: JournalPort, filing: Filing, decision: Decision) -> None:
    """Who decided what, and how; when, the journal says itself."""
    said = "not_received" if decision.received is None else "received"
    how = "offline" if decision.offline else "portal"
    detail = {"decision": said, "number": decision.received, "by": decision.by, "how": how}
    journal.note(filing, RESOLVED, detail)
