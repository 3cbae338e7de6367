"""The kinds of control. A new widget is a new class here, with its script beside it."""

from __future__ import annotations

from portal_bot.form.controls.choices import (
    Checkbox,
    Choices,
    DropDown,
    Listbox,
    Radio,
    ReactSelect,
    Select,
)
from portal_bot.form.controls.date_boxes import IsoDate, MaskedDate, SplitDate
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.controls.table import Table
from portal_bot.form.controls.text_boxes import NativeDate, Number, Other, Text, TextArea
from portal_bot.form.snapshot import Control


def kind_of(control: Control) -> ControlKind:
    """The class for a control."""
    return KINDS[control.kind]


KINDS: dict[str, ControlKind] = {
    kind.name: kind
    for kind in (
        # A cell is a control of any kind.
        Table(kind_of),
        Choices(),
        DropDown(),
        ReactSelect(),
        Listbox(),
        Radio(),
        Checkbox(),
        SplitDate(),
        MaskedDate(),
        IsoDate(),
        Select(),
        TextArea(),
        Number(),
        NativeDate(),
        Text(),
        Other(),
    )
}
