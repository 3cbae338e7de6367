"""Plays a year, round by round: both clocks are set, the desk works, the office has its turn."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench.year import shifted
from bench.year.planning import Errand, Plan
from portal_bot import aio, clock, settings
from portal_bot.catalogue.calendar import add_working_days
from portal_bot.filing.report import FilingReport
from portal_bot.journal import Filing
from portal_bot.run.home import reading
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal

# After a program was killed between click and answer the same command is said again, a few times.
ROUNDS = 4
# An office has time for so many working days after the last dossier.
TAIL = 90
SUPPLEMENT, PAYMENT = "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính"


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
        after: what the desk does at the end of each round: follow, tell, hand out.
    """

    mock: MockPortal
    folder: Path
    plan: Plan
    seed: int
    tell: Callable[[str], None] = lambda _: None
    done: Counter[str] = field(default_factory=Counter)
    numbers: dict[int, str] = field(default_factory=dict)
    _dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - moments of kills, repeatable
        self.dossiers, self.home = self.folder / "ho-so", self.folder / "nha"
        self.dossiers.mkdir(parents=True, exist_ok=True)

    async def play(self) -> None:
        """The whole year, and its tail until nothing is left to do at the office."""
        for at in (*self.plan.rounds, *self._tail()):
            await self._round(at)
            if at > self.plan.rounds[-1] and self._is_over():
                break

    def _tail(self) -> Iterable[datetime]:
        last = self.plan.rounds[-1]
        for days in range(2, TAIL + 1, 2):
            day = add_working_days(last.date(), days)
            yield last.replace(year=day.year, month=day.month, day=day.day)

    def _is_over(self) -> bool:
        return all(one["final"] for one in self.mock.get("/office")["dossiers"])

    async def _round(self, at: datetime) -> None:
        self.mock.post("/clock", now=at.isoformat())
        with clock.at(at):
            errands = self.plan.of(at)
            for errand in errands:
                path = shifted.write(self._path(errand), errand.choice, errand.number, at)
                if errand.way == "refused":
                    shifted.break_it(path)
            await self._file(errands)
            await self._say_again(at)
            self._citizens(at)
            self._mishaps(at)
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
                self._kill(errand)
            elif errand.way == "answer_lost":
                self.mock.fault("commit_then_drop", times=1)
                await self._submit([errand])
                self.mock.clear("commit_then_drop")
                self.done["answers lost"] += 1
        for _ in range(ROUNDS):
            left = [one for one in todo.values() if one.number not in self.numbers]
            reports = await self._submit(left)
            if all(r.state == "verified" or r.state == "new" for r in reports):
                break
        for errand in todo.values():
            if errand.way == "refused":
                self.done["refused by the check"] += errand.number not in self.numbers
        self.done["filed"] = len(self.numbers)

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

    def _kill(self, errand: Errand) -> None:
        """A program of its own files it, and dies of SIGKILL at a step drawn by the dice."""
        command = [sys.executable, "-m", "portal_bot", "submit", str(self._path(errand))]
        command += ["--portal-url", self.mock.address, "--events", "--yes"]
        own = {
            settings.HOME: str(self.home),
            settings.PASSWORD: PASSWORD,
            settings.NOW: clock.as_variable(clock.now()),
        }
        steps, more = self._dice.randint(1, 9), self._dice.uniform(0, 0.6)
        with subprocess.Popen(
            command, env={**os.environ, **own}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stderr is not None
            for line in process.stderr:
                steps -= '"kind": "step"' in line
                if steps <= 0:
                    break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=more)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                self.done["killed"] += 1

    async def _say_again(self, at: datetime) -> None:
        """The same files at the next round: nothing of them may be sent again."""
        before = [one for one in self.plan.errands if one.again and self._is_last_round(one, at)]
        known = [one for one in before if one.number in self.numbers]
        if not known:
            return
        told = {one.number: self.numbers[one.number] for one in known}
        reports = await self._submit(known)
        self.done["said again"] += len(reports)
        self.done["said again, sent"] += sum(report.sent for report in reports)
        assert told == {one.number: self.numbers[one.number] for one in known}

    def _is_last_round(self, errand: Errand, at: datetime) -> bool:
        rounds = [one for one in self.plan.rounds if one > errand.at]
        return bool(rounds) and rounds[0] == at

    def _citizens(self, at: datetime) -> None:
        """Papers, money and second thoughts, as the plan has them."""
        by_number = {
            self.numbers[e.number]: e for e in self.plan.errands if e.number in self.numbers
        }
        for line in self.mock.get("/office")["dossiers"]:
            errand = by_number.get(line["number"])
            if errand is None or line["final"]:
                continue
            if errand.withdraws is not None and at.date() >= (
                errand.at.date() + timedelta(days=errand.withdraws)
            ):
                self._citizen(
                    line["number"], "withdraw", "withdrawn", note="Xin rút hồ sơ để bổ sung"
                )
            elif line["status"] == SUPPLEMENT and errand.answers:
                self._citizen(line["number"], "supplement", "supplemented", note="Đã bổ sung")
            elif line["status"] == PAYMENT and errand.pays:
                self._citizen(line["number"], "pay", "paid")

    def _citizen(self, number: str, action: str, kind: str, **said: Any) -> None:
        """409 where the office was quicker, or that is already so."""
        try:
            self.mock.post(f"/citizen/{number}", action=action, **said)
            self.done[kind] += 1
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.CONFLICT:
                raise

    def _mishaps(self, at: datetime) -> None:
        """At the round after the one in which it was filed."""
        for errand in self.plan.errands:
            if errand.mishap is None or not self._is_last_round(errand, at):
                continue
            number = self.numbers[errand.number]
            order: dict[str, Any] = {"action": errand.mishap}
            if errand.mishap == "merge":
                others = (n for n in self.numbers.values() if n != number)
                order["into"] = next(others)
            elif errand.mishap == "change":
                order |= {"label": "Số điện thoại", "value": "0900000000"}
            with suppress(httpx.HTTPStatusError):
                self.mock.post(f"/office/{number}", **order)
                self.done[errand.mishap] += 1

    def filings(self) -> list[Filing]:
        """All that the journal knows."""
        with reading(self.home) as journal:
            return journal.all()
