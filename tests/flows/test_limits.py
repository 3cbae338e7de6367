"""Every limit and condition of every field and paper is broken once, in a dossier else right.

The rules between fields have wrong dossiers of their own; these are made from what the flow
declares, so that no limit stands there and does nothing. That the limits are the portal's is the
business of `test_conformance`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal_bot.checking import check_source
from portal_bot.dossier import checks
from portal_bot.dossier.block import blank
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import Spec, spec_at, walk
from portal_bot.registry import AnyFlow, flows

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 22)
DECLARATION, PAPERS = "declaration", "papers"
EMPTY = frozenset({"missing", "wrong_type"})
# One of these says something else than the applicant does, whichever field it is.
OTHERS = (
    "Nguyễn Văn Khác", "01/01/1980", "nu", "nam", "Chăm", "079090009999", "0905999999", "1980",
    {"commune": "Hòa Vinh", "detail": "Khu phố 1"},
)  # fmt: skip
# What no dossier shows, and one may say.
NEVER_SHOWN = {"medical_documents": "../papers/cccd.pdf", "beneficiary.parents_info": "Đã mất"}
Way = tuple[str | int, ...]
Change = tuple[Way, Any]
Worse = Callable[[Any], Any]
each_flow = pytest.mark.parametrize("flow", flows().values(), ids=lambda flow: flow.slug)


@cache
def dossiers(slug: str) -> list[Source]:
    files = (p for p in sorted((FIXTURES / slug).iterdir()) if is_dossier(p))
    return [load(path) for path in files]


def is_dossier(path: Path) -> bool:
    return path.suffix in SUFFIXES and ".expected" not in path.name


def ways(data: Any, names: list[str], gone: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Where a field stands, in every row of a table, and what is said there; ``None``: nothing."""
    if not names:
        yield gone, data
    elif isinstance(data, list):
        for number, row in enumerate(data):
            yield from ways(row, names, (*gone, number))
    elif isinstance(data, dict) or data is None:
        yield from ways((data or {}).get(names[0]), names[1:], (*gone, names[0]))


def said(slug: str, part: str, path: str) -> Iterator[tuple[Source, Way, Any]]:
    for source in dossiers(slug):
        for way, value in ways(source.data.get(part), path.split(".")):
            yield source, (part, *way), None if blank(value) else value


def told(source: Source, *changes: Change) -> dict[str, set[str]]:
    """The codes of the problems by field, after the changes."""
    changed = copy.copy(source)
    changed.data = copy.deepcopy(source.data)
    for (*way, last), value in changes:
        inner = changed.data
        for name in way:
            if isinstance(inner, dict) and inner.get(name) is None:
                inner[name] = {}
            inner = inner[name]
        inner[last] = value
    if all(way[0] == DECLARATION for way, _ in changes):
        # Scans are opened, and nothing is asked about them here.
        changed.data.pop(PAPERS, None)
    found: dict[str, set[str]] = {}
    for problem in check_source(changed, today=TODAY).problems:
        found.setdefault(problem.field, set()).add(problem.code)
    return found


def at(found: dict[str, set[str]], way: Way) -> set[str]:
    """What is told there, within, or of the empty section around."""
    place = ".".join(map(str, way))
    within = {c for field, codes in found.items() if field.startswith(place) for c in codes}
    around = {c for field, codes in found.items() if place.startswith(field) for c in codes & EMPTY}
    return within | around


def limits(spec: Spec) -> Iterator[tuple[str, Worse]]:
    """The code of each limit, and how what is said breaks it."""
    meta = spec.meta
    if meta.past:
        yield "date_in_future", lambda _: "23/11/2027"
    if meta.words_of:
        yield "words_match_date", lambda _: "Ngày hai tháng mười"
    if meta.max_length:
        yield "too_long", lambda _: "Ví dụ " * (meta.max_length or 0)
    if spec.choice:
        yield "unknown_option", lambda _: "khong_co"
    if spec.row:
        yield from _rows(spec)
    elif meta.maximum is not None:
        yield "out_of_range", lambda _: str((meta.maximum or 0) + 1)
    if not spec.row and meta.minimum is not None:
        yield "out_of_range", lambda _: str((meta.minimum or 0) - 1)


def _rows(spec: Spec) -> Iterator[tuple[str, Worse]]:
    least, most = spec.meta.minimum, spec.meta.maximum
    if most is not None:
        yield "out_of_range", lambda rows: [copy.deepcopy(rows[0]) for _ in range(most + 1)]
    if least:
        yield "out_of_range", lambda rows: rows[: least - 1]


def is_told(slug: str, path: str, code: str, worsened: Worse) -> bool:
    """In the first dossier in which the field is filled in; below nothing is nothing."""
    source, way, value = next(one for one in said(slug, DECLARATION, path) if one[2] is not None)
    worse = worsened(value)
    codes = at(told(source, (way, worse)), way)
    is_below = code == "out_of_range" and (worse == [] or str(worse).startswith("-"))
    return bool(codes & ({code} | (EMPTY if is_below else frozenset())))


def idle_limits(flow: AnyFlow) -> list[str]:
    return [
        f"{path}: {code}"
        for path, spec in walk(flow.declaration)
        for code, worse in limits(spec)
        if not is_told(flow.slug, path, code, worse)
    ]


@each_flow
def test_every_limit_of_a_field_is_kept(flow: AnyFlow) -> None:
    assert idle_limits(flow) == []


def test_a_limit_that_nobody_keeps_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_checks", lambda _: iter(()))
    checks._plan.cache_clear()
    try:
        idle = idle_limits(flows()["copy_certification"])
    finally:
        checks._plan.cache_clear()
    assert {"originals.rows.pages: out_of_range", "originals.rows.issue_date: date_in_future"} <= {
        *idle
    }


@each_flow
def test_what_only_repeats_the_applicant_may_not_say_otherwise(flow: AnyFlow) -> None:
    idle = [
        path
        for path, spec in walk(flow.declaration)
        if spec.meta.same_as
        and not any(
            "differs_from_applicant" in at(told(source, (way, other)), way)
            for source, way, _ in said(flow.slug, DECLARATION, path)
            for other in OTHERS
        )
    ]
    assert idle == []


def conditional(flow: AnyFlow) -> Iterator[tuple[str, str, Spec]]:
    for part, model in ((DECLARATION, flow.declaration), (PAPERS, flow.papers)):
        for path, spec in walk(model):
            if spec.meta.when or (part == PAPERS and spec.required):
                yield part, path, spec


def answered(flow: AnyFlow, way: Way, spec: Spec, *, holds: bool) -> list[Change]:
    """The answers by which a field's condition holds, or the first of them by which it does not."""
    changes: list[Change] = []
    for path, wanted in (spec.meta.when or {}).items():
        names = path.split(".")
        beside = [str(name) for name in way[1:-1] if isinstance(name, str)]
        asked = way[0] == DECLARATION and spec_at(flow.declaration, ".".join([*beside, *names]))
        place = (*way[:-1], *names) if asked else (DECLARATION, *names)
        asked = asked or spec_at(flow.declaration, path)
        if isinstance(wanted, bool) or not asked or not asked.choice:
            continue
        other = next((str(o.value) for o in asked.choice if o.value not in wanted), "")
        changes.append((place, wanted[0] if holds else other))
    return changes if holds else changes[:1]


@each_flow
def test_what_must_be_there_is_missed(flow: AnyFlow) -> None:
    """Where its condition holds. What is only shown at the counter is never missed."""
    idle = [
        f"{part}.{path}"
        for part, path, spec in conditional(flow)
        if not spec.meta.present_only
        and not any(
            {"missing", "missing_paper"} & at(told(source, *changes, (way, None)), way)
            for source, way, _ in said(flow.slug, part, path)
            for changes in ([], answered(flow, way, spec, holds=True))
        )
    ]
    assert idle == []


@each_flow
def test_what_is_not_asked_for_is_refused(flow: AnyFlow) -> None:
    """Where its condition does not hold, what another dossier says there is too much."""
    idle = []
    for part, path, spec in conditional(flow):
        spots = list(said(flow.slug, part, path))
        shown = [value for _, _, value in spots if value is not None]
        given = shown[0] if shown else NEVER_SHOWN[path]
        if spec.meta.when and not any(
            "not_applicable" in at(told(source, *changes, (way, given)), way)
            for source, way, _ in spots
            for changes in ([], answered(flow, way, spec, holds=False))
        ):
            idle.append(f"{part}.{path}")
    assert idle == []
