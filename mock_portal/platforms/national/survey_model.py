"""A declaration as the model that SurveyJS renders, and the answers read back by its names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from ...drawn_names import DrawnNames
from ...units import OF_2025
from ...values import Entry, KeptSection
from .declarations import CHOICES, Declaration, Question

STAR = " *"
_REFERENCE = re.compile(r"\{(\w+)\}")
# What stands in a lazy list before it was opened.
PLACEHOLDER = "item1"
_FIRST_MS = 1_751_328_000_000
_SPAN_MS = 40_000_000_000


def suffixed(drawn: DrawnNames, made: Declaration, name: str) -> str:
    """A question's name on the page: with digits like those of a moment, of this world's own."""
    key = blake2b(f"{drawn.object_id('survey')}\n{made.code}\n{name}".encode(), digest_size=8)
    return f"{name}__{_FIRST_MS + int.from_bytes(key.digest()) % _SPAN_MS}"


class Names:
    """The names of one declaration in one world."""

    def __init__(self, drawn: DrawnNames, made: Declaration) -> None:
        self.of = {name: suffixed(drawn, made, name) for name in made.questions}
        self._plain = {full: name for name, full in self.of.items()}

    def plain(self, full: str) -> str | None:
        return self._plain.get(full)

    def expression(self, text: str) -> str:
        return _REFERENCE.sub(lambda match: f"{{{self.of[match[1]]}}}", text)


def model_of(made: Declaration, drawn: DrawnNames) -> dict[str, Any]:
    """The JSON of the survey: nothing in it is required."""
    names = Names(drawn, made)
    panels = [
        {
            "type": "panel",
            "name": f"panel{number}",
            "title": panel.title.upper(),
            "elements": [_element(one, names) for one in panel.questions],
        }
        for number, panel in enumerate(made.panels, 1)
    ]
    return {
        "showQuestionNumbers": False,
        "showNavigationButtons": False,
        "pages": [{"name": "page1", "elements": panels}],
    }


def _element(one: Question, names: Names) -> dict[str, Any]:
    made: dict[str, Any] = {"name": names.of[one.name], "isRequired": False}
    if one.floating:
        made["titleLocation"] = "hidden"
    else:
        made["title"] = one.title + (STAR if one.required else "")
    if one.visible_if:
        made["visibleIf"] = names.expression(one.visible_if)
    if one.account or one.fixed:
        made["readOnly"] = True
    if one.fixed:
        made["defaultValue"] = one.fixed
    match one.type:
        case "dropdown" | "radiogroup":
            made |= {"type": one.type, "choices": CHOICES[one.choices]}
        case "province" | "ward":
            made |= {"type": "dropdown", "choices": [PLACEHOLDER], "choicesLazyLoadEnabled": True}
        case "number":
            made |= {"type": "text", "inputType": "number"}
        case "date":
            made |= {"type": "text", "dateFormat": "yyyy-mm-dd"}
        case _:
            made["type"] = "text"
    if made["type"] == "dropdown":
        made["placeholder"] = "Chọn"
    return made


def rules_of(made: Declaration, drawn: DrawnNames) -> dict[str, Any]:
    """What the page does besides the library: validator, look-ups, drivers, lists, dates."""
    names = Names(drawn, made)
    told = {
        names.of[one.name]: {
            "label": one.title, "kind": one.type, "required": one.required,
            "pattern": one.pattern, "of": names.of.get(one.of, ""), "floating": one.floating,
            "min": one.min, "max": one.max, "fixed": one.fixed,
        }
        for one in made.questions.values()
    }  # fmt: skip
    sections = {panel.title: panel.questions for panel in made.panels}
    return {
        "questions": told,
        "lookups": [
            {
                "name": names.of[one.name],
                "number": names.of[one.number],
                "birth_date": names.of[one.birth_date],
                "locks": {fact: names.of[name] for fact, name in one.locks.items()},
                "fills": {fact: names.of[name] for fact, name in one.fills.items()},
            }
            for one in made.lookups
        ],
        "drivers": [
            {
                "question": names.of[one.question],
                "self": one.self,
                "wipes": [names.of[q.name] for q in sections[one.section] if not q.fixed],
                "copies": {fact: names.of[name] for fact, name in one.copies.items()},
            }
            for one in made.drivers
        ],
        "copies": names.of[made.fee.copies] if made.fee else "",
    }


def read_answers(
    made: Declaration, drawn: DrawnNames, sent: Mapping[str, Any]
) -> dict[str, str] | None:
    """The answers by plain names; nothing when a name is none of this form's."""
    names = Names(drawn, made)
    read: dict[str, str] = {}
    for full, value in sent.items():
        name = names.plain(full)
        if name is None or not isinstance(value, str | int | float):
            return None
        read[name] = str(value)
    return read


def kept_sections(made: Declaration, answers: Mapping[str, str]) -> tuple[KeptSection, ...]:
    """What was answered, as the record prints it."""
    kept = (
        KeptSection(panel.title, tuple(_entries(panel.questions, answers))) for panel in made.panels
    )
    return tuple(one for one in kept if one.entries)


def _entries(questions: tuple[Question, ...], answers: Mapping[str, str]) -> Iterator[Entry]:
    for one in questions:
        if text := printed(one, answers):
            yield Entry(one.group or None, one.title, text)


def printed(one: Question, answers: Mapping[str, str]) -> str:
    """An answer as people read it."""
    raw = answers.get(one.name, "")
    match one.type:
        case "dropdown" | "radiogroup":
            return next((o["text"] for o in CHOICES[one.choices] if o["value"] == raw), raw)
        case "province":
            return OF_2025.name_of(raw) or raw
        case "ward":
            return OF_2025.name_of(answers.get(one.of, ""), raw) or raw
        case "date":
            return "/".join(reversed(raw.split("-")))
        case _:
            return raw
