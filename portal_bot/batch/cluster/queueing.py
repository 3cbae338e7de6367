"""`submit --queue`: puts dossiers into the shared queue, watches, answers, prints what came of it.

It files nothing itself. Said again for the same dossiers it goes on where they stand: one that is
under way is watched, one that waits for a person is told that the person is there, one that stood
aside is queued once more, one that is filed is left alone.
"""

from __future__ import annotations

import asyncio
import base64
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from portal_bot import bugs, clock
from portal_bot.batch.accepted_warnings import Warnings
from portal_bot.batch.cluster import engine, queue_tables
from portal_bot.batch.cluster.bundle import filing_of, pack
from portal_bot.batch.cluster.clerks import ClerkQuestion, Counter
from portal_bot.batch.cluster.engine import Queue
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.queued import QUEUED, WAITING, Dossiers, QueueEntry
from portal_bot.batch.cluster.takeover import settle_s
from portal_bot.batch.cluster.vault import Vault, open_vault
from portal_bot.batch.cluster.workers import alive
from portal_bot.batch.known_forms import of_changed_forms
from portal_bot.batch.local import ended, with_records
from portal_bot.batch.run_plan import Item, plan
from portal_bot.errors import PortalBotError, SetupError, UsageError
from portal_bot.filing import contents
from portal_bot.filing.answered_rows import answer_filed
from portal_bot.filing.opened_desk import human_of
from portal_bot.filing.report import (
    FilingReport,
    Report,
    of_checked,
    of_error,
    of_filing,
    of_refused,
    of_waiting,
)
from portal_bot.human import Captcha, Human, TerminalHuman
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin, sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing, State
from portal_bot.journal.link import Link
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable
from portal_bot.run.events import Event
from portal_bot.run.options import Options
from portal_bot.run.run import Run

_LOOK_S = 0.5
_STOPPED = "line_stopped"
_NOBODY = (
    "chưa có máy nào xử lý hàng đợi: chạy `portal-bot worker --queue …` ở một máy. Hồ sơ vẫn nằm "
    "trong hàng đợi, dừng lệnh này cũng không mất"
)


async def submit(
    paths: Sequence[Path],
    url: str,
    run: Run,
    *,
    wait: bool = True,
    clerk: Human | None = None,
) -> Report:
    """Queues every good dossier among the paths and waits until each has come to rest.

    Args:
        paths: dossier files or folders.
        url: the database of the queue.
        run: where they go, who is asked, who is told; what concerns browsers is the workers'.
        wait: whether to wait for the workers; else the report says how things stand now.
        clerk: answers what the workers ask; `None`: whoever sits at the terminal, if anyone does.

    Raises:
        UsageError: there is no dossier, or an option is the workers'.
        SetupError: no key, a wrong key, or no database.
        PortalUnavailable: the mock does not answer.
    """
    began = clock.now()
    portal, options = run.portal, run.options
    _refuse_what_is_the_workers(options)
    planned = plan(paths, run)
    vault = open_vault()
    delays = await while_unavailable(lambda: delays_of(portal))
    with _linked(url, vault) as (link, queue):
        failed: dict[int, FilingReport] = {}
        held = await _held(planned.items, link, vault, run, delays)

        def enter() -> dict[int, Entered]:
            entering = Entering(link, vault, queue, portal, delays, options.human)
            entering.given(planned.items)
            done: dict[int, Entered] = {}
            for item in planned.items:
                if item.number in held:
                    continue
                try:
                    done[item.number] = entering.enter(item)
                except SetupError:
                    raise
                except Exception as error:  # noqa: BLE001 - this dossier's failure
                    failed[item.number] = _failure(item, error, run)
            return done

        # The engine's client wants no event loop around it.
        entered = held | await asyncio.to_thread(enter)
        if wait:
            watch = QueueWatch(link, vault, portal, options, clerk)
            await watch.until_settled([e for e in entered.values() if e.refused is None])
        reports = Reports(link, vault, portal)
        done = reports.of(entered) | failed
        stopped = reports.stopped(entered)
    filings = (
        of_checked(done[n], c) if c.ok else of_refused(c) for n, c in enumerate(planned.checked)
    )
    skipped = planned.checked.skipped
    report = Report(tuple(filings), planned.refused, stopped=stopped, skipped=skipped)
    report = answer_filed(planned.checked, ended(report, options.stop), "submit")
    return with_records(report, run, began)


async def _held(
    items: Sequence[Item], link: Link, vault: Vault, run: Run, delays: Delays
) -> dict[int, Entered]:
    """The dossiers that nobody here wants filed as they are."""
    portal, journal = run.portal, queue_tables.journal_of(link, vault)

    def first_seen(ready: Ready) -> Filing:
        return filing_of(ready, portal, secret=vault.secret, world=delays.world)

    identity = Identity.at(portal, vault.secret, delays.world)
    changed = await of_changed_forms(run, items, journal, identity)
    warnings = Warnings(
        journal,
        identity,
        human_of(portal, run.options),
        yes=run.options.yes,
        first_seen=first_seen,
    )
    held: dict[int, Entered] = {}
    for item in items:
        error = changed.get(item.number) or await warnings.objection(item.checked, item.ready)
        if error is not None:
            filing = replace(first_seen(item.ready), state=State.CHECKED)
            held[item.number] = Entered(item.path, journal.by_key(filing.key) or filing, error)
    return held


def _failure(item: Item, error: Exception, run: Run) -> FilingReport:
    """A dossier that could not be queued: its own fault, or a bug of ours; the others go on."""
    ready = item.ready
    if isinstance(error, PortalBotError):
        return of_error(ready, error)
    return of_error(ready, bugs.bug(error, home=run.home))


def _refuse_what_is_the_workers(options: Options) -> None:
    given = {
        "--sessions": options.sessions is not None,
        "--headed": options.headed,
        "--device": options.device is not None,
        "--human window": options.human == "window",
    }
    for name, is_given in given.items():
        if is_given:
            raise UsageError(
                f"{name} không đi cùng --queue: trình duyệt là việc của máy xử lý hàng đợi "
                "(`portal-bot worker`)"
            )


@contextmanager
def _linked(url: str, vault: Vault) -> Iterator[tuple[Link, Queue]]:
    link = Link(url)
    try:
        queue_tables.set_up(link, vault)
        engine.prepare(url)
        queue = Queue(url)
        try:
            yield link, queue
        finally:
            queue.close()
    finally:
        link.close()


@dataclass(frozen=True, slots=True)
class Entered:
    """A dossier of this call, and the filing it is in the queue.

    Attributes:
        path: the dossier's file, here.
        filing: as the journal had it then.
        refused: why it was not queued, or `None`.
    """

    path: Path
    filing: Filing
    refused: PortalBotError | None = None


class Entering:
    """Puts dossiers into the queue of one portal.

    Args:
        link: a connection to the database.
        vault: this machine's.
        queue: the engine from outside.
        portal: where they go.
        delays: the portal's.
        human: `--human`: who answers what only a person may.
    """

    def __init__(
        self,
        link: Link,
        vault: Vault,
        queue: Queue,
        portal: Portal,
        delays: Delays,
        human: str | None,
    ) -> None:
        self._vault = vault
        self._identity = Identity.at(portal, vault.secret, delays.world)
        self._queue = queue
        self._portal = portal
        self._delays = delays
        self._human = human
        self._journal = queue_tables.journal_of(link, vault)
        self._given: Sequence[Item] = ()
        self._kin = Kin(self._journal.all, self._keys)
        self._dossiers = Dossiers(link, vault)
        lines = SharedLines(link)
        # Whoever says `submit` has looked at what stopped the line.
        lines.reopen(portal.name)
        polite = portal.politeness
        least = lines.allow(portal.name, sessions=polite.sessions, failures=polite.failures)
        queue.limit(least)

    def given(self, items: Sequence[Item]) -> None:
        """All dossiers of the call: what stands beside one another is not the same."""
        self._given = items

    def _keys(self) -> set[str]:
        return {self._identity.key_of(item.ready) for item in self._given}

    def enter(self, item: Item) -> Entered:
        """Queues one dossier, unless it is filed or under way."""
        ready = item.ready
        fresh = filing_of(ready, self._portal, secret=self._vault.secret, world=self._delays.world)
        known = self._journal.by_key(fresh.key) or self._journal.open(fresh)
        edited = self._identity.other_content(known, ready)
        refused = edited or sent_otherwise(known, fresh, self._portal.own_list)
        if objection := refused or self._kin.objection(known):
            return Entered(item.path, known, objection)
        if known.is_over:
            return Entered(item.path, known)
        entry = self._dossiers.entry(known.id)
        if entry is not None and entry.stage == QUEUED:
            # Said twice it is there once; it may be missing, had we died here before.
            self._queue.enqueue(known.id, entry.turn, entry.portal)
        else:
            self._put(item, self._journal.open(fresh), entry)
        return Entered(item.path, known)

    def _put(self, item: Item, filing: Filing, before: QueueEntry | None) -> None:
        turn = self._dossiers.put(
            filing.id,
            pack(item.checked, self._portal, self._human),
            content_hash=filing.content_hash,
            settle_s=settle_s(self._portal, self._delays),
        )
        if before is not None and before.stage == WAITING:
            self._queue.ready(filing.id, before.turn, self._portal.name)
        else:
            self._queue.enqueue(filing.id, turn, self._portal.name)


class QueueWatch:
    """Watches dossiers on their way, and lets the clerk answer.

    Args:
        link: a connection to the database.
        vault: this machine's.
        portal: where they go.
        options: who is told.
        clerk: answers; `None`: the terminal, where there is one.
    """

    def __init__(
        self, link: Link, vault: Vault, portal: Portal, options: Options, clerk: Human | None
    ) -> None:
        self._link = link
        self._portal = portal
        self._options = options
        if clerk is None and sys.stdin.isatty():
            clerk = TerminalHuman(options.quiet)
        self._clerk = clerk
        self._counter = Counter(link, vault)
        self._dossiers = Dossiers(link, vault)
        self._journal = queue_tables.journal_of(link, vault)
        self._states: dict[str, State] = {}
        self._answered: set[Any] = set()
        self._workers: int | None = None

    async def until_settled(self, entered: Sequence[Entered]) -> None:
        """Returns when every dossier has come to rest, or the run is to stop."""
        paths = {e.filing.id: e.path for e in entered}
        self._options.tell(Event("plan", "", Path(), str(len(paths))))
        asked: asyncio.Task[None] | None = None
        try:
            while not self._is_to_stop():
                going = self._look(paths)
                if not going:
                    return
                if self._clerk is not None:
                    self._counter.sit(sorted(going))
                    if asked is None or asked.done():
                        asked = asyncio.create_task(self._answer(sorted(going)))
                await asyncio.sleep(_LOOK_S)
        finally:
            if asked is not None:
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
            if self._clerk is not None:
                self._counter.rise(sorted(paths))

    def _is_to_stop(self) -> bool:
        return self._options.stop.event.is_set()

    def _look(self, paths: dict[str, Path]) -> set[str]:
        """Tells what is new; the dossiers that are still under way."""
        filings = self._journal.of(list(paths))
        entries = self._dossiers.entries(list(paths))
        going = {name for name, entry in entries.items() if entry.stage == QUEUED}
        for name, filing in filings.items():
            if self._states.get(name) is not filing.state:
                self._states[name] = filing.state
                self._options.tell(Event("state", name, paths[name], filing.state.value))
                if name not in going:
                    self._options.tell(Event("done", name, paths[name], filing.state.value))
        self._tell_of_workers(going)
        return going

    def _tell_of_workers(self, going: set[str]) -> None:
        count = len(alive(self._link))
        if going and count != self._workers:
            self._workers = count
            text = f"{count} máy đang xử lý hàng đợi" if count else _NOBODY
            self._options.tell(Event("line", "", Path(), text))

    async def _answer(self, going: Sequence[str]) -> None:
        """One question, the oldest that was not answered yet."""
        for question in self._counter.questions(going):
            if question.id in self._answered or self._clerk is None:
                continue
            self._answered.add(question.id)
            said = await _asked(self._clerk, question)
            self._counter.answer(question, said)
            return


async def _asked(clerk: Human, question: ClerkQuestion) -> str | bool:
    if question.kind == "captcha":
        picture = base64.b64decode(question.about)
        # The page is on another machine; a person reads the picture only.
        return await clerk.captcha(Captcha(question.address, picture, cast(Any, None)))
    if question.kind == "otp":
        return await clerk.otp(question.about)
    return await clerk.confirm(question.about)


class Reports:
    """What became of the dossiers of one call.

    Args:
        link: a connection to the database.
        vault: this machine's.
        portal: where they go.
    """

    def __init__(self, link: Link, vault: Vault, portal: Portal) -> None:
        self._journal = queue_tables.journal_of(link, vault)
        self._dossiers = Dossiers(link, vault)
        self._reason = SharedLines(link).stopped(portal.name)

    def of(self, entered: dict[int, Entered]) -> dict[int, FilingReport]:
        """One report a dossier, by its number."""
        filings = self._journal.of([e.filing.id for e in entered.values()])
        compared = contents.compared_of_each(self._journal.events([contents.KIND]))
        return {
            number: self._one(
                one, filings.get(one.filing.id, one.filing), compared.get(one.filing.id)
            )
            for number, one in entered.items()
        }

    def stopped(self, entered: dict[int, Entered]) -> Fault | None:
        """Why the line stands still for some of them, or `None`."""
        entries = self._dossiers.entries([e.filing.id for e in entered.values()])
        waits = any(e.stage == WAITING for e in entries.values())
        return Fault(_STOPPED, self._reason) if self._reason and waits else None

    def _one(self, one: Entered, filing: Filing, compared: bool | None) -> FilingReport:
        if one.refused is not None:
            return of_filing(filing, one.path, error=one.refused)
        if filing.state is State.CHECKED and self._reason:
            return of_waiting(filing, one.path, Fault(_STOPPED, self._reason))
        report = of_filing(filing, one.path, compared=compared)
        # The error happened on a worker: only its code came here.
        code = _EXITS.get(filing.fault.code, PortalBotError.exit_code) if filing.fault else 0
        return replace(report, exit_code=max(report.exit_code, code))


def _exits(kind: type[PortalBotError]) -> dict[str, int]:
    found = {kind.code: kind.exit_code}
    for below in kind.__subclasses__():
        found |= _exits(below)
    return found


# A receipt whose record differs is told by its state already.
_EXITS = _exits(PortalBotError) | dict.fromkeys(("not_verified", "two_records", "alike"), 0)
