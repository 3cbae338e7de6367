"""What the templates need to draw a control: names, spellings, lists of options."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from .drawn_names import DrawnNames
from .forms_model import (
    DATE_PARTS,
    DETAIL,
    TICKED,
    Condition,
    Field,
    Section,
    Values,
)
from .labels import group_style, spelled, style_of
from .procedures import Procedure, by_slug
from .records import Draft
from .units import OF_2022
from .values import Control, cell_name, controls_of, printed, row_count, unit_control
from .version2 import second_version

CHOOSE = "-- Chọn --"
_PART_TITLES = ("Ngày", "Tháng", "Năm")


def procedure_of(draft: Draft) -> Procedure:
    if draft.form_change:
        return second_version(draft.slug, draft.form_change)
    return by_slug(draft.slug)


class Drawing:
    """Draws controls in the words of one world; what never changes is drawn once and kept."""

    def __init__(self, drawn: DrawnNames) -> None:
        self.drawn = drawn
        self._kept: dict[object, Markup] = {}
        self.name = drawn.name
        self.value = drawn.value

    def once(self, key: object, caller: Callable[[], Markup]) -> Markup:
        """A piece of a page: drawn for the first page, then kept."""
        if key not in self._kept:
            self._kept[key] = caller()
        return self._kept[key]

    def options_html(self, one: Field, selected: str) -> Markup:
        """A select's options; with a blank first unless the field has none."""
        (control,) = controls_of(one)
        blank = [("", CHOOSE)] if one.blank else []
        labels = ((option.value, option.label) for option in one.options)
        return self._options(one, control, selected, chain(blank, labels))

    def unit_options_html(self, path: tuple[str, ...], selected: str) -> Markup:
        """The options of one level of an address."""
        labels = ((unit.code, unit.name) for unit in OF_2022.children(*path))
        return self._options(path, unit_control(""), selected, chain([("", CHOOSE)], labels))

    def unit(self, code: str) -> str:
        return unit_control("").sent(code, self.drawn)

    def part_options_html(self, one: Field, part: int, selected: str) -> Markup:
        """Day, month or year of a split date."""
        control = tuple(controls_of(one))[part]
        labels = ((code, code) for code in control.codes or ())
        blank = [("", _PART_TITLES[part])]
        return self._options((one, part), control, selected, chain(blank, labels))

    def _options(
        self, key: object, control: Control, selected: str, labels: Iterable[tuple[str, str]]
    ) -> Markup:
        known = selected if selected in (control.codes or ()) else ""

        def markup() -> Markup:
            return Markup("").join(
                _option(control.sent(code, self.drawn), label, chosen=code == known)
                for code, label in labels
            )

        return self.once((key, known), markup)

    def address_levels(self, one: Field, values: Values) -> list[dict[str, Any]]:
        """The selects of an address, each with the options that its parent allows."""
        names = one.names()
        codes = [values.get(name, "") for name in names]
        depths = one.tree.depth
        found = []
        for depth in range(depths):
            path = tuple(codes[:depth])
            found.append(
                {
                    "name": names[depth],
                    "level": one.parts[depth][0],
                    "label": one.parts[depth][1],
                    "options": self.unit_options_html(path, codes[depth]) if all(path) else _BLANK,
                    "closed": not all(path),
                    "last": depth == depths - 1,
                    "child": names[depth + 1] if depth < depths - 1 else "",
                }
            )
        return found

    def listed(self, one: Field) -> list[tuple[str, str]]:
        """The choices of a list that scripts draw: what is sent, and what is printed."""
        return [(self.value(one.key, o.value), o.label) for o in one.options]

    def among(self, when: Condition) -> str:
        """The choices under which something is on the page."""
        return "|".join(self.value(when.field, code) for code in when.values)

    def pairs(self, keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """From which control to which something is copied."""
        return [(self.name(a), self.name(b)) for a, b in keys]


@lru_cache(maxsize=4)
def drawing(drawn: DrawnNames) -> Drawing:
    """That of a world; those of the worlds before it are forgotten."""
    return Drawing(drawn)


def _option(value: str, label: str, *, chosen: bool) -> Markup:
    mark = Markup(" selected") if chosen else ""
    return Markup('<option value="{}"{}>{}</option>').format(value, mark, escape(label))


_BLANK = _option("", CHOOSE, chosen=False)


def starred(one: Field) -> bool:
    return one.required or one.required_when is not None


def default_values(sections: tuple[Section, ...]) -> dict[str, str]:
    """What the page holds before anybody has typed."""
    return {f.key: f.default_value for s in sections for f in s.fields if f.default}


HELPERS: dict[str, Any] = {
    "date_parts": DATE_PARTS,
    "ticked": TICKED,
    "starred": starred,
    "style_of": style_of,
    "group_style": group_style,
    "spelled": spelled,
    "printed": printed,
    "row_count": row_count,
    "cell_name": cell_name,
    "procedure_of": procedure_of,
    "detail_label": DETAIL[1],
}
