"""One session of a worker: what the engine runs. May be run again at any time."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from uuid import uuid4

from loguru import logger

from portal_bot import clock, privacy
from portal_bot.batch.breaker import TECHNICAL
from portal_bot.batch.cluster.bundle import Bundle, filing_of, laid_out, ready_of
from portal_bot.batch.cluster.clerks import ClerkHuman
from portal_bot.batch.cluster.desks import Desks
from portal_bot.batch.cluster.engine import Outcome
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.queue_tables import journal_of
from portal_bot.batch.cluster.queued import SETTLED, WAITING, Dossiers, QueueEntry
from portal_bot.batch.cluster.vault import Vault
from portal_bot.batch.one import guarded
from portal_bot.batch.turn import TRIES_OF_A_BROWSER
from portal_bot.errors import (
    DossierError,
    PortalBotError,
    PortalUnavailable,
    SessionLost,
    SetupError,
)
from portal_bot.filing.desk import Desk
from portal_bot.filing.one_filing import submit_one
from portal_bot.filing.report import FilingReport, fault_of, of_filing
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing, JournalAltered, State, TakenOver
from portal_bot.journal.link import DatabaseGone, Link
from portal_bot.journal.shared import Claim, SharedJournal
from portal_bot.portals.profile import own_list_of
from portal_bot.run.events import Event, Tell

_PASSING = frozenset({PortalUnavailable.code, SessionLost.code})
# How often a portal that is down is tried again by itself, and how long between.
# With their waits some 45 minutes in all; what is down for longer is for who says `submit` again.
TRIES = 8
_AGAIN_S = 5.0
FIRST_WAIT_S, LONGEST_WAIT_S = 30.0, 900.0


@dataclass(frozen=True, slots=True)
class Shop:
    """What the sessions of one worker share.

    Attributes:
        url: the database.
        link: a connection to it.
        vault: this machine's.
        worker: this worker's id.
        skew_s: how far the machines' clocks may differ.
        retry_s: the first wait for a portal that is down.
        tell: is told what happens.
    """

    url: str
    link: Link
    vault: Vault
    worker: str
    skew_s: float
    retry_s: float
    tell: Tell


class OwnBug(PortalBotError):
    """Our own; told by the exception's name only, which holds no value."""

    code = "bug"

    def __init__(self, name: str) -> None:
        super().__init__(f"lỗi của chương trình ({name})")


class Sessions:
    """Does the engine's work in one worker.

    Args:
        shop: what they share.
        dossiers: the queue's.
        lines: the portals'.
        desks: opens a desk for each.
    """

    def __init__(self, shop: Shop, dossiers: Dossiers, lines: SharedLines, desks: Desks) -> None:
        self._shop = shop
        self._dossiers = dossiers
        self._lines = lines
        self._desks = desks
        self._running: set[asyncio.Task[object]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._waiting: set[asyncio.Task[object]] = set()

    async def session(self, filing: str, turn: int) -> Outcome:
        """One browser session for one dossier; notes where it stands afterwards."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a session runs in a task")
        self._running.add(task)
        self._idle.clear()
        try:
            while True:
                try:
                    return await self._session(filing, turn)
                except DatabaseGone as gone:
                    # The engine must not note an end that the journal does not know. All that is
                    # done here may be done again.
                    logger.warning("filing {}: {}", filing, gone.code)
                    await asyncio.sleep(_AGAIN_S)
                except JournalAltered as altered:
                    logger.error("filing {}: {}", filing, altered.code)
                    self._dossiers.stand(filing, WAITING, at=turn)
                    return Outcome.PERSON
        finally:
            self._running.discard(task)
            if not self._running:
                self._idle.set()

    async def next_turn(self, filing: str, after: int, *, later: bool) -> tuple[int, float] | None:
        """Queues the dossier again; a portal that was down is given more time at every try."""
        turn = self._dossiers.requeue(filing, after=after, failed=later)
        entry = self._dossiers.entry(filing)
        if turn is None or entry is None:
            return None
        wait = self._shop.retry_s * 2 ** max(0, entry.failures - 1) if later else 0.0
        return turn, min(wait, LONGEST_WAIT_S)

    def waits(self, filing: str) -> None:
        """Knows the task that waits for a person, so that a drain need not wait for it."""
        task = asyncio.current_task()
        if task is not None:
            logger.debug("filing {}: waits for a person", filing)
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def drained(self) -> None:
        """Waits until no session runs; then lets go of those that wait for a person.

        They stay pending in the engine, for the next worker that looks.
        """
        await self._idle.wait()
        for task in list(self._waiting):
            task.cancel()

    async def give_up(self) -> None:
        """Ends what runs: before the commit at once, after it when the answer is there.

        It stays pending in the engine; who takes it over meets the journal.
        """
        for task in [*self._running, *self._waiting]:
            task.cancel()
        await self._idle.wait()

    async def _session(self, filing: str, turn: int) -> Outcome:
        entry = self._dossiers.entry(filing)
        if entry is None or entry.turn != turn:
            # A later turn is there: whatever there is to do is its.
            return Outcome.SETTLED
        # No other session has it, of this worker neither: who is taken over is told by it.
        token = f"{self._shop.worker}/{uuid4()}"
        journal = journal_of(
            self._shop.link, self._shop.vault, owner=token, place=f"{self._shop.worker}:"
        )
        claim = journal.claim(filing, by=self._shop.worker)
        if claim is None:
            return self._stands(entry, SETTLED, Outcome.SETTLED)
        # Before the line is asked: what is filed is settled also where nobody may file.
        if claim.filing.is_over:
            return self._over(entry)
        if self._lines.stopped(entry.portal) is not None:
            return self._stands(entry, WAITING, Outcome.PERSON)
        await self._let_others_end(claim)
        report = await self._safely_filed(entry, claim.filing, journal)
        now = journal.by_key(claim.filing.key) or claim.filing
        return self._judged(entry, claim.filing, now, report)

    async def _let_others_end(self, claim: Claim) -> None:
        """An intent of another machine may be clicked until its deadline, by that machine's clock.

        Here the previous program is known to be dead, for its name's lock was free.
        """
        ours = (claim.before or "").startswith(f"{self._shop.worker}/")
        if claim.filing.intent is None or ours:
            return
        end = claim.filing.intent.click_deadline + timedelta(seconds=self._shop.skew_s)
        left = (end - clock.now(UTC)).total_seconds()
        if left > 0:
            await asyncio.sleep(left)

    async def _safely_filed(
        self, entry: QueueEntry, known: Filing, journal: SharedJournal
    ) -> FilingReport | None:
        """A bug of ours becomes the dossier's report: the engine is never given an exception."""
        try:
            return await self._filed(entry, known, journal)
        except PortalBotError:
            raise
        except Exception as error:  # noqa: BLE001 - reported as our bug
            trace = privacy.redact("".join(traceback.format_exception(error)))
            logger.error("filing {}: unexpected error:\n{}", entry.filing, trace)
            return self._refused(journal, known, OwnBug(type(error).__name__))

    async def _filed(
        self, entry: QueueEntry, known: Filing, journal: SharedJournal
    ) -> FilingReport | None:
        """What came of it; `None`: another worker took it over, and has it in hand."""
        try:
            bundle = await asyncio.to_thread(self._dossiers.content, entry.filing)
            return await self._in_folder(entry, known, bundle, journal)
        except TakenOver as taken:
            logger.warning("filing {}: {}", entry.filing, taken.code)
            return None
        except DatabaseGone:
            raise
        except PortalBotError as error:
            # Nothing was asked of the portal yet: the queue's content, this machine, the mock.
            return self._refused(journal, known, error)

    async def _in_folder(
        self, entry: QueueEntry, known: Filing, bundle: Bundle, journal: SharedJournal
    ) -> FilingReport | None:
        with laid_out(bundle, entry.filing, self._desks.home) as checked:
            # As the journal's sealed row has it: who can write to the queue's own could bring back
            # what somebody has mended since.
            ready = ready_of(checked, entry.filing, known.content_hash, self._shop.vault.secret)
            clerk = ClerkHuman(self._shop.url, self._shop.link, self._shop.vault, entry.filing)
            portal, human = bundle.portal, bundle.human
            async with self._desks.open(portal, human, journal, clerk) as desk:
                named = filing_of(ready, desk.portal, secret=desk.secret, world=desk.delays.world)
                # The content is bound to the filing's row; that it is this filing only the key
                # says.
                if named.key != known.key:
                    raise DossierError(
                        "cổng thử nghiệm đã được làm mới (hoặc hồ sơ nói về người khác) từ lúc hồ "
                        "sơ vào hàng đợi: nộp lại từ tệp gốc"
                    )
                report = await self._tried(desk, ready)
        code = report.error.code if report.error else None
        if code == DatabaseGone.code:
            raise DatabaseGone(report.error.message if report.error else "")
        if code == TakenOver.code:
            logger.warning("filing {}: {}", entry.filing, code)
            return None
        return report

    async def _tried(self, desk: Desk, ready: Ready) -> FilingReport:
        """A browser that died took the page along; the journal decides what is left to do."""
        report = await guarded(submit_one, desk, ready)
        for _ in range(TRIES_OF_A_BROWSER - 1):
            if report.error is None or report.error.code != SetupError.code:
                break
            report = await guarded(submit_one, desk, ready)
        return report

    def _refused(
        self, journal: SharedJournal, known: Filing, error: PortalBotError
    ) -> FilingReport:
        """Sets a dossier aside that never came to a session; an open intent stays as it is."""
        now = journal.by_key(known.key) or known
        if not now.was_sent:
            begun = now if now.state is State.FILING else journal.begin(now)
            now = journal.set_aside(begun, State.FAILED, fault_of(error))
        return of_filing(now, Path(now.id), error=error)

    def _judged(
        self, entry: QueueEntry, before: Filing, now: Filing, report: FilingReport | None
    ) -> Outcome:
        if report is None:
            # Whoever took it over says where it stands.
            return Outcome.SETTLED
        self._shop.tell(Event("done", entry.filing, Path(entry.filing), now.state.value))
        self._heed(entry, before, now, report.error)
        code = report.error.code if report.error else None
        if now.is_over:
            return self._over(entry)
        if now.is_received or now.state in {State.NEEDS_HUMAN, State.AWAITING_PAYMENT}:
            return self._stands(entry, WAITING, Outcome.PERSON)
        passing = code in _PASSING or now.state in {State.CHECKED, State.FILING}
        if passing and entry.failures + 1 < TRIES:
            return Outcome.LATER
        return self._stands(entry, SETTLED, Outcome.SETTLED)

    def _heed(self, entry: QueueEntry, before: Filing, now: Filing, error: Fault | None) -> None:
        """The breaker over all workers."""
        passing = error is not None and error.code in _PASSING
        doubt = now.state is State.UNCERTAIN and before.state is not State.UNCERTAIN
        if doubt and not passing:
            self._stop_line(
                entry,
                f"chưa rõ hồ sơ {now.id} đã được cổng nhận hay chưa, đối chiếu cũng không ra: xem "
                f"“{own_list_of(entry.portal)}” trên cổng, ghi kết luận bằng `portal-bot resolve "
                f"{now.id} --received SỐ --queue …` (hoặc --not-received)",
            )
        elif error is None or error.code not in TECHNICAL or now.receipt is not None:
            self._lines.went_well(entry.portal)
        else:
            in_a_row, too_many = self._lines.failed(entry.portal)
            if too_many and not passing:
                self._stop_line(
                    entry,
                    f"{in_a_row} hồ sơ liền nhau không xong vì trục trặc kỹ thuật; lần cuối: "
                    f"{error.message}",
                )

    def _stop_line(self, entry: QueueEntry, reason: str) -> None:
        told = f"{reason}. Xem xong thì chạy lại cùng lệnh submit; hồ sơ còn lại chưa gửi gì"
        self._lines.stop(entry.portal, told)
        self._shop.tell(Event("line", entry.filing, Path(), told))

    def _over(self, entry: QueueEntry) -> Outcome:
        """Filed, says the journal: the content is not needed any more."""
        self._dossiers.purge(entry.filing)
        return self._stands(entry, SETTLED, Outcome.SETTLED)

    def _stands(self, entry: QueueEntry, stage: str, outcome: Outcome) -> Outcome:
        self._dossiers.stand(entry.filing, stage, at=entry.turn)
        return outcome
