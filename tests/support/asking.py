"""Somebody who answers what a form asks as a fixture says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.block import blank
from portal_bot.dossier.load import load
from portal_bot.dossier.written_keys import english
from portal_bot.intake.asking.answers import Answers
from portal_bot.intake.asking.form_walk import FormQuestion
from tests.support.fixtures import FIXTURES


class Answerer:
    """Knows one fixture by heart.

    Args:
        case: the fixture.
    """

    def __init__(self, case: Path) -> None:
        (self.checked,) = check_paths([case])
        assert self.checked.flow is not None
        self.said = Answers(english(load(case).data, self.checked.flow))

    def stated(self, question: FormQuestion) -> bool:
        """Whether the fixture says something there itself."""
        return not blank(self.said.at(question.place)[1])

    def answer(self, question: FormQuestion) -> str:
        """What is typed; nothing where the fixture says nothing."""
        value = self.said.at(question.place)[1]
        if question.kind == "group":
            return "k" if blank(value) else "c"
        if question.kind == "more":
            rows = self.said.at(question.place[:-1])[1] or ()
            return "c" if len(rows) > int(question.place[-1]) else "k"
        if question.is_paper:
            names = [value] if isinstance(value, str) else value or []
            return "; ".join(str(FIXTURES / "papers" / Path(name).name) for name in names)
        if blank(value) and question.spec.meta.level is not None:
            value = _at(self.checked, question)
        return "" if blank(value) else str(value)


def _at(checked: Checked, question: FormQuestion) -> Any:
    """A level of a place that the fixture leaves to be found by the others."""
    of_declaration = question.place[0] == "declaration"
    inner: Any = checked.declaration if of_declaration else checked.dossier
    for name in question.place[of_declaration:]:
        inner = inner[name] if isinstance(name, int) else getattr(inner, name, None)
        if inner is None:
            return None
    return inner
