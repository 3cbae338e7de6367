"""A form as Form.io wants it: the same fields as everywhere, as components of that library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...drawn_names import DrawnNames
from ...forms_model import DATE_PARTS, Condition, Field, Section, Values
from ...values import cell_name, controls_of
from .model import told
from .places import API, PREFIX
from .spelled import is_long, spelled

Component = dict[str, Any]

# What the button "Người nộp là chủ hồ sơ" copies: only part, and neither birth date nor address.
COPIED = (
    ("fullname", "ownerFullname"),
    ("identityNumber", "ownerIdentityNumber"),
    ("phoneNumber", "ownerPhoneNumber"),
    ("email", "ownerEmail"),
)
CALENDAR = {
    "type": "calendar", "displayInTimezone": "viewer", "locale": "en", "useLocaleSettings": False,
    "allowInput": True, "mode": "single", "enableTime": False, "noCalendar": False,
    "format": "dd/MM/yyyy", "hourIncrement": 1, "minuteIncrement": 1, "time_24hr": True,
}  # fmt: skip
_TITLES = {"day": "Ngày", "month": "Tháng", "year": "Năm"}
_DAY_BOXES = {
    part: {"type": "select" if part == "month" else "number", "placeholder": _TITLES[part]}
    for part in DATE_PARTS
}
_NUMBER = {"type": "number", "delimiter": False, "requireDecimal": False}
_DATE = {"type": "datetime", "format": "dd/MM/yyyy", "enableTime": False, "widget": CALENDAR}
_PLAIN: dict[str, Component] = {
    "text": {"type": "textfield"},
    "textarea": {"type": "textarea", "rows": 3},
    "number": _NUMBER,
    "year": _NUMBER,
    "checkbox": {"type": "checkbox", "defaultValue": False},
    "masked_date": _DATE,
    "iso_date": _DATE,
    "split_date": {"type": "day", "dayFirst": True, "fields": _DAY_BOXES},
}


class Drafter:
    """Makes components in the words of one world.

    Args:
        drawn: what this world calls its controls and choices.
        values: what the page will hold: a list with a choice in it is fetched at once, so that it
            has words for it; the others are when they are opened.
        paged: whether long lists are asked for in parts: the next one when the first is scrolled
            through, another when one types.
    """

    def __init__(self, drawn: DrawnNames, values: Values, *, paged: bool = False) -> None:
        self._drawn = drawn
        self._values = values
        self._paged = paged

    def form(self, sections: Iterable[Section], owner: str) -> list[Component]:
        """The panels of a form page; `owner` is the title of the one with the copying button."""
        return [self._panel(one, number, owner) for number, one in enumerate(sections)]

    def fields(self, fields: Iterable[Field]) -> list[Component]:
        """Components without a panel around them."""
        return [self._field(one) for one in fields]

    def _panel(self, section: Section, number: int, owner: str) -> Component:
        inside = self.fields(section.fields)
        if section.title == owner:
            inside.insert(0, self._copying())
        return {
            "type": "panel", "key": f"panel{number}", "title": section.title, "input": False,
            "components": inside, **self._shown(section.shown_when),
        }  # fmt: skip

    def _copying(self) -> Component:
        pairs = [(self._drawn.name(a), self._drawn.name(b)) for a, b in COPIED]
        script = "".join(
            f"var to = instance.root.getComponent('{b}'); if (to) to.setValue(data['{a}']);"
            for a, b in pairs
        )
        return {
            "type": "button", "key": "BUTTON3", "label": "Người nộp là chủ hồ sơ", "input": True,
            "action": "custom", "custom": script, "theme": "secondary", "tableView": False,
        }  # fmt: skip

    def _shown(self, when: Condition | None) -> dict[str, Any]:
        if when is None:
            return {}
        codes = [self._drawn.value(when.field, code) for code in when.values]
        name = self._drawn.name(when.field)
        return {"customConditional": f"show = {codes!r}.indexOf(data['{name}']) >= 0"}

    def _field(self, one: Field, name: str | None = None, word: str | None = None) -> Component:
        """A field, or a cell of a table: then `name` is its key there, `word` the component's."""
        made = {
            "key": word or self._drawn.name(one.key),
            "label": self._label(one),
            "input": True,
            "disabled": one.readonly,
            "clearOnHide": True,
            "validate": {"required": one.required},
            **self._shown(one.shown_when),
            **self._of_kind(one, name or one.key),
        }
        if one.default:
            made["defaultValue"] = told(one, {one.key: one.default_value}, self._drawn)
        return made

    def _label(self, one: Field) -> str:
        # What is demanded in some cases only has no star of the library's own.
        some = one.required_when is not None
        return spelled(one.key, one.label) + (' <span class="red">(*)</span>' if some else "")

    def _of_kind(self, one: Field, name: str) -> Component:
        match one.kind:
            case "radio":
                return {"type": "radio", "values": self._choices(one, name)}
            case "select" | "listbox":
                return self._select(one, name)
            case "address":
                return self._address(one)
            case "table":
                return self._table(one)
            case "text" | "textarea":
                return _PLAIN[one.kind] | _at_most(one)
            case _:
                return _PLAIN[one.kind]

    def _choices(self, one: Field, name: str) -> list[dict[str, str]]:
        (control,) = controls_of(one, name)
        return [
            {"value": control.sent(option.value, self._drawn), "label": option.label}
            for option in one.options
        ]

    def _select(self, one: Field, name: str) -> Component:
        made: Component = {"type": "select", "widget": "choicesjs", "searchEnabled": True}
        if is_long(one):
            full = bool(one.default or self._values.get(name))
            return made | self._fetched(f"dan-toc?ma={self._drawn.name(one.key)}", at_once=full)
        return made | {"dataSrc": "values", "data": {"values": self._choices(one, name)}}

    def _fetched(self, path: str, *, at_once: bool) -> Component:
        """A list that the server is asked for, and again when one types into it."""
        return {
            "dataSrc": "url",
            "data": {"url": f"{{{{ window.location.origin }}}}{PREFIX}{API}/danh-muc/{path}"},
            "valueProperty": "id",
            "template": "<span>{{ item.name }}</span>",
            "searchField": "name__regex",
            "lazyLoad": not at_once,
            # With a choice in it, it has words for that one whatever page it is on.
            "disableLimit": at_once or not self._paged,
            "limit": 20,
        }

    def _address(self, one: Field) -> Component:
        names = one.names()
        province, ward = (self._drawn.name(name) for name in names[:2])
        full = bool(self._values.get(names[0]))
        levels = [
            {"key": province, **self._fetched("tinh", at_once=full)},
            {
                "key": ward, "refreshOn": province, "clearOnRefresh": True,
                **self._fetched(f"xa?tinh={{{{ data.{province} }}}}", at_once=full),
            },
        ]  # fmt: skip
        inside = [
            {"type": "select", "widget": "choicesjs", "searchEnabled": True, **level}
            for level in levels
        ]
        if len(names) > len(levels):
            detail = {"type": "textfield", "key": self._drawn.name(names[2])}
            inside.append(detail | {"validate": {"maxLength": 250}})
        for component, (_, label) in zip(inside, one.parts, strict=True):
            component |= {"label": label, "input": True, "disabled": one.readonly}
            component["validate"] = component.get("validate", {}) | {"required": one.required}
        return {
            "type": "fieldset", "input": False, "legend": self._label(one), "components": inside,
            "validate": {},
        }  # fmt: skip

    def _table(self, one: Field) -> Component:
        cells = []
        for column in one.columns:
            name = cell_name(one, "__row__", column)
            word = self._drawn.name(name).rpartition("-")[2]
            cells.append(self._field(column, name, word))
        return {
            "type": "datagrid", "addAnother": "Thêm dòng", "components": cells,
            "validate": {"minLength": one.min_rows, "maxLength": one.max_rows},
            "defaultValue": [{} for _ in range(one.min_rows)],
            "initEmpty": one.min_rows == 0,
        }  # fmt: skip


def _at_most(one: Field) -> Component:
    most = {} if one.max_length is None else {"maxLength": one.max_length}
    return {"validate": {"required": one.required, **most}}
