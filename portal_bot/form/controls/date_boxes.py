"""Dates in boxes that do not behave like text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.date_order import NO_ORDER, learn_order, turns
from portal_bot.form.controls.kind import LAST, ControlKind
from portal_bot.form.controls.text_boxes import only_whole
from portal_bot.form.snapshot import Control
from portal_bot.form.values import date_parts, in_order, printed

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


class MaskedDate(ControlKind):
    """A date behind a mask: it takes back what no key typed."""

    family = "date"
    name = "masked_date"
    keys = True

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        # Digits for the mask; slashes, too, if it was none; at last digits as slowly as a person.
        text = in_order(printed(value), control.order)
        if attempt != LAST - 1 and isinstance(value, date):
            text = re.sub(r"\D", "", text)
        await hand.type(control, text, slowly=attempt == LAST)


class _ModelledDate(ControlKind):
    """A date whose hidden ISO twin is what is really sent: both must be right."""

    family = "date"

    def equal(self, control: Control, value: Value) -> bool:
        return super().equal(control, value) and self._sent_right(control, value)

    def _sent_right(self, control: Control, value: Value) -> bool:
        if control.model is None:
            return True
        wanted = date_parts(printed(value))
        if wanted is not None and None in wanted:
            return True  # half a date has no ISO form; each portal has its own
        return date_parts(control.model) == wanted and bool(control.model) == bool(wanted)


class IsoDate(_ModelledDate):
    """A picker that we do not know: people see dd/mm/yyyy, an ISO date is kept beside it."""

    name = "iso_date"
    keys = True


class DatePicker(ControlKind):
    """A library's date picker: the date it keeps counts, in whatever order the page writes it."""

    family = "date"
    name = "date_picker"

    def problem(self, control: Control, value: Value) -> str | None:
        return super().problem(control, value) or only_whole(value)

    def found(self, control: Control) -> str:
        return control.model or super().found(control)

    def equal(self, control: Control, value: Value) -> bool:
        if value is None:
            return not (control.model or control.value)
        return super().equal(control, value) and (control.model is None or bool(control.model))


class PickerBox(DatePicker):
    """A picker of React, Vue or Angular: the box takes keys, Enter says that they are meant."""

    name = "picker_box"
    keys = True

    def equal(self, control: Control, value: Value) -> bool:
        return super().equal(control, value) and self.doubt(control, value) is None

    def doubt(self, control: Control, value: Value) -> str | None:
        if value is None or control.model or control.order:
            return None
        is_iso = re.match(r"\d{4}", self.found(control)) is not None
        return NO_ORDER if turns(self.found(control)) and not is_iso else None

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        order = control.order
        if attempt > 1 and turns(printed(value)):
            order = await learn_order(hand, control, printed(value)) or order
        await hand.type(control, in_order(printed(value), order))
        await hand.enter()
        await hand.leave()


class SectionDate(ControlKind):
    """Day, month and year as sections of one box (MUI X, React Aria)."""

    family = "date"
    name = "section_date"
    keys = True

    def problem(self, control: Control, value: Value) -> str | None:
        return super().problem(control, value) or only_whole(value)

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        year, month, day = date_parts(printed(value)) or (None, None, None)
        digits = {"day": day, "month": month, "year": year}
        await hand.into_sections(
            control,
            {part: "" if one is None else str(one).zfill(2) for part, one in digits.items()},
        )
        await hand.leave()


class SplitDate(_ModelledDate):
    """Day, month and year in three boxes, often with a hidden ISO date."""

    name = "split_date"

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        year, month, day = date_parts(printed(value)) or ("", None, None)
        for part, number in (("day", day), ("month", month), ("year", year)):
            text = "" if number is None else str(number).zfill(2)
            await hand.type(control, text, part=part)
        await hand.leave()
