"""A declaration as the form shows it: section, group, label, value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Union

from portal_bot.dossier.amounts import decimal_text
from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.places import Locality, SentLevel
from portal_bot.dossier.spec import Spec, specs

Rows = tuple[Mapping[str, "Value"], ...]
Value = Union[str, bool, date, PartialDate, Rows, tuple[str, ...], None]  # noqa: UP007  # names itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the dossier, and where people see it on the form.

    Attributes:
        section: the section's title, ``"Người được khai sinh"``.
        group: the address or nested block within the section, ``"Nơi cư trú"``.
        label: the control's label; for a table, the table's.
        value: as the portal shows it, options by their printed label; ``None``: left empty.
        path: the dossier's field, ``"requester.residence.commune"``, for messages.
        driver: choosing it rebuilds other controls.
        level: 0 to 3, for the levels of an address cascade.
        listed: whether the value is an option of a list of the official form.
        looked_up: whether the portal fills it in itself; left out, it is as it is found there.
        declared: what the dossier says, where the portal gets something else for it: a commune of
            2022 that is another since.
    """

    section: str
    group: str | None
    label: str
    value: Value
    path: str
    driver: bool = False
    level: int | None = None
    listed: bool = False
    looked_up: bool = False
    declared: str | None = None

    @property
    def place(self) -> tuple[str, str | None, str]:
        """Where people see it: section, group, label."""
        return self.section, self.group, self.label

    @property
    def is_as_found(self) -> bool:
        """Whether it is left to the portal's own look-up: what that fills in is right."""
        return self.looked_up and self.value is None


def rows_of(value: Value) -> Rows:
    """The rows of a table; none of anything else."""
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if not isinstance(row, str))


def entries(declaration: Declaration) -> tuple[Entry, ...]:
    """Everything the declaration says about the form, in the order written.

    What is not asked (a father who is not declared) is there too, with ``None``: whatever stands
    in such a control on the page is wrong. Of blocks that open in one place (an address in the
    country, one abroad) the one that is declared speaks.
    """
    return spoken(_declared(declaration))


def spoken(told: Iterable[Entry]) -> tuple[Entry, ...]:
    """Without those that want nothing at a place where another wants something."""
    said = tuple(told)
    wanted = {one.place for one in said if one.value is not None or one.is_as_found}
    return tuple(
        one for one in said if one.value is not None or one.is_as_found or one.place not in wanted
    )


def _declared(declaration: Declaration) -> Iterator[Entry]:
    for spec in specs(type(declaration)):
        value = getattr(declaration, spec.name)
        if spec.block and not issubclass(spec.block, Locality):
            yield from _within(spec.block, value, spec.title, None, spec.name)
        elif spec.block:
            yield from _within(spec.block, value, "", spec.title, spec.name)
        else:
            yield _entry(spec, value, "", None, spec.name)


def _within(
    cls: type[Block], block: Block | None, section: str, group: str | None, path: str
) -> Iterator[Entry]:
    if isinstance(block, Locality):
        labels = [spec.title for spec in specs(cls)]
        names = [spec.name for spec in specs(cls)]
        for at in block.levels:
            yield entry_at(at, section, group, labels, f"{path}.{names[at.level]}")
        return
    for spec in specs(cls):
        value = None if block is None else getattr(block, spec.name)
        here = f"{path}.{spec.name}"
        if spec.block:
            inner = spec.title if group is None else f"{group} / {spec.title}"
            yield from _within(spec.block, value, section, inner, here)
        else:
            yield _entry(spec, value, section, group, here)


def _entry(spec: Spec, value: Any, section: str, group: str | None, path: str) -> Entry:
    return Entry(
        section=section,
        group=group,
        label=spec.title,
        value=_rows(value) if spec.row and value is not None else _as_shown(value),
        path=path,
        driver=spec.meta.driver,
        level=spec.meta.level,
        listed=spec.choice is not None,
        looked_up=spec.meta.looked_up,
    )


def entry_at(
    at: SentLevel, section: str, group: str | None, labels: Sequence[str], path: str
) -> Entry:
    """A level of an address, under the label that the form has for it."""
    label = labels[at.level]
    return Entry(section, group, label, at.sent or None, path, level=at.level, declared=at.declared)


def _rows(rows: list[Block]) -> Value:
    return tuple(
        {spec.title: _as_shown(getattr(row, spec.name)) for spec in specs(type(row))}
        for row in rows
    )


def _as_shown(value: Any) -> Value:
    if isinstance(value, Choice):
        return value.label
    if value is None or isinstance(value, str | bool | date | PartialDate):
        return value
    return decimal_text(value) if isinstance(value, Decimal) else str(value)
