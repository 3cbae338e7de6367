"""The kinds of control. A new widget is a new class here, with its script beside it."""

from __future__ import annotations

from portal_bot.form.controls.choices import (
    Antd,
    Checkbox,
    Choices,
    DropDown,
    FacedSelect,
    Listbox,
    MultiSelect,
    NgSelect,
    Radio,
    ReactSelect,
    Select,
    Select2,
)
from portal_bot.form.controls.date_boxes import (
    DatePicker,
    IsoDate,
    MaskedDate,
    PickerBox,
    SectionDate,
    SplitDate,
)
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.controls.table import Table
from portal_bot.form.controls.text_boxes import NativeDate, Number, RichText, Text, TextArea
from portal_bot.form.controls.unfilled import Closed, File
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
        Select2(),
        FacedSelect(),
        NgSelect(),
        Antd(),
        DropDown(),
        ReactSelect(),
        Listbox(),
        Radio(),
        Checkbox(),
        SplitDate(),
        MaskedDate(),
        IsoDate(),
        DatePicker(),
        PickerBox(),
        SectionDate(),
        Select(),
        MultiSelect(),
        TextArea(),
        Number(),
        NativeDate(),
        Text(),
        RichText(),
        File(),
        Closed(),
    )
}
