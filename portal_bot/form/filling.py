"""One filling of a form: structure first, then addresses, then the rest, then the proof."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from portal_bot.dossier.entries import Entry
from portal_bot.errors import DossierError, PortalChanged
from portal_bot.form.comparison import (
    ABSENT,
    TWICE,
    Comparison,
    FormMismatch,
    compare,
    demanded,
    leftovers,
)
from portal_bot.form.controls.choices import Opened
from portal_bot.form.controls.kind import LAST
from portal_bot.form.hand import Hand
from portal_bot.form.plan import (
    Absent,
    Assignment,
    Plan,
    absent_error,
    named,
    plan,
    refuse_unfit,
)
from portal_bot.form.sight import Sight
from portal_bot.form.snapshot import Snapshot
from portal_bot.form.work import (
    Key,
    PageWork,
    Trouble,
    expanded,
    fields,
    key_of,
    structure,
    typing,
)

# A plan is made anew so often while labels are missing; many glances fit in `Timing.settle_s`.
_GLANCE_S = 0.25


class Filling:
    """Fills the entries into the page, once.

    Args:
        sight: the page.
        entries: what to fill.
        earlier: what was filled before on the same form: spoken of, not filled again.
        whole: whether the entries claim to speak of all their sections' controls.
    """

    def __init__(
        self, sight: Sight, entries: Sequence[Entry], *, earlier: Sequence[Entry], whole: bool
    ) -> None:
        self._sight = sight
        self._hand = Hand(sight)
        self._entries = entries
        self._spoken = (*earlier, *entries)
        self._whole = whole
        self._done: set[Key] = set()
        self._clicked: set[Key] = set()

    async def run(self) -> Comparison:
        """Fills and proves.

        Raises:
            PortalChanged: a field is missing, ambiguous, new, or cannot take its value.
            DossierError: the portal looked a value up, locked it, and it is another.
            FormMismatch: it was filled, and the form shows something else.
        """
        snapshot = await self._fill(await self._sight.look())
        comparison = self._compare(snapshot)
        if self._amendable(snapshot, comparison) or _vanished(comparison):
            # A block was wiped, or is being rebuilt, behind us: the same once more.
            self._done.clear()
            snapshot = await self._fill(snapshot, attempt=2)
            comparison = self._compare(snapshot)
        # What a script could not set may still take a person's keys and clicks.
        if stubborn := self._amendable(snapshot, comparison):
            snapshot = await self._by_hand(stubborn, attempt=3)
            comparison = self._compare(snapshot)
        if comparison.differences:
            self._refuse_locked(snapshot)
            raise FormMismatch(comparison)
        return comparison

    def _refuse_locked(self, snapshot: Snapshot) -> None:
        """What the portal looked up and locked is not the form's fault.

        Raises:
            DossierError: it is another than the dossier says.
        """
        locked = [
            one.entry
            for one in plan(self._entries, snapshot).assigned
            if one.entry.looked_up and not one.control.editable and not one.is_right
        ]
        if locked:
            raise DossierError(
                f"Cơ sở dữ liệu về dân cư có giá trị khác hồ sơ, cổng đã điền và khóa ô: "
                f"{', '.join(map(named, locked))}. Xem lại giấy tờ: sửa hồ sơ, hoặc bỏ trống mục "
                "ấy để lấy theo cơ sở dữ liệu; dữ liệu dân cư sai thì người dân đề nghị công an "
                "cấp xã sửa trước",
                field=locked[0].path,
            )

    async def _fill(self, snapshot: Snapshot, *, attempt: int = 1) -> Snapshot:
        while True:
            made = self._planned(snapshot)
            if work := structure(made, self._done):
                snapshot = await self._carry_out(work)
                continue
            # Only once the structure stands: until then labels come and go.
            made, snapshot = await self._all_there(made, snapshot)
            if self._whole and demanded(self._spoken, snapshot):
                snapshot = await self._none_demanded()
                made = self._planned(snapshot)
            work = fields(made, self._done)
            typed = [] if made.absent else typing(made, self._done)
            if not work and not typed:
                return snapshot
            if work and typed:
                # Not looked at between the two: keys come next in any case, and a look costs a
                # round trip.
                await self._carry_out(work, look=False)
            elif work:
                snapshot = await self._carry_out(work)
            if typed:
                snapshot = await self._by_hand(typed, attempt=attempt)
                self._done |= {key_of(one.entry) for one in typed}

    def _planned(self, snapshot: Snapshot) -> Plan:
        made = plan(self._entries, snapshot)
        refuse_unfit((*made.assigned, *expanded(made)))
        return made

    async def _carry_out(self, work: PageWork, *, look: bool = True) -> Snapshot:
        results, snapshot = await self._sight.work(work.by_frame(), look=look)
        if trouble := work.trouble(results):
            snapshot = snapshot if look else await self._sight.look()
            return await self._by_clicks(work, trouble, snapshot)
        self._done |= work.keys
        return snapshot

    async def _by_clicks(self, work: PageWork, trouble: Trouble, snapshot: Snapshot) -> Snapshot:
        """A list that a script could not choose from is tried as a person does, once."""
        one, word = trouble
        key = key_of(one.entry)
        if word != "missing" or not isinstance(one.kind, Opened) or key in self._clicked:
            raise work.error(trouble, snapshot)
        self._clicked.add(key)
        now = [each for each in self._planned(snapshot).assigned if key_of(each.entry) == key]
        snapshot = await self._by_hand(now, attempt=LAST)
        if not any(each.is_right for each in plan([one.entry], snapshot).assigned):
            raise work.error(trouble, snapshot)
        return snapshot

    async def _all_there(self, made: Plan, snapshot: Snapshot) -> tuple[Plan, Snapshot]:
        """Waits for labels that are not there yet; a lower level of an address may come later."""
        timing = self._sight.timing
        start = calm = time.monotonic()
        while missing := _missing(made, self._done):
            now = time.monotonic()
            left = timing.absent_s - (now - calm)
            if now - start > timing.settle_s or left <= 0:
                raise absent_error(missing, snapshot)
            before = {(control.frame, control.handle) for control in snapshot}
            snapshot = await self._sight.changed(min(left, _GLANCE_S))
            if before != {(control.frame, control.handle) for control in snapshot}:
                calm = time.monotonic()
            made = self._planned(snapshot)
        return made, snapshot

    async def _by_hand(self, assigned: Iterable[Assignment], *, attempt: int) -> Snapshot:
        for one in assigned:
            await one.kind.by_hand(self._hand, one.control, one.entry.value, attempt=attempt)
        await self._hand.leave()
        return await self._sight.look(rest=True, leave=True)

    def _compare(self, snapshot: Snapshot) -> Comparison:
        comparison = compare(self._entries, snapshot)
        if not self._whole:
            return comparison
        self._refuse_new_fields(snapshot)
        return Comparison((*comparison, *leftovers(self._spoken, snapshot)))

    def _amendable(self, snapshot: Snapshot, comparison: Comparison) -> list[Assignment]:
        """What differs and could be typed again."""
        if not comparison.differences:
            return []
        made = plan(self._entries, snapshot)
        return [one for one in expanded(made) if one.control.editable and not one.is_right]

    async def _none_demanded(self) -> Snapshot:
        """What the form insists on may be on its way: a page fills in what it knows by itself."""
        snapshot = await self._sight.look(rest=True)
        until = time.monotonic() + self._sight.timing.absent_s
        while demanded(self._spoken, snapshot) and time.monotonic() < until:
            snapshot = await self._sight.changed(_GLANCE_S)
        self._refuse_new_fields(snapshot)
        return snapshot

    def _refuse_new_fields(self, snapshot: Snapshot) -> None:
        if new := demanded(self._spoken, snapshot):
            names = ", ".join(f"“{name}”" for name, _ in new)
            told = f"Biểu mẫu có ô bắt buộc mà hồ sơ không nói tới: {names}"
            paths = [path for _, path in new if path]
            # It may be called by this name now.
            absent = plan(self._entries, snapshot).absent
            if gone := [one.entry for one in absent if not one.count]:
                told += f"; và chưa thấy ô: {', '.join(map(named, gone))}"
                paths += [entry.path for entry in gone]
            raise PortalChanged(told, field=next(iter(paths), None))


def _vanished(comparison: Comparison) -> bool:
    return any(row.note in (ABSENT, TWICE) for row in comparison.differences)


def _missing(made: Plan, done: set[Key]) -> list[Absent]:
    """What should be there: all but the levels below one that is still to be chosen."""
    coming = [
        one.entry
        for one in made.assigned
        if one.entry.level is not None and key_of(one.entry) not in done and not one.is_right
    ]
    return [
        one
        for one in made.absent
        if one.count or not any(_stands_above(entry, one.entry) for entry in coming)
    ]


def _stands_above(one: Entry, other: Entry) -> bool:
    """Whether one is a wider level of the other's address."""
    same = (one.section, one.group) == (other.section, other.group)
    return same and (one.level or 0) < (other.level or 0)
