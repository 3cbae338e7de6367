"""One dossier's turn in the line: is it still what was checked, was it filed, then its way."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from portal_bot.batch.breaker import TECHNICAL
from portal_bot.batch.fingerprint import Fingerprints
from portal_bot.batch.one import One, guarded
from portal_bot.batch.pace import Pace
from portal_bot.batch.reserve import HomeUnwritable
from portal_bot.batch.run_plan import Item, at_its_turn
from portal_bot.batch.sent import SentLog
from portal_bot.batch.slots import Slot
from portal_bot.batch.waiting import Guest, PatientHuman, WaitingRoom
from portal_bot.errors import DossierError, SetupError
from portal_bot.filing.desk import Desk
from portal_bot.filing.report import FilingReport, of_error, of_filing
from portal_bot.human import MockHuman
from portal_bot.intake.marks import sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalAltered, State
from portal_bot.privacy import redact
from portal_bot.run.events import Event, Kind
from portal_bot.run.home import altered
from portal_bot.run.run import Run

# A browser that died took this dossier's page along; the journal decides what is left to do.
TRIES_OF_A_BROWSER = 3


class Turns:
    """Gives each dossier of a run its turn.

    Args:
        desk: the run's.
        pace: the portal's politeness.
        sent: which attempts reached the last click.
        run: how it is to go.
        one: what is done with each.
        files: whether that files them; else it only fills.

    Attributes:
        begun: how many asked the portal for anything.
    """

    def __init__(
        self,
        desk: Desk,
        pace: Pace,
        sent: SentLog,
        run: Run,
        one: One,
        *,
        files: bool,
    ) -> None:
        self._desk = desk
        self._pace = pace
        self._sent = sent
        self._one = one
        self._files = files
        self._run = run
        self._stop = run.options.stop
        self._accounts = desk.accounts
        self._marks = Fingerprints(desk.home, desk.portal.name, desk.secret)
        # One person answers one question at a time; the mock's own API answers any number.
        alone = not isinstance(desk.human, MockHuman)
        self._room = WaitingRoom(
            run.options.waiting_pages, run.options.patience_s, one_at_a_time=alone
        )
        self._same: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._no_browser: SetupError | None = None
        self.begun = 0

    async def take(
        self, item: Item, filing: Filing, place: Slot
    ) -> tuple[FilingReport, State | None]:
        """The dossier's report, and its state before.

        Raises:
            SetupError: no browser starts.
        """
        try:
            ready = at_its_turn(item, self._run)
        except DossierError as error:
            self._accounts.done(item.username)
            return of_error(item.ready, error), None
        before: State | None = None

        async def one(_: Desk, ready: Ready) -> FilingReport:
            nonlocal before
            known = self._known(filing)
            before = known.state
            return self._refused(known, filing, ready) or await self._done(
                item, ready, known, place
            )

        try:
            async with self._alone(filing, place):
                report = await guarded(one, self._desk, ready)
        finally:
            self._accounts.done(item.username)
        # `guarded` has made a report of it; for the line it is the end.
        if self._no_browser is not None:
            raise self._no_browser
        return report, before

    @asynccontextmanager
    async def _alone(self, filing: Filing, place: Slot) -> AsyncIterator[None]:
        """Two files of one dossier: the second one finds what the first has come to.

        It leaves its slot meanwhile: the first one may need it to come back from a person.
        """
        lock = self._same[filing.key]
        if lock.locked():
            place.leave()
        async with lock:
            await place.take()
            yield

    def _known(self, filing: Filing) -> Filing:
        """The filing as it stands, in a journal that may be older than its last click."""
        try:
            known = self._desk.journal.open(filing)
        except JournalAltered as told:
            raise altered(self._desk.home, self._desk.secret, told) from told
        return self._sent.catch_up(self._desk.journal, known) if self._files else known

    async def _done(self, item: Item, ready: Ready, known: Filing, place: Slot) -> FilingReport:
        if not (self._is_over(known) or (self._files and self._desk.kin.objection(known))):
            await self._warm()
            await self._pace.may_begin()
            self.begun += 1
            if self._files and not known.was_sent:
                self._marks.keep(known.id, ready)
        return await self._do(item, ready, known, place)

    async def _warm(self) -> None:
        try:
            await self._desk.browsers.warm()
        except SetupError as error:
            self._no_browser = error
            raise

    async def _do(self, item: Item, ready: Ready, known: Filing, place: Slot) -> FilingReport:
        guest = Guest(
            who=f"{known.id} · {redact('/'.join(item.path.parts[-2:]))}",
            place=place,
            began=lambda what: self._waits(known, item, "waiting", what),
            ended=lambda what: self._waits(known, item, "answered", what),
        )
        desk = replace(
            self._desk,
            human=PatientHuman(self._desk.human, self._room, guest),
            signed_in=self._accounts.of(item.username),
        )
        browsers = self._desk.browsers
        for _ in range(TRIES_OF_A_BROWSER - 1):
            deaths, generation = browsers.deaths, browsers.started
            report = await guarded(self._one, desk, ready)
            # A page that went away is told in many ways; that the browser died is what counts.
            code = report.error.code if report.error else None
            died = browsers.deaths != deaths or (
                code in TECHNICAL and browsers.started == generation and not await browsers.alive()
            )
            if code != SetupError.code and not (died and code in TECHNICAL):
                return report
            self._give_up_if_stopped(known)
            browsers.retire(generation)
            await self._warm()
            # The sign-in was of the browser that died.
            desk = replace(desk, signed_in=None)
        return await guarded(self._one, desk, ready)

    def _give_up_if_stopped(self, known: Filing) -> None:
        """Ctrl-C in a terminal ends the browser's driver too: that is no reason to begin again.

        Raises:
            asyncio.CancelledError: the run is to stop, and this dossier has not clicked.
        """
        if not self._stop.event.is_set():
            return
        now = self._desk.journal.by_key(known.key)
        if now is None or not now.was_sent:
            raise asyncio.CancelledError

    def _is_over(self, known: Filing) -> bool:
        return self._files and known.is_over

    def _refused(self, known: Filing, fresh: Filing, ready: Ready) -> FilingReport | None:
        """The refusal of a dossier that was edited after it was sent; `None`: it was not."""
        if not self._files:
            return None
        refused = self._desk.identity.other_content(known, ready)
        if refused is not None:
            names = self._marks.differing(known.id, known.content_hash, ready)
            refused = self._desk.identity.other_content(known, ready, names)
        error = refused or sent_otherwise(known, fresh, self._desk.portal.own_list)
        return None if error is None else of_filing(known, ready.path, error=error)

    def _waits(self, known: Filing, item: Item, kind: Kind, what: str) -> None:
        self._desk.tell(Event(kind, known.id, item.path, what))
        filing = self._desk.journal.by_key(known.key)
        if self._files and filing is not None:
            detail = {"for": what, "waiting": kind == "waiting"}
            with suppress(HomeUnwritable):
                self._desk.journal.note(filing, "person", detail)
