"""What befalls a dossier beside the rules: other numbers, other words, gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..records import Record
from ..values import KeptSection
from ..world import World
from .actions import Impossible
from .handling import Event
from .states import FINAL, Status


def befall(world: World, record: Record, order: Mapping[str, Any]) -> Record | None:
    """Lets it happen; the dossier as it is then, nothing where it is gone.

    Raises:
        Impossible: there is no such dossier to merge into, or no such value to change.
    """
    return MISHAPS[str(order["action"])](world, record, order)


def _noted(world: World, record: Record, note: str) -> Record:
    record.history.append(Event(str(world.clock), record.status, note))
    world.save_record(record)
    return record


def _renumber(world: World, record: Record, _order: Mapping[str, Any]) -> Record:
    """The old number is nobody's any more."""
    old = record.number
    world.remove_record(record)
    record.number = world.next_number(old.rsplit("-", 2)[0])
    world.add_record(record)
    return _noted(world, record, f"Hồ sơ được cấp số mới thay cho số {old}")


def _merge(world: World, record: Record, order: Mapping[str, Any]) -> Record:
    into = world.records.get(str(order.get("into", "")))
    if into is None or into is record:
        raise Impossible("Không có hồ sơ để nhập vào")
    if record.status in FINAL:
        raise Impossible(f"Hồ sơ đang ở trạng thái “{record.status}”, không nhập được nữa")
    record.status = Status.STOPPED
    return _noted(world, record, f"Nhập vào hồ sơ {into.number}")


def _remove(world: World, record: Record, _order: Mapping[str, Any]) -> None:
    world.remove_record(record)


def _change(world: World, record: Record, order: Mapping[str, Any]) -> Record:
    """One value by its label, wherever it first stands, as when an officer corrects it."""
    label, value = str(order.get("label", "")), str(order.get("value", ""))
    found = next(
        (
            (at, entry)
            for at, section in enumerate(record.sections)
            for entry in section.entries
            if entry.label == label and isinstance(entry.value, str)
        ),
        None,
    )
    if found is None:
        raise Impossible(f"Hồ sơ không có mục “{label}”")
    at, old = found
    sections: list[KeptSection] = list(record.sections)
    entries = tuple(replace(e, value=value) if e is old else e for e in sections[at].entries)
    sections[at] = replace(sections[at], entries=entries)
    record.sections = tuple(sections)
    return _noted(world, record, f"Cơ quan sửa mục “{label}”")


MISHAPS: Mapping[str, Callable[[World, Record, Mapping[str, Any]], Record | None]] = {
    "renumber": _renumber,
    "merge": _merge,
    "remove": _remove,
    "change": _change,
}
