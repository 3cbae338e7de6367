"""What the fault `drift` changes of what the portal publishes, and of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...faults.national import Drift
from ...world import World
from .declarations import Declaration, Question, changed_form
from .records import Component, Way

_NEW = Question(name="citizenCauHoiMoi", title="Số điện thoại người thân", type="text")
_PAPER = Component("000.00.00.G15-KQ009999", "Giấy tờ mới được yêu cầu", 1, 0, required=True)
_FEE = 5_000
_MORE_DAYS = 2


class Drifted(frozenset[str]):
    """The kinds of drift that are on."""

    def ways(self, ways: Iterable[Way]) -> tuple[Way, ...]:
        """Channels with their terms and fees."""
        made = tuple(ways)
        if "terms" in self:
            made = tuple(replace(one, days=(one.days or 0) + _MORE_DAYS) for one in made)
        if "fees" in self:
            made = tuple(replace(one, fee=(one.fee or 0) + _FEE) for one in made)
        return made

    def papers(self, papers: Iterable[Component]) -> tuple[Component, ...]:
        """The lines of the papers."""
        return (*papers, *([_PAPER] if "papers" in self else []))

    def form(self, made: Declaration) -> Declaration:
        """The form; another version of it as soon as anything is different."""
        first = next(one for one in made.questions.values() if one.required and not one.of)
        if "renamed" in self:
            made = changed_form(made, first.name, replace(first, name=f"{first.name}Moi"))
        if "retyped" in self:
            old = made.questions.get(first.name) or made.questions[f"{first.name}Moi"]
            other = "number" if old.type == "text" else "text"
            made = changed_form(made, old.name, replace(old, type=other, pattern=""))
        if "relabelled" in self:
            old = made.questions.get(first.name) or made.questions[f"{first.name}Moi"]
            made = changed_form(made, old.name, replace(old, title=f"{old.title} theo giấy tờ"))
        if self & {"added", "required"}:
            new = replace(_NEW, required="required" in self)
            last = made.panels[-1]
            panels = (*made.panels[:-1], replace(last, questions=(*last.questions, new)))
            questions = {**made.questions, new.name: new}
            made = replace(made, panels=panels, questions=questions)
        if self & {"form_version", "renamed", "retyped", "relabelled", "added", "required"}:
            made = replace(made, version=f"{made.version}.1")
        return made


def drifts(world: World) -> Drifted:
    """Those of this moment."""
    return Drifted(f.arg or "" for f in world.faults.active if isinstance(f, Drift))
