"""A form of the portal as SurveyJS has it: its questions by name, with what a filing hangs on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from portal_bot.errors import PortalChanged
from portal_bot.form.text import squeeze

Kind = Literal["text", "number", "date", "choice", "tick", "table", "closed"]

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
    "checkbox": "choice",
    "tagbox": "choice",
    "buttongroup": "choice",
    "ranking": "choice",
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
    "datetime-local": "date",
    "month": "date",
}
# What only stands there to be read, or is computed.
_SILENT = frozenset({"html", "image", "expression"})
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
        shown_if: when it is there; empty: always.
        limits: lengths, numbers, patterns.
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
    pages = said.get("pages") if isinstance(said, Mapping) else None
    whole = pages if isinstance(pages, list) else [said]
    found = tuple(one for page in whole for one in _within(page, "", "", False, 0))
    if not found:
        raise PortalChanged("tờ khai của cổng không có câu hỏi nào")
    return PublishedForm(version, found)


def _within(
    holder: Any, section: str, shown_if: str, closed: bool, depth: int
) -> Iterator[SurveyQuestion]:
    """The questions of a page or a panel, and of the panels in it."""
    if not isinstance(holder, Mapping) or depth > _MOST_DEPTH:
        return
    elements = holder.get("elements") or holder.get("questions") or holder.get("templateElements")
    for one in elements if isinstance(elements, list) else ():
        if not isinstance(one, Mapping):
            continue
        condition = " and ".join(filter(None, (shown_if, _condition(one.get("visibleIf")))))
        hidden = closed or bool(one.get("readOnly")) or one.get("visible") is False
        if one.get("type") in {"panel", "paneldynamic", "flowpanel"}:
            inner = " / ".join(filter(None, (section, _words(one.get("title")))))
            yield from _within(one, inner, condition, hidden, depth + 1)
        elif one.get("type") not in _SILENT and isinstance(one.get("name"), str):
            yield _question(one, section, condition, hidden)


def _question(one: Mapping[str, Any], section: str, shown_if: str, closed: bool) -> SurveyQuestion:
    titled = one.get("titleLocation") != "hidden"
    title = _words(one.get("title")) if titled else ""
    return SurveyQuestion(
        name=_SUFFIX.sub("", one["name"]),
        kind=_kind(one),
        section=section,
        title=title,
        required=_required(one, title),
        read_only=closed,
        options=_options(one),
        shown_if=shown_if,
        limits=tuple(_limits(one)),
    )


def _kind(one: Mapping[str, Any]) -> Kind:
    kind = _KINDS.get(str(one.get("type")), "closed")
    if one.get("dateFormat"):
        return "date"
    return _INPUTS.get(str(one.get("inputType")), kind) if kind == "text" else kind


def _required(one: Mapping[str, Any], title: str) -> bool | None:
    if one.get("isRequired") or _STAR.search(title) or one.get("requiredIf"):
        return True
    return False if title else None


def _options(one: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    later = one.get("choicesLazyLoadEnabled") or one.get("choicesByUrl")
    choices = one.get("choices")
    if later or not isinstance(choices, list):
        return None
    return tuple(_option(each) for each in choices)


def _option(said: Any) -> tuple[str, str]:
    if isinstance(said, Mapping):
        value = str(said.get("value", ""))
        return value, _words(said.get("text")) or value
    return str(said), str(said)


def _limits(one: Mapping[str, Any]) -> Iterator[str]:
    for name in ("maxLength", "min", "max", "minValueExpression", "maxValueExpression"):
        if (limit := one.get(name)) not in {None, ""}:
            yield f"{name}={limit}"
    for check in one.get("validators") or ():
        if isinstance(check, Mapping):
            said = {key: value for key, value in sorted(check.items()) if key != "text"}
            yield json.dumps(said, ensure_ascii=False)


def _condition(said: Any) -> str:
    """An expression without the digits of names, and however it is spaced."""
    return squeeze(_SUFFIXES.sub("", said)) if isinstance(said, str) else ""


def _words(said: Any) -> str:
    """A text; of one in several languages the Vietnamese."""
    if isinstance(said, Mapping):
        said = said.get("vi") or said.get("default") or ""
    return said if isinstance(said, str) else ""
