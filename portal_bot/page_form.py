"""The form engine for any page of Playwright: read, fill, verify, by the labels that people see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Union

from portal_bot.browser.trouble import told
from portal_bot.dossier.amounts import decimal_text
from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import UsageError
from portal_bot.form.browser_page import AsyncBrowserPage, BrowserPage
from portal_bot.form.comparison import Comparison, FormMismatch, compare
from portal_bot.form.controls import kind_of
from portal_bot.form.sight import Sight
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.stepwise import Stepwise
from portal_bot.form.text import label_key, without_marks
from portal_bot.form.timing import Timing

if TYPE_CHECKING:
    from playwright.async_api import Page

Cell = Union[str, bool, int, float, Decimal, date, None]  # noqa: UP007  # older type checkers
FormValue = Union[Cell, Sequence[str], Sequence[Mapping[str, Cell]]]  # noqa: UP007  # the same
#: `{section: {label: value}}` or `{section: {group: {label: value}}}`; no section is `""`.
FormValues = Mapping[str, Mapping[str, "FormValue | Mapping[str, FormValue]"]]
Shown = Union[str, bool, tuple[str, ...], tuple[dict[str, "str | bool"], ...]]  # noqa: UP007  # the same


@dataclass(frozen=True, slots=True)
class FormControl:
    """One control that a person sees on the page.

    Attributes:
        section: the title of the block it stands in, `None` where there is none.
        group: the title of the block within the section.
        label: its label as printed, without the marks of what is required.
        kind: what it is: `text`, `select`, `radio`, `checkbox`, `table`, `choices` and so on.
        value: what it says: a text (dates dd/mm/yyyy), a tick, several texts, or a table's rows.
        required: whether the page marks it as required.
        read_only: whether a person could not change it.
        options: the texts to choose from, `None` where they are shown only while it is open.
        seen_into: `False` for what no script can look into: a closed shadow root, a canvas.
        library: whose widget it is, with the version where the page shows it, else `None`.
    """

    section: str | None
    group: str | None
    label: str
    kind: str
    value: Shown = field(repr=False)
    required: bool
    read_only: bool
    options: tuple[str, ...] | None
    seen_into: bool
    library: str | None


class PageForm:
    """A form on any page, filled and read as a person does: by section, group and label.

    Nothing is guessed: what is missing, ambiguous, of a kind that cannot be filled, or other than
    it was filled, is an error that names the field and what was there instead.

    Args:
        page: a page of `playwright.async_api`, opened by anybody.
        root: CSS of the form's region; without it the whole page with all its frames.
        timing: how long to wait for what.
    """

    def __init__(self, page: Page, *, root: str | None = None, timing: Timing = Timing()) -> None:  # noqa: B008 - frozen
        self._filler = Filler(AsyncBrowserPage(page), root, timing)

    async def read(self) -> list[FormControl]:
        """Every control that a person sees now, in the order in which they stand.

        Raises:
            PortalBotError: the page cannot be read.
        """
        return await self._filler.read()

    async def fill(self, values: FormValues, *, whole: bool = False) -> None:
        """Fills what is named, and proves that the page has kept it.

        Args:
            values: `{section: {label: value}}` or `{section: {group: {label: value}}}`; `""` for
                no section. A value is a text, a `bool`, a `date`, a number, `None` (left empty), a
                list of texts (several values) or a list of mappings (the rows of a table).
            whole: claims to speak of the whole form: a required control that is not spoken of is
                refused before anything is filled.

        Raises:
            PortalChanged: a field is missing, ambiguous, or cannot take its value.
            PortalUnavailable: a list does not come.
            FormMismatch: it was filled, and the page shows something else.
            UsageError: a value is of a type that no form has.
        """
        await self._filler.fill(values, whole=whole)

    async def verify(self, values: FormValues) -> Comparison:
        """Reads the page again, after the caret has left, and compares.

        Returns:
            One row for each field.

        Raises:
            FormMismatch: with `.differences`, each with its `name` and a `note`.
        """
        return await self._filler.verify(values)


class Filler:
    """What both faces of `PageForm` do, over either face of Playwright."""

    def __init__(self, page: BrowserPage, root: str | None, timing: Timing) -> None:
        self._sight = Sight(page, root, timing)

    async def read(self) -> list[FormControl]:
        with told():
            return [_as_seen(one) for one in await self._sight.look(rest=True)]

    async def fill(self, values: FormValues, *, whole: bool) -> None:
        with told():
            entries = await self._entries(values)
            await Stepwise(self._sight, entries, whole=whole).run()

    async def verify(self, values: FormValues) -> Comparison:
        with told():
            entries = await self._entries(values)
            comparison = compare(entries, await self._sight.look(rest=True, leave=True))
        if comparison.differences:
            raise FormMismatch(comparison)
        return comparison

    async def _entries(self, values: FormValues) -> list[Entry]:
        wanted = list(entries_of(values))
        if not any(_texts(one.value) for one in wanted):
            return wanted
        snapshot = await self._sight.look(rest=True)
        return [each for one in wanted for each in _ticks(one, snapshot)]


def entries_of(values: FormValues) -> Iterator[Entry]:
    """What is wanted, as the engine takes it."""
    for section, fields in values.items():
        if not isinstance(fields, Mapping):
            raise UsageError(f"“{section}” cần các ô của nó: {{nhãn: giá trị}}")
        yield from _within(section, None, fields)


def _within(section: str, group: str | None, fields: Mapping[str, object]) -> Iterator[Entry]:
    for label, value in fields.items():
        if isinstance(value, Mapping):
            yield from _within(section, f"{group} / {label}" if group else label, value)
        else:
            yield Entry(section, group, label, _value(label, value), label)


def _value(label: str, value: object) -> Value:
    if isinstance(value, list | tuple):
        if all(isinstance(one, str) for one in value):
            return tuple(value)
        if all(isinstance(one, Mapping) for one in value):
            return tuple({name: _value(name, cell) for name, cell in row.items()} for row in value)
    if value is None or isinstance(value, str | bool | date):
        return value
    if isinstance(value, int | float | Decimal):
        return decimal_text(Decimal(str(value)))
    raise UsageError(f"“{label}”: không ô nào nhận giá trị kiểu {type(value).__name__}")


def _texts(value: Value) -> list[str] | None:
    """The texts of several values; `None` for anything else."""
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return [one for one in value if isinstance(one, str)]
    return None


def _ticks(entry: Entry, snapshot: Snapshot) -> Iterator[Entry]:
    """Several values of a group of boxes to tick, each box by itself; anything else as it is."""
    wanted, section = _texts(entry.value), entry.section or None
    group = f"{entry.group} / {entry.label}" if entry.group else entry.label
    where = (section, group) if section else (group, None)
    boxes = [one for one in snapshot if one.kind == "checkbox" and one.stands_in(*where)]
    if wanted is None or not boxes or snapshot.find(entry.label, section, entry.group):
        yield entry
        return
    above, within = (entry.section, group) if section else (group, None)
    keys = {label_key(text): text for text in wanted}
    for box in boxes:
        ticked = keys.pop(label_key(box.label), None) is not None
        yield Entry(above, within, box.label, ticked, entry.path)
    for text in keys.values():
        yield Entry(above, within, text, True, entry.path)


def _as_seen(control: Control) -> FormControl:
    return FormControl(
        section=control.section,
        group=control.group,
        label=without_marks(control.label),
        kind=control.kind,
        value=_shown(control),
        required=control.required,
        read_only=not control.editable,
        options=control.options and tuple(map(without_marks, control.options)),
        seen_into=control.seen_into,
        library=control.library,
    )


def _shown(control: Control) -> Shown:
    if control.kind == "table":
        return tuple(
            {without_marks(cell.label): _cell(cell) for cell in row} for row in control.cells
        )
    return control.value if isinstance(control.value, tuple) else _cell(control)


def _cell(control: Control) -> str | bool:
    return control.value if isinstance(control.value, bool) else kind_of(control).found(control)
