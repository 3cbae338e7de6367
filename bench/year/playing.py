"""Plays a year, round by round: both clocks are set, the desk works, the office has its turn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench.year import shifted
from bench.year.at_counter import hand_out, receive
from bench.year.gateway import Gateway, listening
from bench.year.killed import file_and_kill
from bench.year.planning import Errand, Plan
from portal_bot import aio, clock
from portal_bot.catalogue.calendar import add_working_days
from portal_bot.errors import PortalBotError
from portal_bot.filing.report import FilingReport
from portal_bot.office_states import STATES
from tests.support.mock import MockPortal

# After a program was killed between click and answer the same command is said again, a few times.
ROUNDS = 4
# An office has time for so many working days after the last dossier.
TAIL = 90


@dataclass
class Year:
    """A year as it goes.

    Attributes:
        mock: the portal, and the judge.
        folder: dossiers and home lie in it.
        plan: what was drawn.
        seed: of the kills' moments.
        tell: is told how it goes.
        done: how often each kind of event happened, by our own count.
        numbers: the dossier's number as its receipt said it, by the errand's place.
        removed: what the portal had stored of those that the office took away.
        deeds: the numbers of what the desk did at the officers' pages.
        gateway: where the notices arrive.
        faults: what did not go as it should, in words.
    """

    mock: MockPortal
    folder: Path
    plan: Plan
    seed: int
    tell: Callable[[str], None] = lambda _: None
    done: Counter[str] = field(default_factory=Counter)
    numbers: dict[int, str] = field(default_factory=dict)
    removed: list[dict[str, Any]] = field(default_factory=list)
    deeds: dict[str, list[str]] = field(default_factory=lambda: {"received": [], "handed out": []})
    gateway: Gateway = field(default_factory=Gateway)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - moments of kills, repeatable
        self.dossiers, self.home = self.folder / "ho-so", self.folder / "nha"
        self.dossiers.mkdir(parents=True, exist_ok=True)

    async def play(self) -> None:
        """The whole year, and its tail until nothing is left to do at the office."""
        with listening(self.folder) as self.gateway:
            for at in (*self.plan.rounds, *self._tail()):
                await self._round(at)
                if at > self.plan.rounds[-1] and self._is_over():
                    break
            # Whatever was done in the last round is seen, too.
            with clock.at(at + timedelta(hours=2)):
                await self._follow(clock.now())

    def _tail(self) -> Iterable[datetime]:
        last = self.plan.rounds[-1]
        for days in range(self.plan.gap, TAIL + 1, self.plan.gap):
            yield datetime.combine(add_working_days(last.date(), days), last.timetz())

    def _is_over(self) -> bool:
        return all(one["final"] for one in self.mock.get("/office")["dossiers"])

    async def _round(self, at: datetime) -> None:
        with clock.at(at):
            await self._follow(at)
            self.mock.post("/clock", now=clock.now().isoformat())
            await self._citizens(at)
            errands = self.plan.of(at)
            for errand in errands:
                path = shifted.write(self._path(errand), errand.choice, errand.number, at)
                if errand.way == "refused":
                    shifted.break_it(path)
            await self._file(errands)
            await self._at_the_counter(errands)
            self._mishaps(errands)
            await self._say_again(at)
            await self._citizens(at)
        if errands:
            self.tell(f"{at:%d/%m}: {len(errands)} dossiers; {dict(self.done)}")

    def _path(self, errand: Errand) -> Path:
        return self.dossiers / f"{errand.at:%m%d}" / errand.name

    async def _file(self, errands: Iterable[Errand]) -> None:
        """Each in its way, and then all of the day's together, until none is left open."""
        todo = {errand.number: errand for errand in errands}
        if not todo:
            return
        for errand in todo.values():
            if errand.way == "killed":
                killed = file_and_kill(self._path(errand), self.mock, self.home, self._dice)
                self.done["killed"] += killed
            elif errand.way == "answer_lost":
                self.mock.fault("commit_then_drop", times=1)
                await self._submit([errand])
                self.done["answers lost"] += self.mock.struck("commit_then_drop")
                self.mock.clear("commit_then_drop")
        for _ in range(ROUNDS):
            reports = await self._submit([e for n, e in todo.items() if n not in self.numbers])
            if all(report.state in {"verified", "new"} for report in reports):
                break
        self.done["refused by the check"] += sum(
            errand.way == "refused" and n not in self.numbers for n, errand in todo.items()
        )

    async def _submit(self, errands: Iterable[Errand]) -> tuple[FilingReport, ...]:
        by_path = {self._path(one): one.number for one in errands}
        if not by_path:
            return ()
        report = await aio.submit(
            list(by_path), portal_url=self.mock.address, home=self.home, sessions=2
        )
        for filing in report.filings:
            if filing.receipt is not None:
                self.numbers[by_path[filing.path]] = filing.receipt.number
        return report.filings

    async def _follow(self, at: datetime) -> None:
        """Asks the portal, then tells the citizens; the office's clock stands still meanwhile."""
        self.mock.post("/clock", now=at.isoformat(), ticking=False)
        if not self.numbers:
            return
        report = await aio.track(portal_url=self.mock.address, home=self.home, now=True)
        for one in report.filings:
            if one.error is not None:
                self.faults.append(f"track {one.told.number}: {one.error.code}")
        self.gateway.look(self.mock, {one.told.number for one in report.filings})
        # Twice: of what was told nobody hears again.
        for _ in range(2):
            for told in aio.notify(portal_url=self.mock.address, home=self.home):
                if told.outcome not in {"sent", "before"}:
                    self.faults.append(f"notice {told.number}: {told.outcome}")

    async def _say_again(self, at: datetime) -> None:
        """The same files at the next round: nothing of them may be sent again."""
        before = [one for one in self.plan.errands if one.again and self._is_next(one, at)]
        known = [one for one in before if one.number in self.numbers]
        reports = await self._submit(known)
        self.done["said again"] += len(reports)
        self.done["said again, sent"] += sum(report.sent for report in reports)

    def _is_next(self, errand: Errand, at: datetime) -> bool:
        """Whether this round is the one after that in which it was filed."""
        return next((one for one in self.plan.rounds if one > errand.at), None) == at

    async def _at_the_counter(self, errands: Iterable[Errand]) -> None:
        """What arrived this morning is received before the office gets to it; results go out."""
        wanted = [e for e in self.plan.errands if e.counter and e.number in self.numbers]
        mine = {self.numbers[errand.number] for errand in wanted}
        now = {
            line["number"]: line["status"]
            for line in self.mock.get("/office")["dossiers"]
            if line["number"] in mine
        }
        today = {self.numbers.get(errand.number) for errand in errands}
        new = [n for n, status in now.items() if n in today and status == STATES["registered"]]
        ready = [n for n, status in now.items() if status == STATES["resolved"]]
        for kind, numbers, do in (("received", new, receive), ("handed out", ready, hand_out)):
            if numbers:
                reports = await do(self.mock, self.home, numbers)
                self.deeds[kind] += numbers
                self.done[kind] += len(numbers)
                self.faults += [f"{r.task} {r.number}: {r.outcome}" for r in reports if r.exit_code]

    async def _citizens(self, at: datetime) -> None:
        """Papers, money and second thoughts, as the plan has them."""
        by_number = {
            self.numbers[e.number]: e for e in self.plan.errands if e.number in self.numbers
        }
        for line in self.mock.get("/office")["dossiers"]:
            number, errand = line["number"], by_number.get(line["number"])
            if errand is None or line["final"]:
                continue
            if errand.withdraws is not None and at - errand.at >= timedelta(days=errand.withdraws):
                self._citizen(number, "withdraw", "withdrawn", note="Xin rút hồ sơ")
            elif line["status"] == STATES["supplement"] and errand.answers:
                await self._bring_papers(errand, number)
            elif line["status"] == STATES["payment"] and errand.pays:
                self._citizen(number, "pay", "paid")

    async def _bring_papers(self, errand: Errand, number: str) -> None:
        """One more paper in the dossier's file; where it has none, on the portal's own page."""
        path = self._path(errand)
        count = self.done["supplemented"] + 1
        if not shifted.add_paper(path, count):
            self._citizen(number, "supplement", "supplemented without us", note="Đã bổ sung")
            return
        try:
            report = await aio.supplement(path, portal_url=self.mock.address, home=self.home)
        except PortalBotError as error:
            self.faults.append(f"supplement {number}: {error}")
            return
        self.done["supplemented"] += report.sent
        if report.exit_code:
            self.faults.append(f"supplement {number}: {report.state} {report.rows}")

    def _citizen(self, number: str, action: str, kind: str, **said: Any) -> None:
        """Refused where it is already so: a dossier is withdrawn once."""
        try:
            self.mock.post(f"/citizen/{number}", action=action, **said)
            self.done[kind] += 1
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.CONFLICT:
                raise

    def _mishaps(self, errands: Iterable[Errand]) -> None:
        """Right after they were filed, while the office has not begun."""
        for errand in errands:
            if errand.mishap is None:
                continue
            number = self.numbers[errand.number]
            order: dict[str, Any] = {"action": errand.mishap}
            if errand.mishap == "merge":
                lines = self.mock.get("/office")["dossiers"]
                order["into"] = next(line["number"] for line in lines if line["number"] != number)
            elif errand.mishap == "change":
                order |= {"label": "Số điện thoại", "value": "0900000000"}
            elif errand.mishap == "remove":
                self.removed += [s for s in self.mock.submissions() if s["number"] == number]
            self.mock.post(f"/office/{number}", **order)
            self.done[errand.mishap] += 1
