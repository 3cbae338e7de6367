"""What the templates need to draw a control: names, spellings, lists of options."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from ...forms_model import LEVEL_LABELS, LEVELS, Field, Section, Values
from ...procedures import Procedure, by_slug
from ...records import Draft
from ...units import children
from ...values import cell_name, printed, row_count
from ...version2 import second_version
from .blocks import page_sections
from .labels import group_style, spelled, style_of

CHOOSE = "-- Chọn --"


def procedure_of(draft: Draft) -> Procedure:
    if draft.form_change:
        return second_version(draft.slug, draft.form_change)
    return by_slug(draft.slug)


@cache
def options_html(one: Field, selected: str) -> Markup:
    """A select's options; with a blank first unless the field has none."""
    html = [_option("", CHOOSE, selected)] if one.blank else []
    html += [_option(o.value, o.label, selected) for o in one.options]
    return Markup("").join(html)


@cache
def unit_options_html(path: tuple[str, ...], selected: str) -> Markup:
    """The options of one level of an address."""
    html = [_option("", CHOOSE, selected)]
    html += [_option(unit.code, unit.name, selected) for unit in children(*path)]
    return Markup("").join(html)


@cache
def part_options_html(part: str, selected: str) -> Markup:
    """Day, month or year of a split date."""
    title = {"day": "Ngày", "month": "Tháng", "year": "Năm"}[part]
    numbers = {"day": range(1, 32), "month": range(1, 13), "year": range(2027, 1899, -1)}[part]
    html = [_option("", title, selected)]
    html += [_option(f"{n:02d}", f"{n:02d}", selected) for n in numbers]
    return Markup("").join(html)


def _option(value: str, label: str, selected: str) -> Markup:
    chosen = Markup(" selected") if value == selected else ""
    return Markup('<option value="{}"{}>{}</option>').format(value, chosen, escape(label))


def starred(one: Field) -> bool:
    return one.required or one.required_when is not None


def address_levels(one: Field, values: Values) -> list[dict[str, Any]]:
    """The selects of an address, each with the options that its parent allows."""
    codes = [values.get(name, "") for name in one.names()]
    found = []
    for depth in range(min(one.levels, 3)):
        path = tuple(codes[:depth])
        found.append(
            {
                "name": one.names()[depth],
                "level": LEVELS[depth],
                "label": LEVEL_LABELS[depth],
                "options": unit_options_html(path, codes[depth]) if all(path) else _nothing(),
                "closed": not all(path),
                "last": depth == min(one.levels, 3) - 1,
                "child": one.names()[depth + 1] if depth < min(one.levels, 3) - 1 else "",
            }
        )
    return found


@cache
def _nothing() -> Markup:
    return Markup('<option value="">{}</option>').format(CHOOSE)


_constants: dict[object, Markup] = {}


def once(key: object, caller: Callable[[], Markup]) -> Markup:
    """A block of a template that never changes: drawn for the first page, then kept."""
    if key not in _constants:
        _constants[key] = caller()
    return _constants[key]


def default_values(sections: tuple[Section, ...]) -> dict[str, str]:
    """What the page holds before anybody has typed."""
    return {f.key: f.default_value for s in sections for f in s.fields if f.default}


HELPERS: dict[str, Any] = {
    "once": once,
    "options_html": options_html,
    "part_options_html": part_options_html,
    "address_levels": address_levels,
    "starred": starred,
    "style_of": style_of,
    "group_style": group_style,
    "spelled": spelled,
    "printed": printed,
    "row_count": row_count,
    "cell_name": cell_name,
    "page_sections": page_sections,
    "procedure_of": procedure_of,
    "detail_label": LEVEL_LABELS[3],
}
