"""One dossier asked for, question by question; whoever shows them may begin with given answers."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal_bot import clock, registry
from portal_bot.dossier.block import blank
from portal_bot.dossier.card_line import is_card_line
from portal_bot.dossier.checks import shown
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.exceptions import ExceptableRule
from portal_bot.dossier.letters import Unfit, tidy
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.validate import title_at
from portal_bot.intake.asking.answer_checks import (
    AskingPlace,
    KnownPart,
    refused_scans,
    refused_value,
)
from portal_bot.intake.asking.answers import Answers
from portal_bot.intake.asking.form_walk import FormQuestion, FormWalk
from portal_bot.intake.asking.offered import NO, is_yes_no, offered, yes_or_no
from portal_bot.intake.cards.pasted_lines import unfold
from portal_bot.registry import AnyFlow

_SEVERAL = re.compile(r"\s*;\s*")
_METHOD = ("delivery", "method")
_GIVEN_BY, _GIVEN_AT = ("consent", "given_by"), ("consent", "at")
_APPLICANT_NAME = ("applicant", "full_name")
_EXCEPTABLE = frozenset(rule.value for rule in ExceptableRule)
# An answer by which the narrower levels of a place are no longer what they were.
_WIDER = {"province": ("district", "commune"), "district": ("commune",)}


@dataclass(slots=True)
class AnswerVerdict:
    """What came of an answer.

    Attributes:
        refused: why it was not taken; empty: it was.
        may_insist: whether the same answer once more is taken all the same.
        notes: what else to look at.
    """

    refused: list[str] = field(default_factory=list)
    may_insist: bool = False
    notes: list[str] = field(default_factory=list)


class Interview:
    """Asks for one dossier.

    Args:
        flow: the procedure.
        desk: where it is asked.
        given: answers to begin with, by the fields' own names: of a file that was left half done,
            or of a citizen's card. They are not asked again, and stand in the review.
    """

    def __init__(
        self, flow: AnyFlow, desk: AskingPlace, given: Mapping[str, Any] | None = None
    ) -> None:
        self.flow = flow
        self.desk = desk
        self.answers = Answers({**copy.deepcopy(dict(given or {})), "procedure": flow.slug})
        self._closed: frozenset[Place] = frozenset()
        self._insisted: tuple[Place, str] | None = None
        self._told: set[tuple[Place, str]] = set()
        self._exceptional = False
        self._walked: tuple[object, FormWalk] | None = None
        self._reopen()
        self._told = {_key(each) for each in self._known()}

    @property
    def walk(self) -> FormWalk:
        """The questions as the answers stand now."""
        state = (self.answers.version, self._closed, self._exceptional)
        if self._walked is None or self._walked[0] != state:
            closed, exceptional = self._closed, self._exceptional
            today = self.desk.today
            walk = FormWalk(self.flow, self.answers, today, closed, exceptional=exceptional)
            self._walked = (state, walk)
        return self._walked[1]

    def asked(self) -> list[FormQuestion]:
        """All that is asked now, in the order of the form; what follows from others is left out."""
        return [each for each in self.walk if not each.is_derived]

    def next(self) -> FormQuestion | None:
        """The first that is not settled; `None`: all is."""
        walk = self.walk
        open_ones = (each for each in walk if not each.is_derived and not walk.is_settled(each))
        return next(open_ones, None)

    def beside(self, question: FormQuestion, steps: int) -> FormQuestion | None:
        """The question so many steps behind (or, less than 0, before) another; `None`: no such."""
        questions = self.asked()
        places = [(each.place, each.kind) for each in questions]
        if (question.place, question.kind) not in places:
            return None
        at = places.index((question.place, question.kind)) + steps
        return questions[at] if 0 <= at < len(questions) else None

    def options(self, question: FormQuestion) -> tuple[str, ...]:
        """What there is to choose from; empty: anything may be written."""
        if question.kind != "value":
            return ()
        facts = registry.facts(self.flow)
        methods = facts.return_methods if facts and question.place == _METHOD else ()
        return offered(question.spec, self._around(question), methods)

    def current(self, question: FormQuestion) -> str:
        """What was answered, or follows from other answers, as people read it; empty: nothing."""
        walk = self.walk
        if question.kind == "more":
            return ""
        said = self.answers.at(question.place)[1]
        if question.kind == "group":
            return "" if said is None else "có"
        value = walk.derived(question.place) if blank(said) else said
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return "" if value is None else shown(value)

    def usual(self, question: FormQuestion) -> str:
        """What is meant where nothing is answered; empty: nothing is."""
        if question.place == _GIVEN_BY:
            return str(self.answers.at(_APPLICANT_NAME)[1] or "")
        if question.place == _GIVEN_AT:
            return f"{clock.now():%d/%m/%Y %H:%M} (bây giờ)"
        default = question.spec.default if question.kind == "value" else None
        if isinstance(default, Choice):
            return default.label
        if question.spec.meta.level == 0:
            return self.options(question)[0]
        return default if isinstance(default, str) else ""

    def answer(self, question: FormQuestion, text: str) -> AnswerVerdict:
        """Takes an answer, if it will do. Nothing (``""``) takes what is usual, or passes over."""
        if not text.strip():
            return self._pass_over(question)
        if question.kind != "value":
            return self._take_yes_or_no(question, text)
        if is_card_line(text) and not question.is_paper:
            return self._take_card(question, text)
        value: Any = self._value(question, text)
        if told := self._refused(question, value, text):
            return AnswerVerdict(told)
        before = self.answers.at(question.place)
        self._put(question, value)
        insisted = self._insisted == (question.place, text)
        verdict = self._between(question, insisted=insisted)
        if verdict.refused:
            self._insisted = (question.place, text)
            self._put_back(question.place, before)
        return verdict

    def _take_card(self, question: FormQuestion, line: str) -> AnswerVerdict:
        """A card's line, typed by a scanner: its number, and what else it says of the person."""
        answers, before = self.answers, copy.deepcopy(self.answers.data)
        answers.put(question.place, line)
        told = [each.message for each in unfold(self.flow, answers.data, self.desk.today)]
        value = answers.at(question.place)[1]
        if isinstance(value, Unfit):
            told = [value.refused.message]
        elif value == line:
            told = self._refused(question, line, line)
        answers.version += 1
        if told:
            answers.data = before
            return AnswerVerdict(told)
        return self._between(question, insisted=True)

    def _pass_over(self, question: FormQuestion) -> AnswerVerdict:
        usual = self.usual(question)
        if question.place == _GIVEN_AT:
            self.answers.put(question.place, clock.now().isoformat(timespec="seconds"))
        elif usual and (question.must or question.spec.meta.level == 0):
            return self.answer(question, usual)
        elif question.must:
            return AnswerVerdict(["mục này bắt buộc, không bỏ qua được; gõ ? để xem cách ghi"])
        elif question.kind == "more":
            self._close(question.place[:-1])
        else:
            self._put(question, None)
        return self._between(question, insisted=True)

    def clear(self, question: FormQuestion) -> AnswerVerdict:
        """Takes back what was answered: the value, or the row of a table in which it stands."""
        table = next((n for n, name in enumerate(question.place) if isinstance(name, int)), 0)
        rows = self.answers.at(question.place[:table])[1] or () if table else ()
        if question.must and len(rows) > 1:
            self.answers.drop(question.place[: table + 1])
        elif question.must or question.kind == "more":
            return AnswerVerdict(["mục này bắt buộc, không bỏ trống được"])
        else:
            self._put(question, None)
        return self._between(question, insisted=True)

    def tree(self) -> dict[str, Any]:
        """The dossier as a file says it: what applies, and what was passed over as `None`."""
        kept = Answers({"procedure": self.flow.slug})
        for question in self.walk:
            settled, said = self.answers.at(question.place)
            if question.kind == "more" or not settled:
                continue
            if question.kind == "group":
                said = None if said is None else [] if question.spec.row else {}
            kept.put(question.place, said)
        return kept.data

    def unasked(self) -> list[str]:
        """What of the given answers belongs to nothing that is asked, and so is not kept."""
        asked = Answers(self.tree())
        places = self.answers.places()
        return [".".join(map(str, place)) for place in places if not asked.at(place)[0]]

    def count_exceptions(self, codes: set[str]) -> None:
        """From now on asks for exceptions, if there is a problem that one may overrule."""
        self._exceptional = self._exceptional or not codes.isdisjoint(_EXCEPTABLE)

    def title(self, place: Place) -> str:
        """What people call a place of the dossier."""
        question = next((each for each in self.walk if each.place == place), None)
        if question is not None:
            return " / ".join((*question.titles, question.spec.title))
        parts = {"declaration": self.flow.declaration, "papers": self.flow.papers}
        root = parts.get(str(place[0])) if place else None
        return title_at(root, place[1:]) if root else str(place[0] if place else "")

    def _take_yes_or_no(self, question: FormQuestion, text: str) -> AnswerVerdict:
        said = yes_or_no(text)
        if said is None:
            return AnswerVerdict([f"“{text}” không rõ có hay không; gõ c (có) hoặc k (không)"])
        if question.kind == "more":
            table = question.place[:-1]
            if said == NO:
                self._close(table)
            else:
                self._closed -= {table}
                while len(self.answers.at(table)[1] or ()) <= int(question.place[-1]):
                    self.answers.add_row(table)
        elif said == NO:
            self._put(question, None)
        elif self.answers.at(question.place)[1] is None:
            self.answers.put(question.place, [] if question.spec.row else {})
        return self._between(question, insisted=True)

    def _value(self, question: FormQuestion, text: str) -> Any:
        """As the file is to say it."""
        if question.is_paper:
            return [name for name in _SEVERAL.split(text.strip()) if name]
        if is_yes_no(question.spec):
            return yes_or_no(text) or text
        fit = tidy(text)
        return fit if isinstance(fit, str) else text

    def _refused(self, question: FormQuestion, value: Any, text: str) -> list[str]:
        if question.is_paper:
            return refused_scans(self.desk, value, question.spec.title)
        told = refused_value(question, value, self._around(question))
        return [told] if told else []

    def _between(self, question: FormQuestion, *, insisted: bool) -> AnswerVerdict:
        """What the checks between fields say since this answer."""
        new = [
            each for each in self._known() if _key(each) not in self._told or _at(each, question)
        ]
        here = [each for each in new if _at(each, question) and each.severity == "error"]
        if here and not insisted:
            return AnswerVerdict([each.message for each in here], may_insist=True)
        fresh = [each for each in new if _key(each) not in self._told]
        self._told |= {_key(each) for each in new}
        self._insisted = None
        return AnswerVerdict(notes=[self._note(each) for each in fresh])

    def _note(self, finding: Finding) -> str:
        # Most messages name their field; then what is around it says which of several it is.
        around = self.title(finding.path).rpartition(" / ")[0]
        return f"{around}: {finding.message}" if around else finding.message

    def _known(self) -> list[Finding]:
        return KnownPart(self.walk, self.desk).findings()

    def _around(self, question: FormQuestion) -> dict[str, Any]:
        said = self.answers.at(question.place[:-1])[1]
        return said if isinstance(said, dict) else {}

    def _put(self, question: FormQuestion, value: Any) -> None:
        around = self._around(question)
        if question.spec.meta.level is not None and around.get(question.spec.name) != value:
            for name in _WIDER.get(question.spec.name, ()):
                self.answers.drop((*question.place[:-1], name))
        self.answers.put(question.place, value)

    def _put_back(self, place: Place, before: tuple[bool, Any]) -> None:
        if before[0]:
            self.answers.put(place, before[1])
        else:
            self.answers.drop(place)

    def _close(self, table: Place) -> None:
        self._closed |= {table}

    def _reopen(self) -> None:
        """Of what was begun before, the tables behind which something was answered are whole."""
        walk = self.walk
        tables: list[Place] = []
        for question in walk:
            if question.kind == "more":
                tables.append(question.place[:-1])
            elif tables and walk.is_settled(question):
                self._closed |= {each for each in tables if question.place[: len(each)] != each}


def _key(finding: Finding) -> tuple[Place, str]:
    return finding.path, finding.code


def _at(finding: Finding, question: FormQuestion) -> bool:
    """Whether a problem is told at what was asked, or at the place of which that is a part."""
    place = question.place
    if finding.path == place or finding.path[: len(place)] == place:
        return True
    return question.spec.meta.level is not None and finding.path in {place[:-1], place}
