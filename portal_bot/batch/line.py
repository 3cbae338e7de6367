"""The line of one run: every good dossier in its turn, as many at once as may be."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from portal_bot import settings
from portal_bot.batch.breaker import Breaker
from portal_bot.batch.careful import CarefulJournal
from portal_bot.batch.one import One, failed
from portal_bot.batch.pace import Pace
from portal_bot.batch.reserve import HomeUnwritable, Reserve
from portal_bot.batch.run_plan import Item
from portal_bot.batch.sent import SentLog
from portal_bot.batch.slots import Slot, Slots
from portal_bot.batch.turn import Turns
from portal_bot.errors import HumanNeeded, SetupError
from portal_bot.filing.desk import Desk
from portal_bot.filing.report import FilingReport, of_filing, of_waiting
from portal_bot.journal import Fault, Filing, JournalAltered, State
from portal_bot.run.events import Event
from portal_bot.run.run import Run


class Line:
    """Files the good dossiers of one run.

    Args:
        desk: the run's, with browsers that start when they are needed.
        items: the good dossiers.
        run: how it is to go.
        one: what is done with each.
        files: whether that files them; else it only fills.
    """

    def __init__(
        self, desk: Desk, items: Sequence[Item], run: Run, one: One, *, files: bool
    ) -> None:
        polite = desk.portal.politeness
        wanted = run.options.sessions or settings.sessions() or os.cpu_count() or 1
        self.stop = run.options.stop
        self._reports: dict[int, FilingReport] = {}
        self._files = files
        self._slots = Slots(min(wanted, polite.sessions))
        self._pace = Pace(polite, self._slots, self._say)
        self._breaker = Breaker(polite.failures, desk.portal.own_list)
        self._sent = SentLog(desk.home, desk.secret)
        self._reserve = Reserve(desk.home)
        self._careful, journal = CarefulJournal.around(desk.journal, self._reserve)
        self._desk = replace(desk, journal=journal, turn=self._submit, answered=self._pace.heard)
        self._filings = {i.number: f for i in items if (f := self._filing(i)) is not None}
        self._items = items = [item for item in items if item.number in self._filings]
        self._turns = Turns(self._desk, self._pace, self._sent, run, one, files=files)
        self._tasks: dict[asyncio.Task[None], Item] = {}
        self._fatal: SetupError | None = None

    def _filing(self, item: Item) -> Filing | None:
        try:
            return self._desk.identity.filing(item.ready)
        except Exception as error:  # noqa: BLE001 - this dossier's failure, with exit 50
            self._reports[item.number] = failed(self._desk, item.ready, error)
            self._desk.accounts.done(item.username)
            return None

    async def work(self) -> dict[int, FilingReport]:
        """Every item's report, by its number.

        Raises:
            SetupError: no browser starts: nothing could be done at all.
        """
        self._tell(Event("plan", "", Path(), str(len(self._items))))
        self._ask_for_passwords()
        helpers = [asyncio.create_task(self._drain()), asyncio.create_task(self._enter_all())]
        helpers.append(asyncio.create_task(self._keep_room()))
        try:
            await self._all()
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
            self._reserve.give_back()
        if self._fatal is not None and not self._turns.begun:
            raise self._fatal
        for item in self._items:
            if item.number not in self._reports:
                self._reports[item.number] = self._not_reached(item)
        return self._reports

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for item in self._items:
                place = Slot(self._slots)
                # A task only once there is a slot for it: of thousands of dossiers a few are open
                # at a time.
                if not await self._next(place):
                    return
                task = group.create_task(self._one(item, place))
                self._tasks[task] = item
                task.add_done_callback(self._tasks.pop)

    async def _next(self, place: Slot) -> bool:
        """Waits for a free slot; false when the run is to stop instead."""
        taking = asyncio.ensure_future(place.take())
        stopping = asyncio.ensure_future(self.stop.event.wait())
        try:
            await asyncio.wait({taking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if not taking.done():
                taking.cancel()
            # Who got the slot in this very moment has it in `place`, and gives it back below.
            await asyncio.gather(taking, stopping, return_exceptions=True)
        if self.stop.event.is_set():
            place.leave()
            return False
        return True

    async def _one(self, item: Item, place: Slot) -> None:
        filing, began = self._filings[item.number], time.monotonic()
        try:
            report, before = await self._turns.take(item, filing, place)
        except asyncio.CancelledError:
            # `_drain` cancels what has not clicked; anybody else's cancellation is not ours to
            # keep.
            if not self.stop.event.is_set():
                raise
            report, before = self._as_it_stands(item), None
        except SetupError as error:
            # No browser starts: no other dossier of this run would fare better.
            self._fatal = error
            self.stop.request("setup", str(error), exit_code=error.exit_code)
            return
        except Exception as error:  # noqa: BLE001 - this dossier's failure, with exit 50
            report, before = failed(self._desk, item.ready, error), None
        finally:
            place.leave()
        report = replace(self._with_receipt(report, filing), seconds=time.monotonic() - began)
        self._reports[item.number] = report
        self._tell(Event("done", report.id or "", item.path, report.state))
        self._judge(report, before)

    def _with_receipt(self, report: FilingReport, filing: Filing) -> FilingReport:
        """A receipt that the journal could not take is told all the same."""
        receipt = self._careful.unwritten.get(filing.id)
        if receipt is None:
            return report
        message = (
            f"cổng đã nhận hồ sơ ({receipt.number}) nhưng sổ nhật ký không ghi được: chép số này "
            "lại ngay. Sửa ổ đĩa rồi chạy lại cùng lệnh: hồ sơ được đối chiếu, không nộp lại"
        )
        return replace(
            report,
            id=filing.id,
            portal=filing.portal,
            state=State.RECEIVED.value,
            receipt=receipt,
            sent=True,
            error=Fault(HomeUnwritable.code, message),
            exit_code=HomeUnwritable.exit_code,
        )

    def _judge(self, report: FilingReport, before: State | None) -> None:
        error = report.error
        if error is not None and error.code == HomeUnwritable.code:
            self.stop.request(error.code, error.message, exit_code=HomeUnwritable.exit_code)
        elif reason := self._breaker.hear(report, before):
            self.stop.request("line_stopped", reason, exit_code=report.exit_code)

    async def _submit(self, filing: Filing) -> None:
        """Right before the click."""
        # In this order: the wait may be long; the room must be there when it ends; and the log's
        # line, last before the intent, says that this attempt clicks now.
        await self._pace.may_submit()
        self._reserve.hold()
        self._sent.note(filing)

    async def _drain(self) -> None:
        """Once the run is to stop: whoever has not clicked stops, whoever has waits."""
        await self.stop.event.wait()
        self._say(f"dừng: {self.stop.reason}")
        for task, item in list(self._tasks.items()):
            if not self._has_clicked(self._filings[item.number]):
                task.cancel()

    def _has_clicked(self, filing: Filing) -> bool:
        """Whether this run's answer is on its way, or is being read back."""
        now = self._desk.journal.by_key(filing.key) if self._files else None
        if now is None:
            return False
        # An intent of an earlier run is no click of this one: it may be stopped, and stays open.
        clicked = self._desk.journal.is_own(now) and now.state is State.FILING
        return now.state is State.RECEIVED or clicked

    async def _keep_room(self) -> None:
        """While the browser starts; that there is none is told before the click."""
        if self._files:
            with suppress(HomeUnwritable):
                await asyncio.to_thread(self._reserve.hold)

    async def _enter_all(self) -> None:
        """Every dossier of the run stands in the journal, also those whose turn is far away."""
        if not self._files:
            return
        with suppress(HomeUnwritable):
            for item in self._items:
                filing = self._filings[item.number]
                if self._desk.journal.by_key(filing.key) is None:
                    # Told in its own turn.
                    with suppress(JournalAltered):
                        self._desk.journal.open(filing)
                    # The pages of those that are under way go on between two rows.
                    await asyncio.sleep(0)

    def _ask_for_passwords(self) -> None:
        """Before anything starts, while somebody sits there; each account's once."""
        names = {i.username for i in self._items if i.username and not self._is_over(i)}
        for name in sorted(names):
            # Nobody there: each dossier says so in its turn.
            with suppress(HumanNeeded):
                self._desk.password(name)

    def _is_over(self, item: Item) -> bool:
        known = self._desk.journal.by_key(self._filings[item.number].key)
        return self._files and known is not None and known.is_received

    def _as_it_stands(self, item: Item) -> FilingReport:
        """A dossier that was stopped on its way."""
        filing = self._filings[item.number]
        now = self._desk.journal.by_key(filing.key) or filing
        return of_filing(
            now, item.path, sent=self._desk.journal.is_own(now), account=filing.account
        )

    def _not_reached(self, item: Item) -> FilingReport:
        """A dossier whose turn never came."""
        filing = self._filings[item.number]
        known = self._desk.journal.by_key(filing.key) if self._files else None
        why = Fault(self.stop.code or "stopped", f"chưa đến lượt: {self.stop.reason}")
        return of_waiting(known or replace(filing, state=State.CHECKED), item.path, why)

    def _say(self, text: str) -> None:
        self._tell(Event("line", "", Path(), text))

    def _tell(self, event: Event) -> None:
        self._desk.tell(event)
