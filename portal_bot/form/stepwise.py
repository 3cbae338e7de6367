"""Filling a form of which nobody told what depends on what: one thing, a look, the next thing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form.comparison import Comparison, FormMismatch, compare
from portal_bot.form.controls.kind import LAST
from portal_bot.form.hand import Hand
from portal_bot.form.plan import Assignment, Plan, absent_error, plan, refuse_unfit
from portal_bot.form.sight import Sight
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.work import Key, PageWork, Trouble, expanded, key_of

# What may rebuild other controls when it is set; a text is only read by the page.
_RULING = ("radio", "checkbox")


class Stepwise:
    """Fills entries into the page, each choice by itself, and proves it.

    Args:
        sight: the page.
        entries: what to fill, in the order in which a person would.
        whole: whether a required control that they do not speak of is refused.
    """

    def __init__(self, sight: Sight, entries: Sequence[Entry], *, whole: bool) -> None:
        self._sight = sight
        self._hand = Hand(sight)
        self._entries = entries
        self._whole = whole
        self._tries: Counter[Key] = Counter()
        self._trouble: dict[Key, tuple[PageWork, Trouble]] = {}

    async def run(self) -> Comparison:
        """Fills and proves.

        Raises:
            PortalChanged: a field is missing, ambiguous, or cannot take its value.
            PortalUnavailable: a list stays empty.
            FormMismatch: it was filled, and the form shows something else.
        """
        snapshot = await self._sight.look(rest=True)
        while True:
            made = plan(self._entries, snapshot)
            _refuse(made)
            if self._whole:
                self._refuse_unspoken(made, snapshot)
            if todo := self._next(made):
                snapshot = await self._step(todo)
            elif made.absent:
                snapshot = await self._awaited(made, snapshot)
            else:
                break
        return self._proved(snapshot)

    def _next(self, made: Plan) -> list[Assignment]:
        """The next choice or table alone; of what only takes text all at once."""
        left = [one for one in made.assigned if self._is_due(one)]
        ruling = [one for one in left if _rules(one)]
        if ruling:
            return ruling[:1]
        return [one for one in expanded(made) if self._is_due(one) and not _rules(one)]

    def _is_due(self, one: Assignment) -> bool:
        control = one.control
        return (
            control.editable
            and not one.is_right
            and self._tries[key_of(one.entry)] < LAST
            and not (one.entry.value is None and not _can_be_emptied(control))
        )

    async def _step(self, todo: Sequence[Assignment]) -> Snapshot:
        for one in todo:
            self._tries[key_of(one.entry)] += 1
        if todo[0].control.kind == "table":
            return await self._table(todo[0])
        refuse_unfit(todo)
        by_script = [one for one in todo if self._goes_by_script(one)]
        by_hand = [one for one in todo if not self._goes_by_script(one)]
        snapshot = await self._scripted(by_script)
        return await self._handled(by_hand) if by_hand else snapshot

    def _goes_by_script(self, one: Assignment) -> bool:
        return self._tries[key_of(one.entry)] == 1 and not (one.kind.keys or one.control.needs_keys)

    async def _scripted(self, todo: Sequence[Assignment]) -> Snapshot:
        waiting = [[one] for one in todo if one.kind.waits]
        work = PageWork(chains=waiting, plain=[one for one in todo if not one.kind.waits])
        results, snapshot = await self._sight.work(work.by_frame())
        self._note(work, results)
        return snapshot

    async def _handled(self, todo: Sequence[Assignment]) -> Snapshot:
        for one in todo:
            attempt = self._tries[key_of(one.entry)]
            await one.kind.by_hand(self._hand, one.control, one.entry.value, attempt=attempt)
        await self._hand.leave()
        return await self._sight.look(rest=True, leave=True)

    async def _table(self, one: Assignment) -> Snapshot:
        """First as many rows as are wanted, then its cells, each as any other control."""
        work = PageWork(rows=[one])
        results, snapshot = await self._sight.work(work.by_frame())
        if trouble := work.trouble(results):
            raise work.error(trouble, snapshot)
        for cell in expanded(plan([one.entry], snapshot)):
            key = key_of(cell.entry)
            while not cell.is_right and self._tries[key] < LAST:
                snapshot = await self._step([cell])
                same = [c for c in expanded(plan([one.entry], snapshot)) if key_of(c.entry) == key]
                if not same:
                    break
                cell = same[0]  # noqa: PLW2901 - the same cell, as it stands now
        return snapshot

    def _note(self, work: PageWork, results: Mapping[int, Any]) -> None:
        trouble = work.trouble(results)
        for one in (*work.plain, *(each for chain in work.chains for each in chain)):
            self._trouble.pop(key_of(one.entry), None)
        if trouble:
            self._trouble[key_of(trouble[0].entry)] = (work, trouble)
            if trouble[1] == "ambiguous":
                self._tries[key_of(trouble[0].entry)] = LAST

    async def _awaited(self, made: Plan, snapshot: Snapshot) -> Snapshot:
        """Waits for controls that are not there; at rest, not for long."""
        timing = self._sight.timing
        start = calm = time.monotonic()
        while made.absent:
            now = time.monotonic()
            if now - start > timing.settle_s or now - calm > timing.absent_s:
                self._raise_trouble(made, snapshot)
                raise absent_error(made.absent, snapshot)
            before = _handles(snapshot)
            snapshot = await self._sight.changed(timing.absent_s / 4)
            if before != _handles(snapshot):
                calm = time.monotonic()
            made = plan(self._entries, snapshot)
        return snapshot

    def _proved(self, snapshot: Snapshot) -> Comparison:
        comparison = compare(self._entries, snapshot)
        if comparison.differences:
            self._raise_trouble(plan(self._entries, snapshot), snapshot)
            raise FormMismatch(comparison)
        return comparison

    def _raise_trouble(self, made: Plan, snapshot: Snapshot) -> None:
        """Why a list did not give its option says more than that it does not show it."""
        for one in expanded(made):
            told = self._trouble.get(key_of(one.entry))
            if told and not one.is_right and one.control.editable:
                work, trouble = told
                raise work.error(trouble, snapshot)

    def _refuse_unspoken(self, made: Plan, snapshot: Snapshot) -> None:
        spoken = {(one.control.frame, one.control.handle) for one in made.assigned}
        new = [
            one.name
            for one in snapshot
            if one.required and one.editable and (one.frame, one.handle) not in spoken
        ]
        if new:
            names = ", ".join(f"“{name}”" for name in new)
            raise PortalChanged(f"Biểu mẫu có ô bắt buộc mà không được nói tới: {names}")


def _refuse(made: Plan) -> None:
    """What can never be taken is refused before anything is touched; lists may still change."""
    refuse_unfit(one for one in expanded(made) if not one.kind.waits)
    refuse_unfit(one for one in made.assigned if one.control.kind == "table")


def _rules(one: Assignment) -> bool:
    return one.kind.waits or one.control.kind in (*_RULING, "table")


def _can_be_emptied(control: Control) -> bool:
    if control.kind == "radio":
        return False
    return control.kind != "select" or control.has_blank


def _handles(snapshot: Snapshot) -> set[tuple[int, str]]:
    return {(control.frame, control.handle) for control in snapshot}
