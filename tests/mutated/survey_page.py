"""What the national portal's own scripts know of a form, kept in step with a changed model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal_bot.form.text import without_marks
from tests.mutated.survey_changes import Model, every

# The label that floats on the page over a new question without a title.
FLOATING = "Số hiệu bổ sung"
_UNKNOWN = "portal-widget"
_NEW: Mapping[str, Any] = {"pattern": "", "of": "", "min": 0, "max": None, "fixed": ""}


def questions(model: Model) -> Iterator[Model]:
    """All that the page's scripts ask after."""
    for one in every(model):
        if one.get("type", "panel") != "panel":
            yield one


def labels(model: Model, rules: Mapping[str, Any]) -> dict[str, str]:
    """What people read over each question, by name."""
    known = rules["questions"]
    return {
        one["name"]: _shown(model, one) or known.get(one["name"], {}).get("label", FLOATING)
        for one in questions(model)
    }


def in_step(told: Mapping[str, Any], model: Model, names: Mapping[str, str]) -> dict[str, Any]:
    """What the page is told with a changed model.

    Args:
        told: what it was told.
        model: the changed one.
        names: what the portal called each question, by what it is called now.
    """
    nested = {one["name"] for holder in every(model) for one in holder.get("templateElements", ())}
    now = {
        old: new
        for new, old in names.items()
        if new not in nested and _kinds(model).get(new) != _UNKNOWN
    }
    rules = told["rules"]
    words = labels(model, rules)
    changed = {
        **rules,
        "questions": {
            one["name"]: _rule(rules["questions"].get(names.get(one["name"])), one, now)
            | {"label": _label(words, names, rules, one)}
            for one in questions(model)
        },
        "lookups": [_look_up(one, now) for one in rules["lookups"] if _trio(one) <= now.keys()],
        "drivers": [_driver(one, now) for one in rules["drivers"] if one["question"] in now],
        "copies": now.get(rules["copies"], ""),
    }
    data = {now[name]: value for name, value in told["data"].items() if name in now}
    return {**told, "rules": changed, "data": data}


def _kinds(model: Model) -> dict[str, str]:
    return {one["name"]: one["type"] for one in questions(model)}


def _shown(model: Model, one: Model) -> str:
    title = one.get("title", "")
    if isinstance(title, dict):
        title = title[model.get("locale", "default")]
    return without_marks(title)


def _label(
    words: Mapping[str, str], names: Mapping[str, str], rules: Mapping[str, Any], one: Model
) -> str:
    if "title" in one:
        return words[one["name"]]
    known = rules["questions"].get(names.get(one["name"]))
    return str(known["label"]) if known else FLOATING


def _rule(known: Mapping[str, Any] | None, one: Model, now: Mapping[str, str]) -> dict[str, Any]:
    title = one.get("title", "")
    starred = "*" in str(title) or "(bắt buộc)" in str(title) or bool(one.get("isRequired"))
    made = dict(known or _NEW) | {"kind": _kind(known, one), "floating": "title" not in one}
    made["of"] = now.get(made["of"], "")
    made["required"] = starred if "title" in one else (known["required"] if known else True)
    # Who only reads is asked nothing.
    made["required"] &= not one.get("readOnly") and one["type"] != "html"
    return made


def _kind(known: Mapping[str, Any] | None, one: Model) -> str:
    if "dateFormat" in one:
        return "date"
    if one.get("inputType") == "date":
        return "calendar"
    if known and known["kind"] != "date" and one["type"] != "text":
        return str(known["kind"])
    return str(one.get("inputType", one["type"]))


def _trio(one: Mapping[str, Any]) -> set[str]:
    return {one["name"], one["number"], one["birth_date"]}


def _look_up(one: Mapping[str, Any], now: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{key: now[one[key]] for key in ("name", "number", "birth_date")},
        "locks": _there(one["locks"], now),
        "fills": _there(one["fills"], now),
    }


def _driver(one: Mapping[str, Any], now: Mapping[str, str]) -> dict[str, Any]:
    return {
        **one,
        "question": now[one["question"]],
        "wipes": [now[name] for name in one["wipes"] if name in now],
        "copies": _there(one["copies"], now),
    }


def _there(facts: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {fact: now[name] for fact, name in facts.items() if name in now}


def written(rules: Mapping[str, Any]) -> set[str]:
    """The questions whose values the scripts write, or compare."""
    found = {one["question"] for one in rules["drivers"]}
    for one in rules["lookups"]:
        found |= {*one["locks"].values(), *one["fills"].values()}
    for one in rules["drivers"]:
        found |= set(one["copies"].values())
    return found
