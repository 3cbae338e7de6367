"""Dates in boxes that do not behave like text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.kind import LAST, ControlKind
from portal_bot.form.snapshot import Control
from portal_bot.form.values import date_parts, printed

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


class MaskedDate(ControlKind):
    """A date behind a mask: it takes back what no key typed."""

    name = "masked_date"
    keys = True

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        # Digits for the mask; slashes, too, if it was none; at last digits as slowly as a person.
        text = printed(value) if attempt == LAST - 1 else printed(value).replace("/", "")
        await hand.type(control, text, slowly=attempt == LAST)


class _ModelledDate(ControlKind):
    """A date whose hidden ISO twin is what is really sent: both must be right."""

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
    """A date picker: people see dd/mm/yyyy, the portal keeps an ISO date beside it."""

    name = "iso_date"


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
