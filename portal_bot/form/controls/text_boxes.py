"""Boxes to type in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.date_order import NO_ORDER, learn_order, same_numbers, turns
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control
from portal_bot.form.values import date_parts, in_order, number, printed

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


class Text(ControlKind):
    """One line of text."""

    name = "text"

    def equal(self, control: Control, value: Value) -> bool:
        return super().equal(control, value) and self.doubt(control, value) is None

    def doubt(self, control: Control, value: Value) -> str | None:
        """A date that the page wrote anew after us was read by it, in an order that nobody told."""
        if not isinstance(value, date) or control.order or not control.editable:
            return None
        shown, wanted = self.found(control).strip(), printed(value)
        rewritten = shown != in_order(wanted, control.order) and same_numbers(shown, wanted)
        return NO_ORDER if rewritten and turns(wanted) else None

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        if attempt > 1 and self.doubt(control, value):
            # A calendar that calls itself nothing: once its order is learnt, it is known as one.
            order = await learn_order(hand, control, printed(value))
            await hand.shown_after(control, in_order(printed(value), order))
        else:
            await super().by_hand(hand, control, value, attempt=attempt)

    def problem(self, control: Control, value: Value) -> str | None:
        if control.max_length is not None and _length(printed(value)) > control.max_length:
            return f"dài hơn {control.max_length} ký tự mà ô này nhận"
        return super().problem(control, value)


class TextArea(Text):
    """Text of several lines."""

    name = "textarea"


class Number(Text):
    """A number with its bounds."""

    family = "number"
    name = "number"

    def problem(self, control: Control, value: Value) -> str | None:
        if value is None:
            return None
        typed = number(printed(value))
        if typed is None:
            return "không phải là số"
        low, high = number(control.minimum or ""), number(control.maximum or "")
        if low is not None and typed < low:
            return f"nhỏ hơn mức {control.minimum} mà ô này nhận"
        if high is not None and typed > high:
            return f"lớn hơn mức {control.maximum} mà ô này nhận"
        return super().problem(control, value)

    def equal(self, control: Control, value: Value) -> bool:
        if value is None:
            return not control.value
        # The browser's own number box knows no dots between thousands: there 3.200 is three.
        wanted, found = number(printed(value)), number(self.found(control))
        return wanted is not None and wanted == found


class NativeDate(ControlKind):
    """The browser's own date box: shows the reader's format, keeps an ISO date."""

    family = "date"
    name = "native_date"

    def problem(self, control: Control, value: Value) -> str | None:
        return only_whole(value) or super().problem(control, value)

    def wanted(self, control: Control, value: Value) -> str:
        return _whole_date(value) or ""

    def found(self, control: Control) -> str:
        parts = date_parts(str(control.value or ""))
        return "{2:02}/{1:02}/{0}".format(*parts) if parts else ""


class RichText(Text):
    """An element that the page lets be written into."""

    name = "rich_text"
    keys = True


def only_whole(value: Value) -> str | None:
    """Why a box for whole dates does not take this one."""
    if value is not None and _whole_date(value) is None:
        return "chỉ nhận ngày đầy đủ (ngày/tháng/năm)"
    return None


def _whole_date(value: Value) -> str | None:
    parts = date_parts(printed(value))
    if parts is None or parts[1] is None or parts[2] is None:
        return None
    return "{}-{:02}-{:02}".format(*parts)


def _length(text: str) -> int:
    """As the web counts: a letter outside the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2
