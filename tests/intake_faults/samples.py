"""Right dossiers, and the places in them at which something may be otherwise."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from portal_bot.dossier.block import Block
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.spec import Spec, specs
from portal_bot.registry import AnyFlow
from tests.support.workbooks import FIXTURES, told

# The sample dossiers are to be read on it.
TODAY = date(2026, 11, 22)
Way = tuple[str | int, ...]
_LEVELS = ("province", "district", "commune", "detail")
_DIGITS = re.compile("[0-9]+")
# Of these, the kinds of trials take those samples that are written plainly.
_DIGITS_ALONE = frozenset(("citizen_id", "phone", "quantity", "birth_year"))


class Cell(NamedTuple):
    """What a cell holds that is no text, and the look of it."""

    value: Any
    look: str = "General"


class Written(NamedTuple):
    """A file, and the fields at which its fault may be told; none: of the file as a whole."""

    content: bytes
    suffix: str = ".yaml"
    fields: tuple[str, ...] = ()


@dataclass
class Spot:
    """One value of a dossier.

    Attributes:
        way: where it stands.
        spec: its field.
        type: what it is, in one word: that of the field, or what a number of a paper is.
        text: what stands there.
        beside: what stands beside it.
    """

    way: Way
    spec: Spec
    type: str
    text: str
    beside: Mapping[str, Any]

    @property
    def field(self) -> str:
        return ".".join(map(str, self.way))

    @property
    def key(self) -> str:
        """The key of its column."""
        names = (f"{name}." if isinstance(name, str) else "[]." for name in self.way)
        return "".join(names).replace(".[]", "[]").removesuffix(".")

    @property
    def day(self) -> date:
        """The day that stands there, in one of the sample dossiers' two spellings."""
        numbers = [int(n) for n in _DIGITS.findall(self.text)]
        return date(*(numbers if numbers[0] > 31 else reversed(numbers)))


@dataclass
class Sample:
    """A right dossier.

    Attributes:
        file: where it comes from.
        flow: its procedure.
        data: as mappings and texts; scans by their full paths.
        folder: where more scans may be put.
    """

    file: Path
    flow: AnyFlow
    data: dict[str, Any]
    folder: Path = field(default_factory=Path)

    @property
    def slug(self) -> str:
        return self.file.parent.name

    def spots(self) -> list[Spot]:
        """Every value, but for the scans."""
        return [*_within(Dossier, self.data, ()), *_declared(self)]

    def blocks(self) -> Iterator[tuple[Way, type[Block], dict[str, Any]]]:
        """Every group of values that stands there, with what declares it."""
        yield from _blocks(Dossier, self.data, ())
        yield from _blocks(self.flow.declaration, self.data["declaration"], ("declaration",))


class Changed(NamedTuple):
    """A dossier with something otherwise, and the fields at which it may be told."""

    data: dict[str, Any]
    fields: tuple[str, ...] = ()


@cache
def _read(file: Path) -> dict[str, Any]:
    """Shared: whoever changes something copies it first."""
    said: dict[str, Any] = _told(yaml.load(file.read_text("utf-8"), yaml.CBaseLoader))
    for key, files in (said.get("papers") or {}).items():
        several = [files] if isinstance(files, str) else files
        said["papers"][key] = [str((file.parent / each).resolve()) for each in several]
    # Samples spell it in several ways, and rows say none.
    return {**said, "procedure": file.parent.name}


def _told(value: Any) -> Any:
    """Without what is only said to be nothing."""
    if isinstance(value, dict):
        return {name: _told(inner) for name, inner in value.items() if inner not in ("", "~")}
    return [_told(inner) for inner in value] if isinstance(value, list) else value


def samples(slug: str, folder: Path) -> list[Sample]:
    """The right dossiers of a procedure."""
    flow = told(slug)
    files = sorted((FIXTURES / slug).glob("*.yaml"))
    return [Sample(file, flow, _read(file), folder) for file in files]


@cache
def slugs() -> tuple[str, ...]:
    """All procedures."""
    return tuple(sorted({file.parent.name for file in FIXTURES.glob("*/*.yaml")}))


def changed(data: Any, way: Way, value: Any) -> dict[str, Any]:
    """The same with another value at a place; `None`: nothing there."""
    new: dict[str, Any] = copy.deepcopy(data)
    inner: Any = new
    *around, last = way
    for name in around:
        inner = inner.setdefault(name, {}) if isinstance(name, str) else inner[name]
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value
    return new


def _declared(sample: Sample) -> Iterator[Spot]:
    return _within(sample.flow.declaration, sample.data["declaration"], ("declaration",))


def _within(cls: type[Block], said: Any, way: Way) -> Iterator[Spot]:
    for _way, block, inner in _blocks(cls, said, way):
        for spec in specs(block):
            text = inner.get(spec.name)
            if isinstance(text, str) and text not in {"", "~"} and spec.name != "procedure":
                yield Spot((*_way, spec.name), spec, _type(spec, text, inner), text, inner)


def _blocks(
    cls: type[Block], said: Any, way: Way
) -> Iterator[tuple[Way, type[Block], dict[str, Any]]]:
    yield way, cls, said
    for spec in specs(cls):
        inner = said.get(spec.name)
        if spec.block and isinstance(inner, dict):
            yield from _blocks(spec.block, inner, (*way, spec.name))
        elif spec.row and isinstance(inner, list):
            for number, row in enumerate(inner):
                yield from _blocks(spec.row, row, (*way, spec.name, number))


def _type(spec: Spec, text: str, beside: Mapping[str, Any]) -> str:
    if spec.meta.level is not None:
        return _LEVELS[spec.meta.level]
    if spec.type_name == "id_number":
        return _paper(spec, text, beside)
    if spec.choice and {str(option) for option in spec.choice} == {"yes", "no"}:
        return "yes_no"
    if spec.meta.words_of:
        return "words"
    if spec.type_name in _DIGITS_ALONE and not text.isdigit():
        return f"grouped {spec.type_name}"
    return spec.type_name


def _paper(spec: Spec, text: str, beside: Mapping[str, Any]) -> str:
    """Of a number of any paper, which it is; only where the form says so."""
    accepts = spec.meta.accepts
    if spec.meta.id_type:
        said = str(beside.get(spec.meta.id_type) or "cccd").casefold()
        accepts = ("cccd",) if said in {"cccd", "căn cước công dân"} else (said,)
    if "other" in accepts:
        return "any_id"
    if len(text) == 12 and text.isdigit():
        return "citizen_id"
    if len(text) == 9 and text.isdigit():
        return "old_id"
    return "passport" if accepts == ("passport",) else "any_id"
