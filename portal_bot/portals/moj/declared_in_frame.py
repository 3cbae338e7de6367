"""Step 2, Kê khai thông tin: the e-form in a frame of another origin, and how it was kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from portal_bot.dossier.block import Declaration
from portal_bot.dossier.entries import Entry, entries, spoken
from portal_bot.errors import PortalChanged, PortalRejected, PortalUnavailable
from portal_bot.form import Comparison, Form, FormMismatch, compare
from portal_bot.form.comparison import READ_ONLY
from portal_bot.form.plan import plan
from portal_bot.form.snapshot import Snapshot
from portal_bot.portals.igate_v1.delivery import METHOD
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.moj.document_wallet import PapersTable
from portal_bot.portals.moj.way_switches import WAYS
from portal_bot.portals.moj.wizard_page import ask
from portal_bot.portals.national.clusters import COUNTRY, HOME
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen, Seen, Tab

PREVIEW, AGAIN, NEXT = "Xem trước", "Sửa tờ khai", "Bước tiếp theo"
# Seen on the marriage form: what is written before the commune.
DETAIL = "Địa chỉ"
FRAME_MS = 30_000
_SHOWN = 6
KEPT_OTHERWISE = "cổng lưu khác hồ sơ"
_OF_FORM = re.compile(r"(.+) \(tờ khai (\d+)\)")
# By code, the section in which a form asks for the way back before the last step does.
_ASKS_FOR_THE_WAY = {"1.004873": "Mục đích"}


class EForm(Form):
    """The declaration, in its frame: one form, or several that come one after the other."""

    def __init__(self, step: DeclarationStep, own: tuple[Entry, ...]) -> None:
        super().__init__(step.tab.page, root="main")
        self._step, self._own = step, own
        self.number = ""

    async def fill(self, declared: Declaration | Sequence[Entry]) -> None:
        """Fills the forms that were not left behind; each but the last is kept, and left."""
        wanted = entries(declared) if isinstance(declared, Declaration) else declared
        forms = by_form((*self._own, *as_printed(wanted)))
        for number, part in forms.items():
            if self._step.is_left(number):
                continue
            if self._filled:
                await self._step.leave_for_the_next(self)
                self._filled = ()
            self.number = number
            await super().fill(part)

    async def as_kept(self) -> Snapshot:
        """What its own frame shows at rest; of another beside it (a chat) nothing is kept."""
        seen = await self.snapshot(rest=True)
        frames = {one.control.frame for one in plan(self.filled, seen).assigned}
        return Snapshot(tuple(one for one in seen if one.frame in frames))


def by_form(wanted: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The entries of each form, as it prints them, by its number; empty where there is one alone.

    A declaration of several says of which form a section is behind its title, as the record does.
    """
    found: dict[str, list[Entry]] = {}
    for one in wanted:
        of = _OF_FORM.fullmatch(one.section)
        title, number = of.groups() if of else (one.section, "")
        found.setdefault(number, []).append(replace(one, section=title))
    return {number: tuple(part) for number, part in found.items()}


def own_entries(request: Request) -> tuple[Entry, ...]:
    """What a form asks for besides the declaration: how the result comes back."""
    section = _ASKS_FOR_THE_WAY.get(request.code)
    if section is None:
        return ()
    return (Entry(section, None, METHOD, WAYS[request.delivery.method], "delivery.method"),)


def as_printed(declared: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same as these forms print it.

    What is written before the commune has another label; and where a place is asked for with its
    country, that of one in the country is the form's own to say.
    """
    asked = {(one.section, one.group) for one in declared if one.label == COUNTRY}
    countries = (
        Entry(one.section, one.group, COUNTRY, HOME, one.path)
        for one in declared
        if one.level == 0 and one.value is not None and (one.section, one.group) in asked
    )
    return spoken((*map(_labelled, declared), *countries))


def _labelled(one: Entry) -> Entry:
    is_detail = one.group is not None and one.label == ADDRESS_LEVELS[-1]
    return replace(one, label=DETAIL) if is_detail else one


class DeclarationStep(Screen):
    """The step with the frame; then the form as the portal keeps it, to be read."""

    heading = "Kê khai thông tin"

    def __init__(self, tab: Tab, seen: Seen) -> None:
        super().__init__(tab, seen)
        # By the form's number.
        self._kept: dict[str, Snapshot] = {}
        self._left: set[str] = set()

    def is_left(self, number: str) -> bool:
        """Whether this form was kept, and the next one came."""
        return number in self._left

    async def ready(self) -> None:
        """Waits until the form stands in its frame.

        Raises:
            PortalUnavailable: it does not.
        """
        said = await self._button(PREVIEW)
        if said is None or said:
            told = " · ".join(f"“{one}”" for one in said or ())
            raise PortalUnavailable(f"khung tờ khai không mở được{': ' if told else ''}{told}")

    async def edit_again(self) -> None:
        """From the form as it was kept back to the one that is filled."""
        page = self.tab.page
        if await page.get_by_role("button", name=AGAIN, exact=True).is_visible():
            await self.tab.click(AGAIN)
            await self.ready()

    async def keep(self, form: EForm) -> None:
        """Has the form kept, and compares what the portal then shows.

        Raises:
            FormMismatch: before it was kept or afterwards, it shows something else.
            PortalRejected: the portal says no; with the field it blames.
            PortalUnavailable: it says nothing.
        """
        if not form.is_proved():
            _insist(await form.verify(form.filled))
        await self.tab.click(PREVIEW)
        said = await self._button(NEXT)
        if said is None:
            raise PortalUnavailable("bấm “Xem trước” mà cổng không hiện bản xem trước")
        if said:
            told, blame = " · ".join(f"“{one}”" for one in said), await form.blamed()
            # Its words in general say nothing of where; those at a box stand at the box.
            at = f"; ở ô {_quoted(blame.boxes)}" if blame.boxes else ""
            raise PortalRejected(f"cổng trả lời: {told}{at}", field=blame.path)
        kept = self._kept[form.number] = await form.as_kept()
        if still := [control.name for control in kept if control.editable]:
            raise PortalChanged(
                f"bản xem trước vẫn sửa được: không phải điều cổng đã lưu; ở ô {_quoted(still)}"
            )
        _insist(_as_kept(compare(form.filled, kept)))

    def compare(self, wanted: Sequence[Entry]) -> Comparison:
        """What the portal showed of what it keeps, beside what is wanted.

        Raises:
            PortalChanged: one of the forms was not shown as it is kept.
        """
        forms = by_form(wanted)
        if unseen := forms.keys() - self._kept.keys():
            raise PortalChanged(f"chưa xem trước tờ khai {', '.join(sorted(unseen))}".rstrip())
        rows = (compare(part, self._kept[number]) for number, part in forms.items())
        return Comparison(row for part in rows for row in part)

    async def leave_for_the_next(self, form: EForm) -> None:
        """Has the form kept, and waits for the one behind it; raises as `keep` and `ready` do."""
        await self.keep(form)
        await self.tab.click(NEXT)
        self._left.add(form.number)
        await self.ready()

    async def go_on(self) -> PapersTable:
        return await self.tab.press(NEXT, PapersTable)

    async def _button(self, name: str) -> list[str] | None:
        """Waits for a button; what the page says instead; `None`: nothing comes."""
        told: dict[str, Any] | None = await ask(self.tab, "button", button=name, waitMs=FRAME_MS)
        return None if told is None else told["messages"]


def _quoted(names: Sequence[str]) -> str:
    """The first of them, as a message names them."""
    more = f" và {len(names) - _SHOWN} ô khác" if len(names) > _SHOWN else ""
    return ", ".join(f"“{one}”" for one in names[:_SHOWN]) + more


def _as_kept(comparison: Comparison) -> Comparison:
    """All of what was kept is read only: of what differs that says nothing."""
    return Comparison(
        replace(row, note=KEPT_OTHERWISE) if row.note == READ_ONLY else row for row in comparison
    )


def _insist(comparison: Comparison) -> None:
    if comparison.differences:
        raise FormMismatch(comparison)
