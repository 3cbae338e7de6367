"""Controls to choose from: exactly the wanted option, or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control
from portal_bot.form.text import places_of, same_choice
from portal_bot.form.values import printed

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


def texts_of(value: Value) -> tuple[str, ...]:
    """The options that a value names; none for nothing."""
    if isinstance(value, tuple):
        return tuple(one for one in value if isinstance(one, str))
    return () if value is None else (printed(value),)


class _Choice(ControlKind):
    family = "choice"

    def problem(self, control: Control, value: Value) -> str | None:
        if not (control.multiple and value == texts_of(value)) and isinstance(value, tuple):
            return super().problem(control, value)
        options = control.options
        if options is None or not control.editable:
            return None
        for text in texts_of(value):
            places = places_of(text, options)
            if len(places) > 1:
                return f"có {len(places)} lựa chọn giống nhau, không biết chọn cái nào"
            if not places and not self.waits:
                return f"không có lựa chọn này (đang có {len(options)} lựa chọn)"
        return None

    def wanted(self, control: Control, value: Value) -> str | bool | list[str]:
        return list(texts_of(value)) if control.multiple else printed(value)

    def equal(self, control: Control, value: Value) -> bool:
        found = control.value if isinstance(control.value, tuple) else (self.found(control),)
        shown = [one for one in found if one]
        wanted = texts_of(value)
        if len(shown) != len(wanted):
            return False
        options = control.options or ()
        return all(any(same_choice(text, one, options) for one in shown) for text in wanted)


class Radio(_Choice):
    """One of several buttons; also boxes to tick that behave like them."""

    name = "radio"

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        if value is not None:
            await hand.click(control, printed(value))


class Checkbox(ControlKind):
    """A box to tick, a switch."""

    family = "tick"
    name = "checkbox"

    def problem(self, control: Control, value: Value) -> str | None:
        if value is not None and not isinstance(value, bool):
            return "chỉ nhận có hoặc không"
        return None

    def wanted(self, control: Control, value: Value) -> bool:
        return value is True

    def equal(self, control: Control, value: Value) -> bool:
        return bool(control.value) == (value is True)

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        if not self.equal(control, value):
            await hand.click(control, value is True)


class Select(_Choice):
    """A native select, also under a select2."""

    name = "select"
    waits = True

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        await hand.choose(control, self.wanted(control, value))


class MultiSelect(Select):
    """A native select of several values."""

    name = "multi_select"


class Opened(_Choice):
    """A list that exists only while it is open."""

    waits = True

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        wanted = texts_of(value)
        if not wanted and not control.multiple:
            await hand.clear(control)
        if control.multiple:
            await hand.drop(control, wanted)
        there = control.value if isinstance(control.value, tuple) else ()
        for text in wanted:
            if not any(same_choice(text, one, ()) for one in there):
                await hand.open_and_click(control, text)


class Choices(Opened):
    """Choices.js, as Form.io uses it."""

    name = "choices"


class Select2(Opened):
    """select2: a native select is its model, its own events tell the page."""

    name = "select2"


class FacedSelect(Opened):
    """A native select beneath the face of some library: Chosen, Tom Select, bootstrap-select."""

    name = "faced_select"


class NgSelect(Opened):
    """ng-select of Angular: options as one scrolls."""

    name = "ng_select"


class Antd(Opened):
    """Ant Design's select: a list of its own for screen readers beside the one that is seen."""

    name = "antd"


class DropDown(Opened):
    """cc-select, x-select: a div that drops down, with a hidden input."""

    name = "drop_down"


class ReactSelect(Opened):
    """react-select: opens on mousedown, its menu may hang on the body."""

    name = "react_select"


class Listbox(Opened):
    """A button or combobox with an ARIA list, replaced by an input once something is chosen."""

    name = "listbox"

    def problem(self, control: Control, value: Value) -> str | None:
        # What is typed into a calendar that calls itself a list is a search, and no choice.
        if isinstance(value, date) and control.options is None:
            return "là danh sách, không phải ô ngày"
        return super().problem(control, value)
