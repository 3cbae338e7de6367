"""Changes of a Form.io form, on the definition that it is made of. Seeded."""

from __future__ import annotations

import copy
import html
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mock_portal.labels import other_tone
from portal_bot.dossier.entries import Entry
from portal_bot.form.text import label_key

Component = dict[str, Any]
MARKS = (" *", " (*)", "(*)", ":", " :", " *:", "\u00a0*", "\u00a0:", " (*) :", " (bắt buộc)")
# What a dossier leaves empty is not demanded by a mark that keeps the meaning.
COLONS = tuple(mark for mark in MARKS if not re.search(r"[*(]", mark))
HELPS = (
    *("Ghi theo giấy tờ", "Ví dụ: theo bản chính", "Xem hướng dẫn tại quầy"),
    "Thông tin này được bảo mật",
)
HIDINGS = (
    "display:none",
    "visibility:hidden;position:absolute",
    "opacity:0;position:absolute;pointer-events:none",
    "position:absolute;left:-9999px",
    "position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden",
    "height:0;margin:0;overflow:hidden",
)
# For the classes by which a twin is hidden.
STYLE = "\n".join(
    f".unseen-{at} {{ {way.replace(';', ' !important;')} !important }}"
    for at, way in enumerate(HIDINGS)
)
# As portals write a day; the engine compares days as days.
DAY_FORMATS = ("dd-MM-yyyy", "yyyy-MM-dd", "MM/dd/yyyy", "d/M/yyyy")
_HOLDING = ("panel", "fieldset", "datagrid")
_TAG = re.compile(r"(<[^>]*>)")
_WHOLE_DAY = re.compile(r"(?!00)\d\d/(?!00)\d\d/\d{4}")
_FEW = 9


def told(component: Component) -> str:
    """A component's label as a person reads it."""
    return html.unescape(_TAG.sub("", component["label"]))


class Changing:
    """One form while it is changed.

    Args:
        content: what the portal sends: components and data.
        seed: the same seed, the same changes.
        filled: what the form as it is submits, filled.
        entries: what is filled in.

    Attributes:
        names: what the portal calls each component, by what the page now does.
        spelled: how the server's own lists are spelled.
    """

    def __init__(
        self,
        content: dict[str, Any],
        seed: int,
        filled: Mapping[str, Sequence[str]],
        entries: Sequence[Entry],
    ) -> None:
        self.content = content
        self.draw = random.Random(seed)
        self.filled = filled
        self.names: dict[str, str] = {}
        self.spelled: Callable[[str], str] = _as_it_is
        self._sections = {label_key(one.section) for one in entries if one.section}

    def often(self, share: float) -> bool:
        return self.draw.random() < share

    def number(self) -> int:
        """Of a key that nobody else has."""
        return self.draw.randrange(10**9)

    @property
    def panels(self) -> list[Component]:
        found: list[Component] = self.content["components"]
        return found

    def lists(self, holder: Component | None = None) -> Iterator[list[Component]]:
        """Every list of components, the outermost first; what holds others is looked into."""
        inside = self.panels if holder is None else holder["components"]
        yield inside
        for one in list(inside):
            if one["type"] in _HOLDING:
                yield from self.lists(one)

    def every(self, *types: str) -> list[Component]:
        """Every component of these types, or of all."""
        return [o for inside in self.lists() for o in inside if not types or o["type"] in types]

    def is_filled(self, one: Component) -> bool:
        """Whether something was sent of it, or of what it holds."""
        if one["type"] in ("fieldset", "panel"):
            return True
        key = re.escape(one["key"])
        named = re.compile(rf"(?:.*\]\.)?{key}(?:[.\[].*)?")
        return any(named.fullmatch(name) for name in self.filled)

    def singles(self, *types: str) -> list[Component]:
        """Every component outside of addresses and tables that takes a value of its own."""
        return [
            one
            for panel in self.panels
            for one in panel["components"]
            if one["input"] and one["type"] not in ("button", "datagrid") and _is_of(one, types)
        ]

    def filled_ones(self, *types: str) -> list[Component]:
        """Those of the declaration that a filled dossier stands on."""
        theirs = [
            id(one)
            for panel in self.panels
            if label_key(panel["title"]) in self._sections
            for one in panel["components"]
        ]
        return [
            one
            for one in self.singles(*types)
            if id(one) in theirs and one["key"] in self.filled and not one["disabled"]
        ]

    def blank_ones(self) -> list[Component]:
        """Of these the typed ones that hold nothing when the form comes."""
        data = self.content["data"]
        typed = self.filled_ones("textfield", "textarea")
        return [one for one in typed if not data.get(one["key"]) and "defaultValue" not in one]

    def words(self, change: Callable[[str], str]) -> None:
        """Changes every word that is printed, and not what stands in tags."""
        for one in self.every():
            for name in ("label", "title", "legend"):
                if name in one:
                    one[name] = "".join(
                        part if part.startswith("<") else change(part)
                        for part in _TAG.split(one[name])
                    )
            for option in _options(one):
                option["label"] = change(option["label"])


def _as_it_is(text: str) -> str:
    return text


def _is_of(one: Component, types: Sequence[str]) -> bool:
    return not types or one["type"] in types


def _options(one: Component) -> list[dict[str, str]]:
    """The choices that are written into a component."""
    listed: list[dict[str, str]] = one.get("values") or one.get("data", {}).get("values") or []
    return listed


def _listed(form: Changing) -> list[Component]:
    return [one for one in form.every("select") if one.get("dataSrc") == "values"]


def _become(one: Component, **other: Any) -> None:
    """The same question by another component: what both know stays."""
    same = ("key", "label", "input", "disabled", "clearOnHide", "validate", "customConditional")
    kept = {name: one[name] for name in (*same, "defaultValue") if name in one}
    one.clear()
    one.update(kept | other)


# Those that keep the meaning.


def _keys(form: Changing) -> None:
    """Other names for all, in the scripts of the form as well."""
    renamed = {
        one["key"]: f"data{number}" for number, one in enumerate(form.every()) if "key" in one
    }
    form.names = {new: old for old, new in renamed.items()}
    words = "|".join(map(re.escape, renamed))
    # The server's list of peoples goes by the name that it knows.
    known = re.compile(rf"(?<![\w-])(?<!ma=)(?:{words})(?![\w-])")
    form.content = json.loads(
        known.sub(lambda found: renamed[found[0]], json.dumps(form.content, ensure_ascii=False))
    )


def _order(form: Changing) -> None:
    form.draw.shuffle(form.panels)
    for panel in form.panels:
        form.draw.shuffle(panel["components"])


def _wrappers(form: Changing) -> None:
    def wrapped(one: Component) -> Component:
        holder = {"input": False, "key": f"vo{form.number()}"}
        plain = {"size": "md", "offset": 0, "push": 0, "pull": 0}
        match form.draw.choice(("well", "fieldset", "columns", "table", "panel", "none")):
            case "columns":
                halves = [{"components": inside, "width": 6, **plain} for inside in ([one], [])]
                return {**holder, "type": "columns", "columns": halves}
            case "table":
                rows = [[{"components": [one]}]]
                return {**holder, "type": "table", "numRows": 1, "numCols": 1, "rows": rows}
            case "none":
                return one
            case kind:
                bare = {"legend": "", "title": "", "hideLabel": True, "label": ""}
                return {**holder, **bare, "type": kind, "components": [one]}

    for panel in form.panels:
        panel["components"] = [wrapped(one) for one in panel["components"]]


def _classes(form: Changing) -> None:
    for one in form.every():
        one["customClass"] = f"c{form.draw.randrange(10**6)} w-100"
        if one["type"] == "panel":
            one["theme"] = form.draw.choice(("default", "primary", "info"))


def _marks(form: Changing) -> None:
    for one in form.every():
        name = "legend" if one["type"] == "fieldset" else "label"
        if name in one and "red" not in one[name] and one["type"] != "button":
            parts = _TAG.split(one[name])
            at = max(n for n, part in enumerate(parts) if part.strip() and part[0] != "<")
            # Two colons would be a namespace to Form.io's translations, which print nothing then.
            marks = MARKS if form.is_filled(one) else COLONS
            parts[at] = parts[at].rstrip(" :") + form.draw.choice(marks)
            one[name] = "".join(parts)
    for one in form.every("radio"):
        for option in _options(one):
            if form.often(0.5):
                option["label"] += " :"


def _nfd(form: Changing) -> None:
    form.spelled = lambda text: unicodedata.normalize("NFD", text)
    form.words(form.spelled)


def _tone(form: Changing) -> None:
    form.spelled = lambda text: other_tone(unicodedata.normalize("NFC", text))
    form.words(form.spelled)


def _letters(form: Changing) -> None:
    form.words(lambda text: text.upper() if form.often(0.4) else text)


def _help(form: Changing) -> None:
    for one in form.singles():
        if form.often(0.7):
            way = form.draw.choice(("description", "tooltip", "placeholder", "both"))
            if way == "placeholder" and one["type"] not in ("textfield", "textarea", "number"):
                way = "description"
            for name in ("description", "tooltip") if way == "both" else (way,):
                one[name] = form.draw.choice(HELPS)
    for panel in form.panels:
        if form.often(0.5):
            says = {"type": "content", "input": False, "key": f"noi{form.number()}"}
            panel["components"].insert(0, says | {"html": f"<p>{form.draw.choice(HELPS)}</p>"})


def _twins(form: Changing) -> None:
    """Copies that nobody sees, by a class or by Form.io's own word; they must stay empty."""
    keys = {one["key"] for one in form.every() if "key" in one}
    word = re.compile(rf"(?<![\w-])(?<!ma=)({'|'.join(map(re.escape, keys))})(?![\w-])")
    for panel in form.panels:
        for one in list(panel["components"]):
            if one["type"] in ("button", "datagrid") or not form.often(0.5):
                continue
            twin = json.loads(word.sub(r"twin_\1", json.dumps(one, ensure_ascii=False)))
            for each in (twin, *twin.get("components", ())):
                each.pop("customConditional", None)
                each.pop("defaultValue", None)
                each["validate"] = {}
            way = form.draw.randrange(len(HIDINGS) + 1)
            hidden = {"hidden": True} if way == len(HIDINGS) else {"customClass": f"unseen-{way}"}
            at = panel["components"].index(one) + form.draw.randrange(2)
            panel["components"].insert(at, twin | hidden)


def _labelling(form: Changing) -> None:
    """The label elsewhere: at the left, below, or above the box as a heading of its own."""
    for panel in form.panels:
        made: list[Component] = []
        for one in panel["components"]:
            single = one["input"] and one["type"] not in ("button", "datagrid", "checkbox")
            way = form.draw.choice(("left-left", "right-left", "left-right", "legend", "same"))
            if single and way == "legend":
                holder = {
                    "type": "fieldset",
                    "input": False,
                    "key": f"vo{form.number()}",
                }
                bare = one | {"hideLabel": True}
                made.append(holder | {"legend": one["label"], "components": [bare]})
                _move_condition(bare, made[-1])
                continue
            if single and way != "same":
                one["labelPosition"] = way
            made.append(one)
        panel["components"] = made


def _move_condition(one: Component, holder: Component) -> None:
    if "customConditional" in one:
        holder["customConditional"] = one.pop("customConditional")


def _plain_lists(form: Changing) -> None:
    """Lists as the browser draws them, those that the server fills among them."""
    for one in form.every("select"):
        one["widget"] = "html5"
        if one["dataSrc"] == "url":
            one |= {"lazyLoad": False, "disableLimit": True}


def _radios(form: Changing) -> None:
    """Short lists as radio buttons, and radio buttons as lists."""
    for one in form.every("select", "radio"):
        if not form.often(0.7):
            continue
        if one["type"] == "radio":
            choices = _options(one)
            widget = form.draw.choice(("choicesjs", "html5"))
            data = {"dataSrc": "values", "data": {"values": choices}}
            _become(one, type="select", widget=widget, searchEnabled=True, **data)
        elif one.get("dataSrc") == "values" and len(_options(one)) <= _FEW:
            _become(one, type="radio", values=_options(one), inline=form.often(0.5))


def _days(form: Changing) -> None:
    """Calendars as the three boxes of a day, and the other way round where the day is whole."""
    boxes = {
        "day": {"type": "number", "placeholder": "Ngày"},
        "month": {"type": form.draw.choice(("select", "number")), "placeholder": "Tháng"},
        "year": {"type": "number", "placeholder": "Năm"},
    }
    for one in _dated(form):
        if one["type"] == "datetime":
            _become(one, type="day", dayFirst=True, fields=copy.deepcopy(boxes))
        else:
            _become(one, **_calendar("dd/MM/yyyy"))


def _dated(form: Changing) -> list[Component]:
    """Days that nothing stands in yet, each told to the day."""
    data = form.content["data"]
    return [
        one
        for one in form.singles("datetime", "day")
        if not (data.get(one["key"]) or one.get("defaultValue"))
        and all(_WHOLE_DAY.fullmatch(text) for text in form.filled.get(one["key"], ()))
    ]


def _calendar(shown: str) -> Component:
    widget = {
        "type": "calendar", "displayInTimezone": "viewer", "locale": "en", "allowInput": True,
        "useLocaleSettings": False, "mode": "single", "enableTime": False, "format": shown,
    }  # fmt: skip
    return {"type": "datetime", "format": shown, "enableTime": False, "widget": widget}


def _calendars(form: Changing) -> None:
    """Calendars that write the day in another order, or take no keys."""
    for one in form.singles("datetime"):
        shown = form.draw.choice(DAY_FORMATS)
        one |= {"format": shown, "widget": one["widget"] | {"format": shown}}
        if form.often(0.3):
            one["widget"]["allowInput"] = False


def _typed_days(form: Changing) -> None:
    """Days as text, with a mask or without."""
    for one in _dated(form):
        mask = {"inputMask": "99/99/9999"} if form.often(0.7) else {}
        _become(one, type="textfield", placeholder="dd/mm/yyyy", **mask)


def _boxes(form: Changing) -> None:
    """Typed text in a box of another height, numbers in one that takes letters, too."""
    for one in form.every("textfield", "textarea", "number"):
        if form.often(0.6):
            other = "textarea" if one["type"] == "textfield" else "textfield"
            if one["type"] == "number":
                one.pop("delimiter"), one.pop("requireDecimal")
            one["type"] = other


def _several(form: Changing) -> None:
    last = form.draw.choice((_radios, _plain_lists, _as_before))
    dated = form.draw.choice((_days, _typed_days, _calendars))
    before = form.draw.sample((_order, _marks, _nfd, _tone, _help, _twins), 3)
    for change in (last, dated, *before, form.draw.choice((_wrappers, _labelling, _keys))):
        change(form)


def _as_before(form: Changing) -> None:
    del form


KEEPS: dict[str, Callable[[Changing], None]] = {
    "keys": _keys,
    "order": _order,
    "wrappers": _wrappers,
    "classes": _classes,
    "marks": _marks,
    "nfd": _nfd,
    "tone": _tone,
    "letters": _letters,
    "help": _help,
    "twins": _twins,
    "labelling": _labelling,
    "plain lists": _plain_lists,
    "radios": _radios,
    "days": _days,
    "calendars": _calendars,
    "typed days": _typed_days,
    "boxes": _boxes,
    "several": _several,
}


# Those that break it: one component of the filled ones, which must be named.


def _one(found: Sequence[Component], form: Changing) -> Component | None:
    return form.draw.choice(found) if found else None


def _beside(one: Component, other: Component, form: Changing) -> None:
    holder = next(inside for inside in form.lists() if any(each is one for each in inside))
    holder.insert(next(n for n, each in enumerate(holder) if each is one) + 1, other)


def _renamed(form: Changing) -> Component | None:
    if one := _one(form.filled_ones(), form):
        before = copy.deepcopy(one)
        one["label"] = "Mục kê khai số 7"
        return before
    return None


def _gone(form: Changing) -> Component | None:
    if one := _one(form.filled_ones(), form):
        for inside in form.lists():
            inside[:] = [each for each in inside if each is not one]
    return one


def _required(form: Changing) -> Component | None:
    one = _one(form.filled_ones(), form)
    if one is None:
        return None
    demanded = {"required": True}
    new = {"type": "textfield", "key": "them", "label": "Mã khai báo bổ sung", "input": True}
    _beside(one, new | {"validate": demanded}, form)
    return new


def _chosen(form: Changing) -> tuple[Component, dict[str, str]] | None:
    listed = [one for one in form.filled_ones("select", "radio") if _options(one)]
    one = _one(listed, form)
    if one is None:
        return None
    return one, next(o for o in _options(one) if o["value"] == form.filled[one["key"]][0])


def _option_gone(form: Changing) -> Component | None:
    if found := _chosen(form):
        _options(found[0]).remove(found[1])
        return found[0]
    return None


def _option_renamed(form: Changing) -> Component | None:
    if found := _chosen(form):
        found[1]["label"] = "Phương án thay thế"
        return found[0]
    return None


def _twice(form: Changing) -> Component | None:
    if one := _one(form.filled_ones(), form):
        _beside(one, copy.deepcopy(one) | {"key": f"{one['key']}2"}, form)
    return one


def _file(form: Changing) -> Component | None:
    if one := _one(form.filled_ones("textfield", "textarea"), form):
        _become(one, type="file", storage="base64", multiple=False)
    return one


def _ticked(form: Changing) -> Component | None:
    """Another kind: what was written is now only ticked."""
    if one := _one(form.filled_ones("textfield", "textarea", "datetime"), form):
        _become(one, type="checkbox")
    return one


def _shorter(form: Changing) -> Component | None:
    typed = [one for one in form.filled_ones("textfield") if len(form.filled[one["key"]][0]) > 4]
    if one := _one(typed, form):
        most = len(form.filled[one["key"]][0]) - 2
        one["validate"] = one["validate"] | {"maxLength": most}
    return one


def _read_only(form: Changing) -> Component | None:
    if one := _one(form.blank_ones(), form):
        one |= {"disabled": True, "defaultValue": "Giá trị khác"}
    return one


def _eaten(form: Changing) -> Component | None:
    if one := _one(form.blank_ones(), form):
        one["calculateValue"] = "value = ''"
    return one


def _altered(form: Changing) -> Component | None:
    if one := _one(form.blank_ones(), form):
        one["calculateValue"] = "value = 'Giá trị khác'"
    return one


BREAKS: dict[str, Callable[[Changing], Component | None]] = {
    "renamed": _renamed,
    "gone": _gone,
    "required": _required,
    "option gone": _option_gone,
    "option renamed": _option_renamed,
    "twice": _twice,
    "file": _file,
    "another kind": _ticked,
    "shorter": _shorter,
    "read-only": _read_only,
    "eaten": _eaten,
    "altered": _altered,
}
