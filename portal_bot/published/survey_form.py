"""A form of the portal as SurveyJS has it: its questions by name, with what a filing hangs on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from portal_bot.errors import PortalChanged
from portal_bot.form.text import squeeze

Kind = Literal["text", "number", "date", "choice", "several", "tick", "table", "closed"]

# Cut at the end only: names hold two underscores themselves.
_SUFFIX = re.compile(r"__\d+$")
_SUFFIXES = re.compile(r"__\d{6,}(?=\W|$)")
_STAR = re.compile(r"\*|\(\s*bắt buộc\s*\)", re.IGNORECASE)
_KINDS: dict[str, Kind] = {
    "text": "text",
    "comment": "text",
    "multipletext": "table",
    "dropdown": "choice",
    "radiogroup": "choice",
    "checkbox": "several",
    "tagbox": "several",
    "buttongroup": "choice",
    "ranking": "several",
    "rating": "choice",
    "imagepicker": "choice",
    "boolean": "tick",
    "matrix": "table",
    "matrixdropdown": "table",
    "matrixdynamic": "table",
    "file": "closed",
    "signaturepad": "closed",
}
_INPUTS: dict[str, Kind] = {
    "number": "number",
    "range": "number",
    "date": "date",
    # Neither holds a day and nothing else.
    "datetime-local": "closed",
    "month": "closed",
    "week": "closed",
    "time": "closed",
    "color": "closed",
}
# What only stands there to be read, or is computed.
_SILENT = frozenset({"html", "image", "expression"})
_PANELS = frozenset({"panel", "paneldynamic", "flowpanel"})
# What the page refuses of an answer, or puts in its place.
_LIMITS = (
    *("maxLength", "min", "max", "minValueExpression", "maxValueExpression"),
    *("choicesVisibleIf", "choicesEnableIf", "defaultValue", "defaultValueExpression"),
    *("setValueExpression", "setValueIf", "resetValueIf"),
)
_MOST_DEPTH = 30


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question; what is `None` is not known.

    Attributes:
        name: as the page sends it, without the digits that it adds.
        kind: how it is answered.
        section: the titles of the panels that it stands in, from outside.
        title: as printed, its star included.
        required: whether it must be answered; the portal says so by a star alone, so that of a
            question without a title nobody can tell.
        read_only: filled in by the portal.
        options: value and words of each, in order; of a list that comes later nothing is known.
        shown_if: when it can be answered; empty: at once. A later page, a panel that is closed at
            first or comes once for each of several say so, too.
        limits: lengths, numbers, patterns, and what the page puts there by itself.
    """

    name: str
    kind: Kind
    section: str | None = None
    title: str | None = None
    required: bool | None = None
    read_only: bool | None = None
    options: tuple[tuple[str, str], ...] | None = None
    shown_if: str | None = None
    limits: tuple[str, ...] | None = None

    @property
    def place(self) -> str:
        """What people find it by."""
        said = " / ".join(part for part in (self.section, self.title) if part)
        return f"{said} ({self.name})" if said else self.name


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """A form: its version, empty where nobody said one, and its questions in order."""

    version: str
    questions: tuple[SurveyQuestion, ...]

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return {"version": self.version, "questions": [asdict(one) for one in self.questions]}


def form_from(said: Mapping[str, Any]) -> PublishedForm:
    """A form as it was kept.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    return PublishedForm(said["version"], tuple(_kept(one) for one in said["questions"]))


def _kept(one: Mapping[str, Any]) -> SurveyQuestion:
    options, limits = one["options"], one["limits"]
    pairs = None if options is None else tuple((value, text) for value, text in options)
    return SurveyQuestion(
        **{**one, "options": pairs, "limits": None if limits is None else tuple(limits)}
    )


def read_form(model: str | Mapping[str, Any], version: str) -> PublishedForm:
    """The questions of a SurveyJS model.

    Raises:
        PortalChanged: it is no model, or has no question at all.
    """
    try:
        said = json.loads(model) if isinstance(model, str) else model
    except (ValueError, RecursionError) as error:
        raise PortalChanged("tờ khai của cổng không phải mô hình SurveyJS (JSON)") from error
    if not isinstance(said, Mapping):
        raise PortalChanged("tờ khai của cổng không phải mô hình SurveyJS (JSON)")
    found = tuple(_Reading(said).questions())
    if not found:
        raise PortalChanged("tờ khai của cổng không có câu hỏi nào")
    return PublishedForm(version, found)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for all that stands in a page or a panel."""

    section: str = ""
    shown_if: str = ""
    closed: bool = False
    depth: int = 0


class _Reading:
    """One model while it is read.

    Args:
        model: the survey.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._model = model
        said = model.get("locale")
        locale = said if isinstance(said, str) else ""
        # As the library looks for a text.
        self._languages = (locale, locale.partition("-")[0], "default", "en")

    def questions(self) -> Iterator[SurveyQuestion]:
        model = self._model
        pages = model.get("pages")
        whole = pages if isinstance(pages, list) else [model]
        at_once = model.get("questionsOnPageMode") == "singlePage"
        closed = model.get("mode") == "display" or bool(model.get("readOnly"))
        shown = 0
        for page in whole:
            if not isinstance(page, Mapping):
                continue
            shown += bool(_elements(page))
            step = f"trang {shown}" if shown > 1 and not at_once else ""
            within = _Around("", _all(step, _condition(page.get("visibleIf"))), closed, 0)
            yield from self._within(page, within)

    def _within(self, holder: Mapping[str, Any], at: _Around) -> Iterator[SurveyQuestion]:
        """The questions of a page or a panel, and of the panels in it."""
        if at.depth > _MOST_DEPTH:
            return
        for one in _elements(holder):
            shown_if = _all(at.shown_if, _condition(one.get("visibleIf")), _waits_for(one))
            closed = at.closed or bool(one.get("readOnly")) or one.get("visible") is False
            if one.get("type") in _PANELS:
                section = " / ".join(filter(None, (at.section, self._words(one.get("title")))))
                yield from self._within(one, _Around(section, shown_if, closed, at.depth + 1))
            elif one.get("type") not in _SILENT and isinstance(one.get("name"), str):
                yield self._question(one, _Around(at.section, shown_if, closed))

    def _question(self, one: Mapping[str, Any], at: _Around) -> SurveyQuestion:
        titled = one.get("titleLocation") != "hidden"
        title = self._words(one.get("title")) if titled else ""
        return SurveyQuestion(
            name=_SUFFIX.sub("", one["name"]),
            kind=_kind(one),
            section=at.section,
            title=title,
            required=_required(one, title),
            read_only=at.closed,
            options=self._options(one),
            shown_if=at.shown_if,
            limits=tuple(_limits(one)),
        )

    def _options(self, one: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
        later = one.get("choicesLazyLoadEnabled") or one.get("choicesByUrl")
        choices = one.get("choices")
        if later or not isinstance(choices, list):
            return None
        return tuple(self._option(each) for each in choices if not _may_be_gone(each))

    def _option(self, said: Any) -> tuple[str, str]:
        if isinstance(said, Mapping):
            value = str(said.get("value", ""))
            return value, self._words(said.get("text")) or value
        return str(said), str(said)

    def _words(self, said: Any) -> str:
        """A text as the page prints it; of one in several languages that of the survey."""
        if isinstance(said, Mapping):
            said = next((text for one in self._languages if (text := said.get(one))), "")
        return said if isinstance(said, str) else ""


def _elements(holder: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = holder.get("elements") or holder.get("questions") or holder.get("templateElements")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _all(*conditions: str) -> str:
    return " and ".join(filter(None, conditions))


def _waits_for(one: Mapping[str, Any]) -> str:
    """What must happen, besides its condition, before it or what is in it can be answered."""
    opened = "mở ra" if one.get("state") == "collapsed" else ""
    repeated = "mỗi lần thêm" if one.get("type") == "paneldynamic" else ""
    return _all(_condition(one.get("enableIf")), opened, repeated)


def _may_be_gone(choice: Any) -> bool:
    return isinstance(choice, Mapping) and bool(choice.get("visibleIf") or choice.get("enableIf"))


def _kind(one: Mapping[str, Any]) -> Kind:
    kind = _KINDS.get(str(one.get("type")), "closed")
    if one.get("dateFormat"):
        return "date"
    return _INPUTS.get(str(one.get("inputType")), kind) if kind == "text" else kind


def _required(one: Mapping[str, Any], title: str) -> bool | None:
    if one.get("isRequired") or _STAR.search(title) or one.get("requiredIf"):
        return True
    return False if title else None


def _limits(one: Mapping[str, Any]) -> Iterator[str]:
    for name in _LIMITS:
        if (limit := one.get(name)) not in (None, ""):
            yield f"{name}={_condition(str(limit))}"
    for check in one.get("validators") or ():
        if isinstance(check, Mapping):
            said = {key: value for key, value in sorted(check.items()) if key != "text"}
            yield _condition(json.dumps(said, ensure_ascii=False))


def _condition(said: Any) -> str:
    """An expression without the digits of names, and however it is spaced."""
    return squeeze(_SUFFIXES.sub("", said)) if isinstance(said, str) else ""
