"""Plays one cell: the program under its fault, killed at its moment, told again till it settles."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from chaos.case import Case, Said, Verdict
from chaos.dossiers import copied
from chaos.elsewhere import Elsewhere
from chaos.hands import Hand, hand_of
from chaos.judge import judge
from chaos.killer import Killer
from chaos.matrix import Cell
from chaos.meeting import Meeting
from chaos.mock import Mock
from chaos.program import PASSWORD, Place, Program, Running
from chaos.proxy import Network, Proxy

# Saying it again that often must be enough; a limited fault has struck its last long before.
MOST_RUNS = 8
# So many runs in a row that change nothing settle a cell.
SAME_RUNS = 3
SAME_RUNS_LASTING = 2
RUN_MAY_TAKE_S = 300.0


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a cell.

    Attributes:
        cell: which.
        verdict: the judge's.
        runs: how often the command was said.
        kills: how often somebody was killed.
        struck: how often the fault struck.
        commits: how many commit requests were seen on the wire.
        seconds: how long it took.
        resumed_s: from a restart after `kill -9` to the first request, for each.
        lived_s: how long the last process of a killed program lived on, for each.
        folder: homes and output, where they were kept.
    """

    cell: Cell
    verdict: Verdict
    runs: int
    kills: int
    struck: int
    commits: int
    seconds: float
    resumed_s: tuple[float, ...]
    lived_s: tuple[float, ...]
    folder: Path

    @property
    def is_good(self) -> bool:
        return not self.verdict.findings


@dataclass(slots=True)
class Lane:
    """One mock, one proxy, one other origin, one folder: cells go through it one after another."""

    mock: Mock
    proxy: Proxy
    elsewhere: Elsewhere
    folder: Path


async def play(lane: Lane, program: Program, cell: Cell, number: int) -> Played:
    """Plays one cell to its end and judges it. A good cell's folder is removed again."""
    began = time.monotonic()
    folder = lane.folder / f"cell-{number:04d}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rng = random.Random(cell.seed)  # noqa: S311 - no secret
    samples = [copied(t.sample, folder / "dossiers", request=t.request) for t in cell.tickets]
    killer = Killer(cell.kill, rng, len(samples))
    killer.use(lane.mock, lane.proxy)
    network = Network(cell.fault.name, cell.variant, rng)
    await lane.mock.reset()
    lane.elsewhere.begin()
    await lane.mock.switch(cell.fault, cell.variant, lane.elsewhere.port)
    hand = hand_of(cell.fault, cell.variant, folder, lane.mock)

    async def at(point: str) -> None:
        await hand.at(point)
        await killer.at(point)

    lane.proxy.begin(network, at)
    said = _Saying(lane, program, cell, killer, folder, hand)
    try:
        await said.until_settled(tuple(s.path for s in samples))
        await killer.over()
        await _all_is_stored(lane)
        records = await lane.mock.submissions()
        faults = await lane.mock.faults()
    finally:
        lane.proxy.begin(Network("", cell.variant, rng))
    verdict = judge(
        Case(
            cell.fault,
            samples,
            said.runs,
            records,
            killer.orphans,
            lane.elsewhere.received,
            said.by_fill,
            (PASSWORD, *(str(sample.golden["account"]) for sample in samples)),
        )
    )
    if not verdict.findings:
        shutil.rmtree(folder, ignore_errors=True)
    return Played(
        cell=cell,
        verdict=verdict,
        runs=len(said.runs),
        kills=killer.struck,
        struck=network.struck + sum(fault["struck"] for fault in faults),
        commits=said.commits,
        seconds=time.monotonic() - began,
        resumed_s=tuple(said.resumed_s),
        lived_s=tuple(killer.lived_s),
        folder=folder,
    )


async def _all_is_stored(lane: Lane) -> None:
    """A portal may store a dossier late: until then the ledger is not to be judged."""
    last = lane.proxy.last_commit_at
    if last is not None:
        until = last + await lane.mock.longest_delay() + 0.5
        await asyncio.sleep(max(0.0, until - time.monotonic()))


class _Saying:
    """Says the same command again and again, as a person would, until nothing changes any more."""

    def __init__(
        self,
        lane: Lane,
        program: Program,
        cell: Cell,
        killer: Killer,
        folder: Path,
        hand: Hand,
    ) -> None:
        self._lane, self._program, self._cell = lane, program, cell
        self._killer, self._folder, self._hand = killer, folder, hand
        self.by_fill: list[str] = []
        self.runs: list[Said] = []
        self.resumed_s: list[float] = []
        self.commits = 0

    async def until_settled(self, paths: tuple[Path, ...]) -> None:
        await self._once(self._place(paths))
        await self._hand.meddle(self._place(paths), self._meddled)
        if self.runs[0].is_dry:
            await self._note_filed()
        while len(self.runs) < MOST_RUNS and not self._is_settled():
            await self._once(self._place(paths))
            if self._program.until_doubled and await self._has_doubled(len(paths)):
                break
        self.commits = self._lane.proxy.commits

    def _place(self, paths: tuple[Path, ...]) -> Place:
        return self._hand.place(
            Place(
                home=self._folder / "home",
                address=self._lane.proxy.address,
                paths=paths,
                sessions=self._cell.sessions,
                files=self._folder / f"run-{len(self.runs) + 1}",
            )
        )

    async def _meddled(self, place: Place, may: frozenset[int]) -> None:
        """A run while other hands are in the game."""
        await self._once(place)
        self.runs[-1] = replace(self.runs[-1], may=may)

    async def _note_filed(self) -> None:
        """What reached the portal while nothing but dry runs was said."""
        records = await self._lane.mock.submissions()
        requests = await self._lane.mock.commit_requests()
        self.by_fill = [str(record["number"]) for record in records]
        self.by_fill += [f"{len(requests)} commit requests"] if requests else []

    async def _once(self, place: Place) -> None:
        after_kill = bool(self.runs) and self.runs[-1].exit_code is None
        self._lane.proxy.first_request_at = None
        running = await Running.start(self._program, place)
        self._killer.watch(running)
        try:
            if self._killer.meeting is not None and not self.runs:
                self.runs.append(await self._twin(self._killer.meeting, running, place))
            said = await running.over(RUN_MAY_TAKE_S)
            self.runs.append(replace(said, is_dry=place.is_dry))
        finally:
            running.end()
        first = self._lane.proxy.first_request_at
        if after_kill and first is not None:
            self.resumed_s.append(first - running.started_at)

    async def _twin(self, meeting: Meeting, first: Running, place: Place) -> Said:
        """The same command a second time, while the first one runs."""
        self._killer.struck += 1
        files = place.files.with_name(f"{place.files.name}-twin")
        running = await Running.start(self._program, replace(place, files=files))
        try:
            with meeting.of(first, running):
                return await running.over(RUN_MAY_TAKE_S)
        finally:
            running.end()

    async def _has_doubled(self, dossiers: int) -> bool:
        """What is stored twice stays so, whatever is said after."""
        return len(await self._lane.mock.submissions()) > dossiers

    def _is_settled(self) -> bool:
        ended = [run for run in self.runs if run.is_own and run.exit_code is not None]
        if not ended or not self.runs[-1].is_own or self.runs[-1].exit_code is None:
            return False
        states = [sorted((c.path, c.state, c.verified) for c in run.claims) for run in ended]
        if states[-1] and all(state == "verified" for _, state, _ in states[-1]):
            return True
        same = SAME_RUNS_LASTING if self._cell.fault.lasting else SAME_RUNS
        return len(states) >= same and all(state == states[-1] for state in states[-same:])
