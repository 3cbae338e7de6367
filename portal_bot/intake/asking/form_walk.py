"""Which questions a form asks, in which order, as the answers stand now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.field import When
from portal_bot.dossier.model import FLOW_PARTS, Applicant, Dossier
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.spec import Spec, spec_map, specs
from portal_bot.dossier.validate import filled, validate
from portal_bot.intake.asking.answers import Answers
from portal_bot.registry import AnyFlow

_DECLARATION, _PAPERS = FLOW_PARTS
_PARTS = {_DECLARATION: "Tờ khai", _PAPERS: "Giấy tờ đính kèm"}
# A rule and no condition keeps it from being said else.
_ONLY_WHEN: dict[Place, When] = {("delivery", "recipient"): {"method": ["postal"]}}
# Nobody withdraws a consent while it is being given.
_NEVER = frozenset({("procedure",), ("consent", "withdrawn_at")})
EXCEPTIONS = ("exceptions",)
_MOST_WITHOUT_A_GATE = 1


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One thing to ask.

    Attributes:
        place: where the answer stands; of `more`, the row that would be the next.
        kind: a value; whether a `group` is there at all; whether there is one `more` row.
        spec: the field; of a `more`, the table.
        cls: the block in which the field stands.
        titles: the groups around it, from the outside.
        must: whether it may not be passed over.
        is_derived: it follows from other answers, and is asked only of who wants to change it.
    """

    place: Place
    kind: Literal["value", "group", "more"]
    spec: Spec
    cls: type[Block]
    titles: tuple[str, ...]
    must: bool
    is_derived: bool = False

    @property
    def is_paper(self) -> bool:
        """Whether it asks for names of files."""
        return self.kind == "value" and self.place[0] == _PAPERS


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands around a field."""

    place: Place
    cls: type[Block]
    titles: tuple[str, ...] = ()
    is_derived: bool = False


class FormWalk:
    """The questions of a procedure's form, and of the dossier around it; of one moment.

    Args:
        flow: the procedure.
        answers: what was answered.
        today: the day on which it is asked.
        closed: tables of which all rows were told.
        exceptional: whether to ask for exceptions from our rules.
    """

    def __init__(
        self,
        flow: AnyFlow,
        answers: Answers,
        today: date,
        closed: frozenset[Place] = frozenset(),
        *,
        exceptional: bool = False,
    ) -> None:
        self.flow = flow
        self.answers = answers
        self._today = today
        self._closed = closed
        self._exceptional = exceptional
        self._needs: dict[Place, str | None] = {}

    def __iter__(self) -> Iterator[FormQuestion]:
        """Everything that applies now, answered or not, in the order of the form."""
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[FormQuestion, ...]:
        return tuple(self._asked())

    def _asked(self) -> Iterator[FormQuestion]:
        for spec in specs(Dossier):
            if spec.name == "delivery":
                for name, cls in self._parts.items():
                    yield from self._within(_Group((name,), cls, (_PARTS[name],)))
            asked = spec.name != EXCEPTIONS[0] or self._exceptional
            if asked or not blank(self.answers.data.get(spec.name)):
                yield from self._field(spec, _Group((), Dossier))

    def is_settled(self, question: FormQuestion) -> bool:
        """Whether it was answered or passed over."""
        if question.kind == "more":
            return question.place[:-1] in self._closed
        return self.answers.at(question.place)[0]

    @cached_property
    def _parts(self) -> dict[str, type[Block]]:
        return dict(zip(FLOW_PARTS, (self.flow.declaration, self.flow.papers), strict=True))

    @cached_property
    def applicant(self) -> Applicant | None:
        """As far as it is known."""
        said = self.answers.data.get("applicant") or {}
        return validate(Applicant, said, Context(self._today))[1]

    @cached_property
    def filled(self) -> Any:
        """The declaration with what follows from other answers."""
        said = self.answers.data.get(_DECLARATION) or {}
        return filled(self.flow.declaration, said, self.applicant)

    def derived(self, place: Place) -> Any:
        """What follows from other answers at a place of which nothing was said; else `None`."""
        if place[0] != _DECLARATION or not blank(self.answers.at(place)[1]):
            return None
        inner = self.filled
        for name in place[1:]:
            if isinstance(inner, Block):
                inner = getattr(inner, str(name), None)
            elif isinstance(inner, dict):
                inner = inner.get(name)
            else:
                return None
        return None if blank(inner) else inner

    def _within(self, group: _Group) -> Iterator[FormQuestion]:
        for spec in specs(group.cls):
            yield from self._field(spec, group)

    def _field(self, spec: Spec, group: _Group) -> Iterator[FormQuestion]:
        here = (*group.place, spec.name)
        need = self.need(spec, group.cls, here)
        if here in _NEVER or need is None or need == "not":
            return
        derived = group.is_derived or self._is_derived(spec, here)
        must = need == "must"
        question = FormQuestion(here, "value", spec, group.cls, group.titles, must, derived)
        inner = spec.block or spec.row
        if inner is None:
            yield question
            return
        if not must and not derived and self._has_a_gate(spec):
            yield replace(question, kind="group")
            if self.answers.at(here)[1] is None:
                return
        titles = (*group.titles, spec.title)
        if spec.row:
            yield from self._rows(question, _Group(here, spec.row, titles, derived))
        else:
            yield from self._within(_Group(here, inner, titles, derived))

    def _is_derived(self, spec: Spec, here: Place) -> bool:
        follows = spec.meta.same_as or spec.meta.words_of
        return bool(follows) and self.derived(here) is not None

    def _has_a_gate(self, spec: Spec) -> bool:
        """Whether to ask first if a group is there at all: where that spares several questions."""
        if spec.optional or spec.row:
            return True
        plain = [each for each in specs(spec.block) if each.meta.when is None] if spec.block else []
        return len(plain) > _MOST_WITHOUT_A_GATE and spec.name != "delivery"

    def _rows(self, question: FormQuestion, group: _Group) -> Iterator[FormQuestion]:
        meta = question.spec.meta
        told = len(self.answers.at(group.place)[1] or ())
        count = max(told, meta.minimum or 1)
        for number in range(count):
            titles = (*group.titles[:-1], f"{group.titles[-1]}, dòng {number + 1}")
            yield from self._within(replace(group, place=(*group.place, number), titles=titles))
        if meta.maximum is None or count < meta.maximum:
            place = (*group.place, count)
            yield replace(question, place=place, kind="more", must=False, titles=group.titles[:-1])

    def need(self, spec: Spec, cls: type[Block], here: Place) -> str | None:
        """``must`` it be told, ``may`` it be, does it ``not`` apply? `None`: nobody knows yet."""
        if here not in self._needs:
            self._needs[here] = self._need(spec, cls, here)
        return self._needs[here]

    def _need(self, spec: Spec, cls: type[Block], here: Place) -> str | None:
        holds = self._holds(_ONLY_WHEN.get(here) or spec.meta.when, cls, here)
        if holds is None:
            return None
        if not holds:
            return "not"
        if spec.meta.when is not None:
            return "may" if spec.meta.present_only else "must"
        return "must" if spec.required else "may"

    def _holds(self, when: When | None, cls: type[Block], here: Place) -> bool | None:
        known: bool | None = True
        for path, wanted in (when or {}).items():
            is_beside = path.partition(".")[0] in spec_map(cls)
            root = here[:-1] if is_beside else (_DECLARATION,) if here[0] in _PARTS else ()
            one = self._says((*root, *path.split(".")), wanted)
            if one is False:
                return False
            known = known and one
        return known

    def _says(self, place: Place, wanted: Any) -> bool | None:
        """Whether one of the wanted answers was given there; `None`: nobody was asked yet."""
        spec, known, value = self._value(place)
        if not known or spec is None:
            return None
        if isinstance(wanted, bool):
            return (value is not None) is wanted
        try:
            parsed = spec.parse(value) if isinstance(value, str) else value
        except Refused:
            return None
        return (parsed.value if isinstance(parsed, Choice) else parsed) in wanted

    def _value(self, place: Place) -> tuple[Spec | None, bool, Any]:
        """The field at a place, whether it is known what it says, and what that is."""
        inner: type[Block] | None = Dossier
        spec: Spec | None = None
        for end, name in enumerate(place, 1):
            if end == 1 and name in self._parts:
                inner = self._parts[str(name)]
                continue
            if isinstance(name, int) or inner is None:
                continue
            spec = spec_map(inner)[name]
            need = self.need(spec, inner, place[:end])
            if need is None or need == "not":
                return spec, need == "not", None
            inner = spec.block or spec.row
        settled, said = self.answers.at(place)
        if said is not None and not (isinstance(said, str) and blank(said)):
            return spec, True, said
        if (follows := self.derived(place)) is not None:
            return spec, True, follows
        return spec, settled, spec.default if spec and settled else None
