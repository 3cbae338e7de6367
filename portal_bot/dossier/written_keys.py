"""From the keys that a person wrote to the fields' own names, and back where a problem is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from portal_bot.dossier.block import Block
from portal_bot.dossier.key_labels import keys_called, label_key, names_of
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import spec_map, specs

# The keys of a mapping, and those of them that are mappings or tables, with their shapes.
_Shape = tuple[frozenset[str], tuple[tuple[str, Any], ...]]


@cache
def _shape(cls: type[Block]) -> _Shape:
    inner = ((spec.name, spec.block or spec.row) for spec in specs(cls))
    return frozenset(names_of(cls)), tuple((n, _shape(block)) for n, block in inner if block)


def _is_plain(raw: Any, shape: _Shape) -> bool:
    """Whether no key needs looking up: most files are so, and pay for no more than this."""
    if type(raw) is dict:
        names, inner = shape
        if not names.issuperset(raw):
            return False
        for name, below in inner:
            if name in raw and type(value := raw[name]) is not str and not _is_plain(value, below):
                return False
    elif type(raw) is list:
        return all(_is_plain(row, shape) for row in raw)
    return True


@dataclass(frozen=True, slots=True)
class _Mapping:
    """A mapping of the file: which block it is, and how each of its keys is written there."""

    cls: type[Block]
    section: str
    written: dict[str, str] = field(default_factory=dict)

    @property
    def is_labelled(self) -> bool:
        return any(name != key for name, key in self.written.items())


class WrittenKeys:
    """The keys of one dossier file, and how its writer calls them.

    Args:
        source: the file; its data are left as they are.

    Attributes:
        faults: keys that are there twice, or mean several fields.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._mappings: dict[Place, _Mapping] = {}
        self._plain: tuple[Place, ...] = ()
        self.faults: list[Finding] = []

    def english(self, raw: Any, cls: type[Block], *place: str) -> Any:
        """What was written, with the fields' own names; the same object where it has them."""
        if not raw or _is_plain(raw, _shape(cast("Any", cls))):
            self._plain += (place,) if raw else ()
            return raw
        self._source.written = self.written
        return self._english(raw, place, cls, "")

    def _english(self, raw: Any, place: Place, cls: type[Block], section: str) -> Any:
        if isinstance(raw, list):
            return [self._english(row, (*place, n), cls, section) for n, row in enumerate(raw)]
        if not isinstance(raw, dict):
            return raw
        mapping = self._mappings[place] = _Mapping(cls, section)
        for key in raw:
            name = self._name(key, mapping, place)
            if name in mapping.written:
                self._twice(place, mapping.written[name], key)
            elif name is not None:
                mapping.written[name] = key
        return {
            name: self._inner(raw[key], (*place, name), cls)
            for name, key in mapping.written.items()
        }

    def _inner(self, value: Any, place: Place, cls: type[Block]) -> Any:
        spec = spec_map(cls).get(str(place[-1]))
        inner = (spec.block or spec.row) if spec else None
        return self._english(value, place, inner, spec.title) if spec and inner else value

    def _name(self, key: str, mapping: _Mapping, place: Place) -> str | None:
        """The field's name; the key itself where there is no such field, `None` where several."""
        if key in names_of(mapping.cls):
            return key
        found = keys_called(key, mapping.cls, mapping.section)
        if len(found) > 1:
            meant = " hoặc ".join(f"“{name}”" for name in found)
            told = f"Mục “{key}” có thể là {meant}: không đoán; ghi một trong các tên ấy"
            self.faults.append(Finding((*place, key), "ambiguous_key", told))
            return None
        return found[0] if found else key

    def _twice(self, place: Place, first: str, again: str) -> None:
        around = self.written(place)
        lines = [self._source.lines.get((*around, key)) for key in (first, again)]
        where = f" (dòng {lines[0]} và {lines[1]})" if all(lines) else ""
        told = f"Mục “{first}” và “{again}” là một{where}; bỏ một"
        # By its own name a key is that of the first, whatever that is called.
        at = first if again in names_of(self._mappings[place].cls) else again
        self.faults.append(Finding((*place, at), "duplicate_key", told))

    def written(self, place: Place) -> Place:
        """The place as the file says it; what it does not say, in the words of what is around."""
        return tuple(self._as_written(name, place[:at]) for at, name in enumerate(place))

    def _as_written(self, name: str | int, around: Place) -> str | int:
        mapping = self._mappings.get(around)
        if mapping is None or not isinstance(name, str):
            return name
        if (key := mapping.written.get(name)) is not None:
            return key
        is_missing = mapping.is_labelled and name in names_of(mapping.cls)
        return label_key(mapping.cls, name) if is_missing else name

    def in_labels(self, place: Place) -> bool:
        """Whether a mapping is written with labels; one that is not there, as what is around."""
        for end in range(len(place), -1, -1):
            if place[:end] in self._plain:
                return False
            if (mapping := self._mappings.get(place[:end])) is not None:
                return mapping.is_labelled
        return False


class _Parts(Protocol):
    declaration: Any
    papers: Any


def english(said: Any, flow: _Parts | None) -> Any:
    """What a dossier file says, with the fields' own names; what is at fault stays as it is.

    Args:
        said: the file's data; they are left as they are.
        flow: the procedure, which names what is within declaration and papers; `None`: not known.
    """
    keys = WrittenKeys(Source(Path(), said))
    data = keys.english(said, Dossier)
    if not isinstance(data, dict) or flow is None:
        return data
    parts = zip(FLOW_PARTS, (flow.declaration, flow.papers), strict=True)
    return data | {name: keys.english(data[name], cls, name) for name, cls in parts if name in data}


def own_path(path: str, cls: type[Block], parts: Mapping[str, type[Block] | None]) -> str:
    """A dotted path by the fields' own names; what of it is not known stays as it is written.

    Args:
        path: as somebody wrote it.
        cls: where it begins.
        parts: the blocks of the names that are no fields of it.
    """
    found, section = list[str](), ""
    around: type[Block] | None = cls
    for written in path.split("."):
        names = keys_called(written, around, section) if around else ()
        known = around is not None and written in names_of(around)
        name = names[0] if len(names) == 1 and not known else written
        spec = spec_map(around).get(name) if around else None
        around = (spec.block or spec.row) if spec else parts.get(name) if not found else None
        section = spec.title if spec else ""
        found.append(name)
    return ".".join(found)
