"""A person decides an uncertain filing, having looked where the program could not decide."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portal_bot import privacy, settings
from portal_bot.browser import trouble
from portal_bot.catalogue.procedures import procedure as facts_of
from portal_bot.checking import check_paths
from portal_bot.dossier.places import agency
from portal_bot.errors import HumanNeeded, PortalBotError, PortalChanged, UsageError
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.file import key_of
from portal_bot.filing.holding import held
from portal_bot.filing.keep import Keeper
from portal_bot.filing.lookup import Lookup
from portal_bot.filing.opening import JOURNAL, Options, open_desk
from portal_bot.filing.ready import Ready
from portal_bot.filing.reconcile import uncertain
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.filing.search import Match, search
from portal_bot.journal import Filing, Journal, JournalPort, Receipt
from portal_bot.portals.profile import Portal, choose

RESOLVED = "resolved"
NOT_RECEIVED = "a person: not received"
REMEDY = "; thêm --offline để chỉ ghi quyết định, không so với cổng"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must look at before they decide.

    Attributes:
        filing: the uncertain filing.
        procedure: the procedure's official name.
        sent_at: the last click, ISO 8601 with its offset.
        candidates: the numbers that were seen on the list and may be it.
    """

    filing: Filing
    procedure: str
    sent_at: str
    candidates: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "id": self.filing.id,
            "path": self.filing.path,
            "portal": self.filing.portal,
            "procedure": self.procedure,
            "reference": self.filing.id,
            "sent_at": self.sent_at,
            "candidates": list(self.candidates),
        }


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


def question(filing_id: str, home: Path | None = None) -> Question:
    """What to look at; reads the journal only.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
    """
    with _journal(settings.home(home)) as journal:
        return asked_of(journal, filing_id)


def asked_of(journal: JournalPort, filing_id: str) -> Question:
    """`question`, of any journal."""
    filing = still_open(journal, filing_id)
    history = journal.history(filing.id)
    seen = [event["candidates"] for event in history if event["kind"] == "undecidable"]
    facts = facts_of(filing.procedure)
    sent = filing.intent.at.astimezone().isoformat(timespec="seconds") if filing.intent else ""
    return Question(
        filing, facts.name if facts else filing.procedure, sent, tuple(seen[-1]) if seen else ()
    )


async def resolve(filing_id: str, decision: Decision, options: Options) -> FilingReport:
    """Settles an uncertain filing by a person's word.

    With the portal at hand the word is checked: the named record is opened, must be no other
    dossier, and is read back; "not received" must not contradict the list.

    Raises:
        UsageError: no such filing, not uncertain, or the word contradicts the portal.
        HumanNeeded: it is too early to say "not received".
        PortalError: the portal cannot be read; say it again, or with `offline`.
    """
    asked = question(filing_id, options.home).filing
    portal = portal_of(asked, options)
    refuse_no_number(decision, portal)
    if decision.offline:
        home = settings.home(options.home)
        with held(home), _journal(home) as journal:
            return decide_offline(journal, still_open(journal, filing_id), decision, portal)
    ready = _ready(asked, portal)
    privacy.register(ready.sensitive)
    async with open_desk(portal, options, [ready]) as desk:
        if key_of(desk, ready) != asked.key:
            raise UsageError(
                f"tệp {asked.path} nay là hồ sơ khác, không phải {asked.id} (hoặc cổng thử nghiệm "
                f"đã được làm mới){REMEDY}"
            )
        return await Hearing(desk, ready, still_open(desk.journal, filing_id), decision).settle()


class Hearing:
    """One uncertain filing, one person's word, and the portal to check it against.

    Args:
        desk: with the journal that knows the filing.
        ready: the dossier as it was sent.
        filing: the filing.
        decision: the word.
    """

    def __init__(self, desk: Desk, ready: Ready, filing: Filing, decision: Decision) -> None:
        request = ready.request(desk.portal, filing.id)
        self._journal = desk.journal
        self._desk = desk
        self._ready = ready
        self._decision = decision
        self._filing = uncertain(filing, desk.journal)
        self._keeper = Keeper(desk, ready, request)
        self._lookup = Lookup(desk, ready, request, self._keeper)

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
            _note(self._journal, self._filing, self._decision)
            self._journal.release(self._filing, NOT_RECEIVED)
            return None
        await self._refuse_other_dossier(session, number)
        _note(self._journal, self._filing, self._decision)
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
        if number in sought.known or sought.judge(session.platform, record) is Match.NOT:
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


def refuse_no_number(decision: Decision, portal: Portal) -> None:
    """Refuses what cannot be a dossier number of this portal.

    Raises:
        UsageError: it cannot.
    """
    if decision.received is not None and not portal.number.fullmatch(decision.received):
        raise UsageError(f"“{decision.received}” không có dạng số hồ sơ của cổng {portal.name}")


def decide_offline(
    journal: JournalPort,
    filing: Filing,
    decision: Decision,
    portal: Portal,
    *,
    skew_s: float = 0.0,
) -> FilingReport:
    """Writes the person's word down as it is.

    Args:
        journal: the one that knows the filing.
        filing: the filing.
        decision: the word.
        portal: the filing's.
        skew_s: how far the clock of the machine that clicked may differ from this one's.

    Raises:
        HumanNeeded: it is too early to say "not received".
    """
    if decision.received is None:
        _refuse_too_early(filing, portal, skew_s)
    filing = uncertain(filing, journal)
    _note(journal, filing, decision)
    if decision.received is None:
        settled = journal.release(filing, NOT_RECEIVED)
    else:
        settled = journal.receive(filing, Receipt(decision.received), how="person")
    return of_filing(settled, Path(filing.path))


def _refuse_too_early(filing: Filing, portal: Portal, skew_s: float) -> None:
    """A dossier may be stored after somebody looked: nobody can say "not received" at once."""
    if filing.intent is None:
        return
    waits = portal.timing.max_commit_delay_s + (portal.timing.list_lag_s or 0.0) + skew_s
    until = filing.intent.click_deadline + timedelta(seconds=waits)
    if datetime.now(UTC) < until:
        raise HumanNeeded(
            "còn sớm: cổng có thể lưu hồ sơ muộn; xem lại danh sách sau "
            f"{until.astimezone():%H:%M:%S %d/%m/%Y} rồi quyết định"
        )


def _note(journal: JournalPort, filing: Filing, decision: Decision) -> None:
    """Who decided what, and how; when, the journal says itself."""
    said = "not_received" if decision.received is None else "received"
    how = "offline" if decision.offline else "portal"
    detail = {"decision": said, "number": decision.received, "by": decision.by, "how": how}
    journal.note(filing, RESOLVED, detail)


def system_user() -> str:
    """The name under which the person is signed in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _journal(home: Path) -> Journal:
    file = home / JOURNAL
    if not file.exists():
        raise UsageError(f"chưa có hồ sơ nào trong {home}")
    return Journal(file)


def still_open(journal: JournalPort, filing_id: str) -> Filing:
    """The filing, if there is anything to decide.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
    """
    filing = journal.by_id(filing_id)
    if filing is None:
        raise UsageError(f"không có hồ sơ {filing_id}; xem các mã bằng `portal-bot status --json`")
    if filing.intent is None:
        raise UsageError(
            f"hồ sơ {filing_id} không ở tình trạng chưa rõ (đang là {filing.state}): không có gì "
            "để quyết định"
        )
    return filing


def portal_of(filing: Filing, options: Options) -> Portal:
    """The filing's own portal, as the options describe it.

    Raises:
        UsageError: they name another one.
    """
    portal = choose(options.portal or filing.portal, options.portal_url)
    if portal.name != filing.portal:
        raise UsageError(f"hồ sơ {filing.id} thuộc cổng {filing.portal}, không phải {portal.name}")
    return portal


def _ready(filing: Filing, portal: Portal) -> Ready:
    """The dossier as it was sent, to compare it with a record."""
    path = Path(filing.path)
    if not path.exists():
        raise UsageError(f"không còn tệp hồ sơ {path}{REMEDY}")
    office = agency(portal.agency.commune, portal.agency.district)
    for checked in check_paths([path], office=office):
        if checked.ok and checked.content_hash == filing.content_hash:
            return Ready.of(checked)
    raise UsageError(f"tệp hồ sơ {path} đã khác lúc gửi{REMEDY}")
