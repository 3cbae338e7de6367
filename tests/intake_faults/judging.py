"""Checks trials as people do, and says of each whether what is known of it was told."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal_bot import clock, settings
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.problems import Problem
from portal_bot.intake.filed_content import content_hash
from tests.intake_faults.drawing import Trial, as_yaml
from tests.intake_faults.of_books import LEFT_OUT
from tests.intake_faults.pages import Page, cell_of
from tests.intake_faults.samples import TODAY, Sample
from tests.support.days import USUAL

# The rows of a workbook are trials of one sample: that their scans are the same is rightly told.
_OF_NEIGHBOURS = {"scan_of_another", "similar_scan_of_another"}


@dataclass
class Verdict:
    """What came of a trial.

    Attributes:
        trial: the trial.
        right: whether it is as it should be.
        told: what was said, for whoever reads why not.
        beside: errors at fields that are not at fault.
    """

    trial: Trial
    right: bool
    told: list[str]
    beside: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        wanted = ", ".join(self.trial.fields or self.trial.cells)
        return (
            f"{self.trial}: at {wanted or 'any place'}; said: {'; '.join(self.told) or 'nothing'}"
        )


@contextmanager
def on_the_day() -> Iterator[None]:
    """On the day of the sample dossiers."""
    before = os.environ.get(settings.NOW)
    os.environ[settings.NOW] = clock.as_variable(USUAL)
    try:
        yield
    finally:
        if before is None:
            del os.environ[settings.NOW]
        else:
            os.environ[settings.NOW] = before


def judged(trials: Sequence[Trial], folder: Path) -> list[Verdict]:
    """Checks them: files one by one, rows by procedure in one workbook each."""
    by_book: dict[str, list[Trial]] = defaultdict(list)
    verdicts: list[Verdict] = []
    with on_the_day():
        for number, trial in enumerate(trials):
            if trial.way == "row":
                by_book[trial.sample.slug].append(trial)
            elif trial.way == "book":
                verdicts.append(_of_book(trial, folder / f"{number}.xlsx"))
            else:
                verdicts.append(_of_file(trial, folder, number))
        for slug, those in by_book.items():
            verdicts += _of_rows(slug, those, folder / f"{slug}.xlsx")
    return verdicts


def _of_file(trial: Trial, folder: Path, number: int) -> Verdict:
    written = trial.written
    file = folder / f"{number}{written.suffix if written else '.yaml'}"
    text = as_yaml(trial.data)
    file.write_bytes(written.content if written else text.encode())
    (checked,) = check_paths([file], today=TODAY)
    line = None if written else text
    return _verdict(
        trial,
        checked,
        lambda p: _line_is_right(file.name, p, (p.field,) if p.field else trial.fields, line),
    )


def _line_is_right(name: str, problem: Problem, fields: tuple[str, ...], text: str | None) -> bool:
    """Told at the line of its key, or of the nearest thing around it that stands there."""
    if text is None:
        return problem.where.startswith(name)
    root = yaml.compose(text, yaml.CSafeLoader)
    return problem.where in {f"{name}:{_line(root, field)}" for field in fields}


def _line(node: Any, field: str) -> int:
    line = node.start_mark.line
    for name in field.split("."):
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == name]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and name.isdigit() and int(name) < len(node.value):
            node = node.value[int(name)]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def _of_rows(slug: str, trials: list[Trial], file: Path) -> list[Verdict]:
    page, places = Page.blank(slug), list[list[int]]()
    for number, trial in enumerate(trials):
        # One person's dossiers: each is told to be another.
        label = {} if "request" in trial.fields else {"request": f"Lần {number}"}
        page.type({**trial.data, **label}, f"{number}.")
        places.append(list(range(page.row, page.row + page.rows)))
        if trial.cell:
            place, cell = trial.cell
            at = cell_of(page.flow, place, places[-1])
            page.sheet[at].value, page.sheet[at].number_format = cell.value, cell.look
        page.row += page.rows
    found = {c.path.name: c for c in check_paths([page.saved(file)], today=TODAY)}
    sheet = page.sheet.title
    return [
        _of_row(trial, found.get(f"{sheet}!{rows[0]}"), sheet, rows)
        for trial, rows in zip(trials, places, strict=True)
    ]


def _of_row(trial: Trial, checked: Checked | None, sheet: str, rows: list[int]) -> Verdict:
    if checked is None:
        return Verdict(trial, right=False, told=["no such row"])

    def cell_is_right(problem: Problem) -> bool:
        field = problem.field or (trial.fields or ("",))[0]
        return problem.where == f"{sheet}!{cell_of(trial.sample.flow, field, rows)}"

    return _verdict(trial, checked, cell_is_right)


def _verdict(trial: Trial, checked: Checked, place_is_right: Any) -> Verdict:
    told = [_said(problem) for problem in checked.problems if problem.severity != "info"]
    if not trial.kind.faulty:
        alarms = _new(trial.sample, checked.problems)
        other = trial.kind.same and not _same(trial, checked)
        told = [*map(_said, alarms), *(["read as something else"] if other else [])]
        return Verdict(trial, not told, told)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    wanted = [p for p in errors if _is_at(p.field, trial.fields)]
    found = any(place_is_right(problem) for problem in wanted)
    beside = [_said(p) for p in errors if trial.fields and not _is_at(p.field, trial.fields)]
    return Verdict(trial, found, told, beside)


def _is_at(field: str, fields: tuple[str, ...]) -> bool:
    """Told there, or at a part of it; what has no field is told of the file or by the cell."""
    return not fields or field == "" or any(field == f or field.startswith(f"{f}.") for f in fields)


def _said(problem: Problem) -> str:
    return (
        f"{problem.severity} {problem.code} {problem.field} at {problem.where}: {problem.message}"
    )


def _new(sample: Sample, problems: Sequence[Problem]) -> list[Problem]:
    """What was not told of the sample as it is; remarks are no alarm."""
    usual = Counter(_usual(sample.file)[1])
    told = [p for p in problems if p.severity != "info" and p.code not in _OF_NEIGHBOURS]
    return [p for p in told if not usual[(p.code, p.field)]]


@cache
def _usual(file: Path) -> tuple[str, tuple[tuple[str, str], ...]]:
    (checked,) = check_paths([file], today=TODAY)
    return _content(checked), tuple((p.code, p.field) for p in checked.problems)


def _same(trial: Trial, checked: Checked) -> bool:
    return _content(checked) == _usual(trial.sample.file)[0]


def _content(checked: Checked) -> str:
    """What is filed, whatever the label is by which it is told from its neighbours."""
    if checked.dossier is not None:
        checked.dossier = checked.dossier.model_copy(update={"request": None})
    return content_hash(checked)


def _of_book(trial: Trial, file: Path) -> Verdict:
    assert trial.page is not None
    found = check_paths([trial.page.saved(file)], today=TODAY)
    problems = [problem for checked in found for problem in checked.problems]
    told = [*map(_said, problems), *(each.message for each in found.skipped)]
    if not trial.kind.faulty:
        alarms = _new(trial.sample, problems)
        same = len(found) == 1 and _same(trial, found[0])
        return Verdict(trial, same and not alarms, told)
    if trial.cells == LEFT_OUT:
        return Verdict(trial, any(each.is_dossier for each in found.skipped), told)
    wanted = {f"{trial.page.sheet.title}!{cell}" for cell in trial.cells}
    errors = [p for p in problems if p.severity == "error"]
    right = any(p.where in wanted or not wanted for p in errors)
    return Verdict(trial, right, told)
