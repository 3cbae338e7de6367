"""Trials from a seed: each kind as often as is asked, spread over the procedures."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.intake_faults.kinds import Kind, all_kinds
from tests.intake_faults.pages import Page
from tests.intake_faults.samples import Cell, Changed, Sample, Written, changed, samples, slugs


@dataclass
class Trial:
    """One thing to be checked.

    Attributes:
        kind: of what kind it is.
        sample: the right dossier that it was made of.
        way: ``file``, ``row`` (of a workbook that several share) or ``book`` (of its own).
        data: what it says; of a file's text and of a sheet, what the sample says.
        fields: where its fault may be told; none: anywhere.
        written: the file's text, where that is at fault.
        page: the sheet, likewise.
        cells: where a sheet's fault is told.
        cell: what stands in a cell that is no text, and under which key.
    """

    kind: Kind
    sample: Sample
    way: str
    data: dict[str, Any]
    fields: tuple[str, ...] = ()
    written: Written | None = None
    page: Page | None = None
    cells: tuple[str, ...] = ()
    cell: tuple[str, Cell] | None = None

    def __str__(self) -> str:
        kind, file = self.kind, self.sample.file
        return f"{kind.group}: {kind.name} [{self.sample.slug}/{file.stem}, {self.way}]"


@dataclass
class Drawing:
    """Draws trials.

    Attributes:
        folder: for the scans that some of them need.
        seed: the dice's.
        among: the procedures.
        used: how often each of them was taken.
    """

    folder: Path
    seed: int
    among: tuple[str, ...] = field(default_factory=slugs)
    used: Counter[str] = field(default_factory=Counter)

    def of(self, kind: Kind, count: int) -> Iterator[Trial]:
        """So many trials of the kind, or as many as there can be."""
        dice = Random(f"{self.seed} {kind.group} {kind.name}")  # to be thrown again
        seen, left = set[str](), count
        among = [slug for slug in self.among if kind.slug in {"", slug}]
        for turn in range(3):
            if turn and not seen:
                return
            for slug in sorted(among, key=lambda s: (self.used[s], dice.random())):
                if not left:
                    return
                trial = self._one(kind, slug, dice, count - left)
                if trial is None or (told := _what(trial, turn)) in seen:
                    continue
                seen.add(told)
                self.used[slug] += 1
                left -= 1
                yield trial

    def _one(self, kind: Kind, slug: str, dice: Random, number: int) -> Trial | None:
        candidates = samples(slug, self.folder)
        dice.shuffle(candidates)
        way = kind.ways[number % len(kind.ways)]
        for sample in candidates:
            if trial := _tried(kind, sample, way, dice):
                return trial
        return None


def _what(trial: Trial, turn: int) -> str:
    """By which two trials of a kind are told apart; of two sheets nobody sees what was done."""
    seen = turn if trial.page else 0
    return repr((trial.way, trial.data, trial.written, trial.cell, seen))


def _tried(kind: Kind, sample: Sample, way: str, dice: Random) -> Trial | None:
    if kind.shape in {"value", "cell"}:
        return _of_value(kind, sample, way, dice)
    if kind.shape == "text":
        written: Written | None = kind.make(as_yaml(sample.data), dice)
        return written and Trial(kind, sample, way, sample.data, written.fields, written)
    if kind.shape == "book":
        return _of_book(kind, sample, dice)
    told: Changed | None = kind.make(sample, dice)
    return told and Trial(kind, sample, way, told.data, told.fields)


def _of_value(kind: Kind, sample: Sample, way: str, dice: Random) -> Trial | None:
    spots = [spot for spot in sample.spots() if spot.type in kind.types]
    dice.shuffle(spots)
    for spot in spots:
        new = kind.make(spot, dice)
        if isinstance(new, Cell):
            return Trial(kind, sample, way, sample.data, (spot.field,), cell=(spot.field, new))
        if new is not None and new != spot.text:
            return Trial(kind, sample, way, changed(sample.data, spot.way, new), (spot.field,))
    return None


def _of_book(kind: Kind, sample: Sample, dice: Random) -> Trial | None:
    page = Page.blank(sample.slug)
    page.type(copy.deepcopy(sample.data))
    cells = kind.make(page, dice)
    if cells is None:
        return None
    return Trial(kind, sample, "book", sample.data, page=page, cells=cells)


def as_yaml(data: Any) -> str:
    text: str = yaml.dump(
        data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
    )
    return text


def drawn(
    folder: Path,
    seed: int,
    each: int,
    *,
    faulty: bool,
    ways: tuple[str, ...] = ("file", "row", "book"),
    among: tuple[str, ...] = (),
) -> list[Trial]:
    """Trials of every kind that may stand in one of these ways.

    Args:
        folder: for the scans that some of them need; their dossiers must lie there, too.
        seed: the dice's.
        each: how many of each kind, where there can be so many.
        faulty: whether they are to be refused, or to pass.
        ways: ``file``, ``row``, ``book``.
        among: the procedures; none named: all.
    """
    drawing = Drawing(folder, seed, among or slugs())
    kinds = [
        replace(kind, ways=left)
        for kind in all_kinds()
        if kind.faulty is faulty and (left := tuple(way for way in kind.ways if way in ways))
    ]
    return [trial for kind in kinds for trial in drawing.of(kind, each)]
