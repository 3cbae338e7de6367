"""Whether an answer will do: by the same types and checks as `check`, as far as all is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.checks import findings
from portal_bot.dossier.context import Context
from portal_bot.dossier.letters import Unfit, tidy
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.place_names import resolve
from portal_bot.dossier.places import OF_2022, Agency, Locality
from portal_bot.dossier.problems import Finding, Refused
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.spec import Spec, specs
from portal_bot.intake.asking.form_walk import FormQuestion, FormWalk
from portal_bot.papers import PaperFault, locate, look
from portal_bot.papers.limits import Limits

_DECLARATION, _PAPERS = FLOW_PARTS
_LEVELS = ("province", "district", "commune")


class _Unfinished(Exception):
    """A part of which not all is told yet."""


@dataclass(frozen=True, slots=True)
class AskingPlace:
    """Where it is asked.

    Attributes:
        today: the day.
        folder: where names of scans begin.
        limits: what the portal takes of scans.
        office: where it is filed, if nobody says.
    """

    today: date
    folder: Path
    limits: Limits
    office: Agency | None = None

    @property
    def tree(self) -> int:
        """The year whose communes the portal wants."""
        return self.office.tree if self.office else OF_2022


def refused_value(question: FormQuestion, text: str, around: dict[str, Any]) -> str:
    """Why a value is none of its field's; empty: it is one.

    Args:
        question: what was asked.
        text: what was answered.
        around: of an address, its other levels.
    """
    spec = question.spec
    try:
        if spec.name in _LEVELS and issubclass(question.cls, Locality):
            wider = _LEVELS[: _LEVELS.index(spec.name)]
            said = {name: str(around[name]) for name in wider if around.get(name)}
            resolve({**said, spec.name: _text(text)})
        else:
            spec.parse(_text(text))
    except Refused as refused:
        return refused.message
    return ""


def refused_scans(desk: AskingPlace, names: list[str], title: str) -> list[str]:
    """What is wrong with the files of a paper."""
    told = []
    if len(names) > desk.limits.max_files:
        told.append(
            f"“{title}” có {len(names)} tệp, {desk.limits.whose} chỉ nhận tối đa "
            f"{desk.limits.max_files} tệp một giấy tờ: gộp các trang vào một tệp PDF"
        )
    for name in names[: desk.limits.max_files]:
        found = locate(desk.folder, Path(name))
        if isinstance(found, PaperFault):
            told.append(found.message)
        else:
            told += [fault.message for fault in look(found, desk.limits).faults]
    return told


def _text(text: str) -> str:
    fit = tidy(text)
    if isinstance(fit, Unfit):
        raise fit.refused
    return fit


class KnownPart:
    """The dossier as far as it was told, for the checks between fields.

    What was not asked yet is not even an attribute, so that no rule takes it for left out.
    """

    def __init__(self, walk: FormWalk, desk: AskingPlace) -> None:
        self._walk = walk
        self._desk = desk

    def findings(self) -> list[Finding]:
        """Every problem between the answers so far; places are those of the whole dossier."""
        data, flow = self._walk.answers.data, self._walk.flow
        own = self._part(Dossier, data, ())
        said = own.__dict__
        office = said["agency"] or self._desk.office if "agency" in said else None
        context = Context(self._desk.today, said.get("applicant"), office, self._desk.tree)
        declared = self._part(flow.declaration, self._walk.filled, (_DECLARATION,))
        papers = self._part(flow.papers, data.get(_PAPERS), (_PAPERS,))
        return [
            *findings(own, context),
            *(each.under(_DECLARATION) for each in findings(declared, context)),
            *(each.under(_PAPERS) for each in findings(papers, context, declared)),
        ]

    def _part(self, cls: type[Block], raw: Any, place: Place) -> Block:
        said = raw if isinstance(raw, dict) else {}
        values: dict[str, Any] = {}
        lost: list[str] = []
        for spec in specs(cls):
            value, here = said.get(spec.name), (*place, spec.name)
            if blank(value):
                if spec.required or not self._is_left_out(spec, cls, here):
                    lost.append(spec.name)
                continue
            try:
                values[spec.name] = self._parsed(spec, value, here)
            except (Refused, ValidationError, _Unfinished):
                lost.append(spec.name)
        part = cls.model_construct(**values)
        for name in lost:
            part.__dict__.pop(name, None)
        return part

    def _is_left_out(self, spec: Spec, cls: type[Block], here: Place) -> bool:
        return self._walk.answers.at(here)[0] or self._walk.need(spec, cls, here) == "not"

    def _parsed(self, spec: Spec, value: Any, here: Place) -> Any:
        if spec.row:
            return [self._whole(spec.row, row, (*here, n)) for n, row in enumerate(value)]
        if spec.block is None:
            return spec.parse(_text(value) if isinstance(value, str) else value)
        if isinstance(value, Block):
            return value
        if issubclass(spec.block, Locality):
            return spec.block.model_validate(value, context={"tree": self._desk.tree})
        return self._part(spec.block, value, here)

    def _whole(self, cls: type[Block], row: Any, here: Place) -> Block:
        """A row; the checks of a table know no row that is not whole."""
        part = self._part(cls, row, here)
        if any(spec.name not in part.__dict__ for spec in specs(cls)):
            raise _Unfinished
        return part
