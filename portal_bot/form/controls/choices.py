"""Controls to choose from: exactly the wanted option, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control
from portal_bot.form.text import places_of, same_choice
from portal_bot.form.values import printed

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


class _Choice(ControlKind):
    def problem(self, control: Control, value: Value) -> str | None:
        options = control.options
        if value is None or options is None or not control.editable:
            return super().problem(control, value)
        places = places_of(printed(value), options)
        if len(places) > 1:
            return f"có {len(places)} lựa chọn giống nhau, không biết chọn cái nào"
        if not places and not self.waits:
            return f"không có lựa chọn này (đang có {len(options)} lựa chọn)"
        return super().problem(control, value)

    def equal(self, control: Control, value: Value) -> bool:
        found = self.found(control)
        if value is None:
            return not found
        return same_choice(printed(value), found, control.options or ())


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

    name = "checkbox"

    def problem(self, control: Control, value: Value) -> str | None:
        if value is not None and not isinstance(value, bool):
            return "chỉ nhận có hoặc không"
        return None

    def wanted(self, value: Value) -> bool:
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
        await hand.choose(control, printed(value))


class Opened(_Choice):
    """A list that exists only while it is open."""

    waits = True

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        if value is None:
            await hand.clear(control)
        else:
            await hand.open_and_click(control, printed(value))


class Choices(Opened):
    """Choices.js, as Form.io uses it."""

    name = "choices"


class DropDown(Opened):
    """cc-select, x-select: a div that drops down, with a hidden input."""

    name = "drop_down"


class ReactSelect(Opened):
    """react-select: opens on mousedown, its menu may hang on the body."""

    name = "react_select"


class Listbox(Opened):
    """A button or combobox with an ARIA list, replaced by an input once something is chosen."""

    name = "listbox"
