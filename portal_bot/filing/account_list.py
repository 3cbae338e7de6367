"""What the portal has of one filing: looked up after a lost answer, read back after a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Literal, TypeVar

from portal_bot import clock
from portal_bot.browser import trouble
from portal_bot.errors import HumanNeeded, PortalBotError, SessionLost
from portal_bot.filing import drafts
from portal_bot.filing.awaited_payment import may_wait
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.keep import Keeper
from portal_bot.filing.late_list import LateList, patience_s
from portal_bot.filing.look import (
    LOOKED,
    MOST_SHOWN,
    Look,
    Looked,
    digest,
    submitter_digest,
)
from portal_bot.filing.prepare import Preparation
from portal_bot.filing.proving import Proving, Unlisted
from portal_bot.filing.reconcile import reconcile, settle
from portal_bot.filing.search import Sought
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Receipt, State, last_intent
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.portals.roles import Request
from portal_bot.retry import while_unavailable
from portal_bot.run.events import Event

T = TypeVar("T")
# How long reading the list and its records may take, page by page.
LOOK_S = 300.0
# A wait that is shorter is not told.
TOLD_S = 10.0

# How often the list is asked for before the click, while the portal is in trouble.
LOOKS = 2


class AccountList:
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
        self._proving = Proving(desk, ready, request, keeper, self)

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
                    # A list that is waited for is the portal's slowness, not the page's.
                    async with trouble.bounded(LOOK_S + self._waits_s()):
                        return await work()
            except SessionLost:
                lost = True
                raise

        return await while_unavailable(once, before_sleep=lambda e: self.tell("note", f"đợi: {e}"))

    def _waits_s(self) -> float:
        delays = self._desk.delays
        return delays.commit_s + patience_s(delays.list_lag_s)

    async def settled(self, filing: Filing) -> Delays:
        """Waits until the list must show what was sent, if it was; returns what was waited for."""
        delays = await self._delays()
        longest = delays.commit_s + (delays.list_lag_s or 0.0)
        if longest > TOLD_S:
            self.tell(
                "note",
                f"đợi tối đa {longest:.0f} giây: đến lúc ấy cổng mới chắc đã lưu xong nếu đã nhận; "
                "không bấm nộp lần nữa",
            )
        running_s = monotonic() - self._desk.started_s
        await settle(delays, resumed_s=None if self._desk.journal.is_own(filing) else running_s)
        return delays

    async def reconcile(self, session: Session, filing: Filing) -> Filing:
        """Decides an uncertain filing by the account's own list.

        Raises:
            SubmissionUncertain: a person decides.
            PortalError: the list could not be read.
        """
        self.tell("note", f"đối chiếu với “{self._desk.portal.own_list}”")
        await self.sign_in(session, filing)
        # What waits for money is waiting for a person: the list is looked at as it is.
        waits = filing.state is State.AWAITING_PAYMENT
        delays = await (self._delays() if waits else self.settled(filing))
        sought = self.sought(session, filing)
        journal = self._desk.journal

        async def decide() -> Filing:
            # Read anew: an earlier try may have changed the row before the portal went away.
            now = journal.by_key(filing.key) or filing
            late = self.late(session, delays.list_lag_s)
            return await reconcile(now, journal, session.platform, sought, late)

        return await self.signed_in(session, filing, decide)

    def sought(self, session: Session, filing: Filing) -> Sought:
        """What to look for on the list, once the request may have left."""
        history = self._desk.journal.history(filing.id)
        looked = Looked.last(history)
        filed = [f for f in self._desk.journal.all() if self._is_other(f, filing)]
        return replace(
            self.described(session, filing),
            # Only what was read back: any other number may yet prove to be ours, by its reference.
            known=frozenset(f.receipt.number for f in filed if f.receipt and f.verified),
            before=frozenset(looked.before),
            draft=drafts.sent(history) if session.platform.keeps_drafts else "",
            unlisted=self._may_wait(session, filing),
            shown=frozenset((*looked.shown, *self._of_account(filed, looked.account))),
            held=lambda: self.others(filing),
        )

    def described(self, session: Session, filing: Filing) -> Sought:
        """The dossier itself, wherever it may be."""
        journal = self._desk.journal
        wanted = session.platform.expected(self._request, self._ready.entries)
        sought = Sought.of(self._ready, self._request, wanted, self._intended_at(filing))
        return replace(
            sought, is_another=lambda ref: ref != filing.id and journal.by_id(ref) is not None
        )

    def _may_wait(self, session: Session, filing: Filing) -> str:
        at = self._intended_at(filing) or clock.now()
        pays_first = session.platform.pays_first
        return may_wait(self._ready, at.astimezone(clock.VIETNAM).date()) if pays_first else ""

    @staticmethod
    def _is_other(one: Filing, filing: Filing) -> bool:
        return (
            one.id != filing.id
            and one.receipt is not None
            and one.is_at(filing.portal, filing.world)
        )

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
            replace(self.described(session, filing), known=self.others(filing)),
            draft=draft,
            is_labelled=bool(self._ready.dossier.request),
            own_drafts=lambda: {e["draft"] for _, e in journal.events(drafts.KINDS)},
        )
        with trouble.told():
            number = await while_unavailable(look.take, attempts=LOOKS)
        account = self._ready.dossier.account
        looked = look.looked(
            submitter=submitter_digest(secret, session.platform.submitter),
            account=digest(secret, [filing.portal, account.username]) if account else "",
            ours=number,
        )
        # On the disk before the intent: what was there then cannot have come of the request.
        journal.note(filing, LOOKED, looked.as_detail())
        if number is None:
            return filing
        journal.note(filing, "found", {"number": number, "by": "look"})
        return journal.receive(filing, Receipt(number), how="look")

    async def read_back(self, session: Session, filing: Filing) -> Filing:
        """Opens the stored record and compares it. Unequal stays `received`, with a report.

        Raises:
            HumanNeeded: it could not be read; the receipt stays known.
        """
        self.tell("step", "Đọc lại hồ sơ đã lưu")
        try:
            verify = partial(self._proving.verify, session, filing)
            return await self.signed_in(session, filing, verify)
        # Compared, and right; only whether it is alone is left open.
        except Unlisted:
            raise
        except PortalBotError as error:
            # The receipt is ours already; that it could not be compared must not hide it.
            self._desk.journal.note(filing, "read_back_failed", {"code": error.code})
            raise HumanNeeded(
                f"hồ sơ đã được nhận ({_number(filing)}), nhưng chưa đọc lại được để so: "
                f"{error}. Chạy lại cùng lệnh để so; không có gì được nộp lần nữa"
            ) from error

    def late(self, session: Session, lag_s: float | None) -> LateList:
        """Waits for the account's list to show what was filed, and tells so."""
        return LateList(lag_s, self._desk.portal.own_list, partial(self.tell, "note"))

    def others(self, filing: Filing) -> set[str]:
        """The numbers of other filings."""
        held = self._desk.journal.receipts(filing.portal, filing.world)
        return held - {_number(filing)}

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
