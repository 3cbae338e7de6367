"""A form on a page, spoken to in the labels that people see."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import Page

from portal_bot.dossier.entries import Entry, Value, entries
from portal_bot.form.browser_page import AsyncBrowserPage
from portal_bot.form.comparison import Comparison, compare
from portal_bot.form.filling import Filling
from portal_bot.form.plan import plan
from portal_bot.form.sight import Sight, as_it_stands
from portal_bot.form.snapshot import Snapshot
from portal_bot.form.timing import Timing

if TYPE_CHECKING:
    from portal_bot.dossier.block import Declaration

# What was read back so lately need not be again, before anything else was done.
MOMENT_S = 0.3


@dataclass(frozen=True, slots=True)
class Blame:
    """Which boxes the page says something is wrong with.

    Attributes:
        path: the dossier's field at the first that is one of its own; `None`: at none.
        boxes: all of them as printed, the dossier's or not.
    """

    path: str | None
    boxes: tuple[str, ...]


class Form:
    """What a flow's step gets: fill, enter, and look.

    Args:
        page: the page the form is on.
        root: CSS of the form's region; without it the whole page, with all its frames.
        timing: how long to wait for what.
        arranged: gives controls the blocks that a page shows by their order alone.
    """

    def __init__(
        self,
        page: Page,
        *,
        root: str | None = None,
        timing: Timing = Timing(),  # noqa: B008 - frozen
        arranged: Callable[[Snapshot], Snapshot] = as_it_stands,
    ) -> None:
        self._sight = Sight(AsyncBrowserPage(page), root, timing, arranged)
        self._filled: tuple[Entry, ...] = ()
        self._proved_at = float("-inf")

    async def fill(self, declared: Declaration | Sequence[Entry]) -> None:
        """Fills all entries and reads them back.

        Raises:
            PortalChanged: a field is missing, ambiguous or new, or cannot take its value.
            FormMismatch: the form shows something else than the dossier says.
        """
        wanted = tuple(declared) if isinstance(declared, Sequence) else entries(declared)
        await self._run(wanted, whole=True)

    async def enter(
        self, label: str, value: Value, *, section: str | None = None, group: str | None = None
    ) -> None:
        """Fills one control and reads it back; without a section the label must be the only one."""
        await self._run((Entry(section or "", group, label, value, ""),), whole=False)

    async def snapshot(self, *, rest: bool = False) -> Snapshot:
        """Every control that can be seen now, or once the page is at rest."""
        return await self._sight.look(rest=rest)

    async def verify(self, wanted: Sequence[Entry], *, read_only: bool = False) -> Comparison:
        """Compares what the page shows with the entries; a review page is a disabled copy."""
        snapshot = await self._sight.look(rest=not read_only, leave=not read_only)
        return compare(wanted, snapshot)

    async def blamed(self) -> Blame:
        """Where the page's own error messages stand, the first first."""
        snapshot = await self._sight.look()
        boxes = {(one.frame, one.handle): one.name for one in snapshot}
        paths = {
            (one.control.frame, one.control.handle): one.entry.path
            for one in plan(self._filled, snapshot).assigned
        }
        found: list[tuple[int, str]] = []
        for frame in sorted({frame for frame, _ in paths}):
            handles: list[str] = await self._sight.do(frame, "blamed") or []
            found += [(frame, handle) for handle in handles]
        path = next(filter(None, map(paths.get, found)), None)
        return Blame(path, tuple(dict.fromkeys(boxes[one] for one in found if one in boxes)))

    def is_proved(self) -> bool:
        """Whether all that was filled was read back a moment ago, at rest, and together."""
        return time.monotonic() - self._proved_at < MOMENT_S

    @property
    def filled(self) -> tuple[Entry, ...]:
        """All entries filled so far, the last value of each."""
        return self._filled

    async def _run(self, wanted: tuple[Entry, ...], *, whole: bool) -> None:
        names = {(one.section, one.group, one.label) for one in wanted}
        earlier = tuple(
            one for one in self._filled if (one.section, one.group, one.label) not in names
        )
        self._proved_at = float("-inf")
        await Filling(self._sight, wanted, earlier=earlier, whole=whole).run()
        if not earlier:
            self._proved_at = time.monotonic()
        self._filled = (*earlier, *wanted)
