"""Forms of the mock as snapshots, and what may become of a form: each change with its weight.

The forms are read as data, from the mock's own files: nothing of a flow stands in them.
"""

from __future__ import annotations

import json
import random
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from portal_bot.form.contract import Weight
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.used_boxes import UsedBox

MOCK = Path(__file__).parents[2] / "mock_portal"
LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
OTHER_TONE = {"óa": "oá", "òa": "oà", "ỏa": "oả", "úy": "uý", "ủy": "uỷ", "ỏe": "oẻ"}
# How the mock draws what its files call otherwise.
DRAWN = {"listbox": "drop_down", "year": "number"}
# Another way to draw the same, and something else in its place.
SAME_KIND = {
    "text": "rich_text",
    "textarea": "text",
    "select": "listbox",
    "radio": "choices",
    "drop_down": "react_select",
    "masked_date": "picker_box",
    "split_date": "date_picker",
    "iso_date": "split_date",
}
OTHER_KIND = {
    "text": "checkbox",
    "textarea": "file",
    "select": "text",
    "radio": "checkbox",
    "drop_down": "masked_date",
    "masked_date": "select",
    "split_date": "number",
    "iso_date": "radio",
    "checkbox": "text",
    "number": "checkbox",
    "table": "textarea",
}
NEW_NAMES = ("Mã số thuế cá nhân", "Tôn giáo", "Nhóm máu", "Số thẻ bảo hiểm y tế")
OTHER_NAMES = ("Ký hiệu sổ gốc", "Nội dung bổ sung", "Thông tin thẩm tra", "Mục đối soát")


@cache
def form_of(slug: str) -> tuple[Control, ...]:
    """Every box of a form of the mock, those behind its drivers among them."""
    told = tomllib.loads((MOCK / "forms" / f"{slug}.toml").read_text("utf-8"))
    return tuple(
        replace(box, handle=str(place))
        for place, box in enumerate(
            box
            for section in told["section"]
            for one in section["field"]
            for box in _boxes(one, section["title"])
        )
    )


def _boxes(one: dict[str, Any], section: str) -> Iterator[Control]:
    if one["kind"] != "address":
        yield replace(_box(one), titles=(section,))
        return
    for level, label in enumerate(LEVELS[: one.get("levels", 4)]):
        kind = "text" if label == LEVELS[-1] else "select"
        lists = {"options_from": "provinces"} if not level else {}
        told = {"label": label, "kind": kind, "required": one.get("required", False), **lists}
        yield replace(_box(told), titles=(section, one["label"]))


def _box(one: dict[str, Any]) -> Control:
    columns = one.get("columns", ())
    listed = one.get("options") or _lists().get(one.get("options_from", ""))
    return Control(
        handle="",
        frame=0,
        kind=DRAWN.get(one["kind"], one["kind"]),
        label=one["label"],
        required=bool(one.get("required")),
        options=tuple(option["label"] for option in listed) if listed else None,
        max_length=one.get("max_length"),
        columns=tuple(column["label"] for column in columns),
        cells=(tuple(map(_box, columns)),) if columns else (),
    )


@cache
def _lists() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((MOCK / "data" / "lists.json").read_text("utf-8"))
    return told


@dataclass(slots=True)
class Draft:
    """A form that is being changed.

    Attributes:
        boxes: as they are now.
        uses: what the flow fills there.
        dice: what is drawn.
        touched: boxes that one change has made its own.
    """

    boxes: list[Control]
    uses: tuple[UsedBox, ...]
    dice: random.Random
    touched: set[str]

    def draw(self, fits: Callable[[Control], bool]) -> Control | None:
        """One box that fits and was not changed yet."""
        free = [one for one in self.boxes if one.handle not in self.touched and fits(one)]
        if not free:
            return None
        drawn = self.dice.choice(free)
        self.touched.add(drawn.handle)
        return drawn

    def put(self, old: Control, **facts: Any) -> bool:
        """The box as it is now in its place."""
        self.boxes[self.boxes.index(old)] = replace(old, **facts)
        return True

    def use_of(self, box: Control) -> UsedBox | None:
        """What fills it."""
        form = Snapshot(tuple(self.boxes))
        found = (
            use for use in self.uses if box in form.find(use.label, use.section or None, use.group)
        )
        return next(found, None)


def respelled(text: str, dice: random.Random) -> str:
    """The same name as another portal prints it."""
    marked = dice.choice(("{} *", "{} (*):", "{}:", "{} (bắt buộc)", "{}\u00a0*", "  {} "))
    way = dice.choice(("nfd", "tone", "upper", "same"))
    if way == "nfd":
        text = unicodedata.normalize("NFD", text)
    if way == "tone":
        for one, other in OTHER_TONE.items():
            text = text.replace(one, other)
    return marked.format(text.upper() if way == "upper" else text)


# --- Cosmetic ------------------------------------------------------------------------------------


def spell_labels(draft: Draft) -> bool:
    for place, one in enumerate(draft.boxes):
        titles = tuple(respelled(title, random.Random(title)) for title in one.titles)
        label = respelled(one.label, draft.dice)
        draft.boxes[place] = replace(one, label=label, titles=titles)
    return True


def spell_options(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.kind == "radio")
    marked = tuple(f"{option} :" for option in (box.options or ())) if box else ()
    return box is not None and draft.put(box, options=marked)


def shuffle(draft: Draft) -> bool:
    draft.dice.shuffle(draft.boxes)
    return True


def wrap(draft: Draft) -> bool:
    draft.boxes[:] = [replace(one, titles=("Tờ khai", *one.titles)) for one in draft.boxes]
    return True


def rename_ids(draft: Draft) -> bool:
    draft.boxes[:] = [
        replace(one, handle=f"x{one.handle}", names=(f"f{n}",)) for n, one in enumerate(draft.boxes)
    ]
    return True


def swap_widget(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.kind in SAME_KIND)
    return box is not None and draft.put(box, kind=SAME_KIND[box.kind])


def no_more_required(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.required)
    return box is not None and draft.put(box, required=False)


# --- Additive ------------------------------------------------------------------------------------


def new_optional(draft: Draft) -> bool:
    near = draft.dice.choice(draft.boxes)
    titles = near.titles[:1] if draft.dice.random() < 0.7 else ("Thông tin thêm",)
    label = draft.dice.choice(NEW_NAMES)
    new = Control(handle="new", frame=0, kind="text", label=label, titles=titles)
    draft.boxes.insert(draft.dice.randrange(len(draft.boxes)), new)
    return True


def new_option(draft: Draft) -> bool:
    box = draft.draw(lambda one: bool(one.options) and one.kind != "checkbox")
    more = ("Trường hợp chưa phân loại",)
    return box is not None and draft.put(box, options=(*(box.options or ()), *more))


# --- Breaking ------------------------------------------------------------------------------------


def rename(draft: Draft) -> bool:
    box = draft.draw(lambda _: True)
    if box is None:
        return False
    near = f"{box.label} của người làm chứng", box.label.replace(" ", "  và ", 1) + " khác"
    return draft.put(box, label=draft.dice.choice((*near, *OTHER_NAMES)))


def lose_a_mark(draft: Draft) -> bool:
    """A letter is another letter: Tỉnh is not Tinh."""
    box = draft.draw(lambda one: one.label != _unmarked(one.label))
    return box is not None and draft.put(box, label=_unmarked(box.label))


def rename_section(draft: Draft) -> bool:
    title = draft.dice.choice(draft.boxes).titles[0]
    new = f"{title} (theo mẫu mới)"
    draft.boxes[:] = [
        replace(one, titles=tuple(new if each == title else each for each in one.titles))
        for one in draft.boxes
    ]
    return True


def remove(draft: Draft) -> bool:
    box = draft.draw(lambda _: True)
    if box is None:
        return False
    draft.boxes.remove(box)
    return True


def new_required(draft: Draft) -> bool:
    new_optional(draft)
    place = next(n for n, one in enumerate(draft.boxes) if one.handle == "new")
    draft.boxes[place] = replace(draft.boxes[place], required=True)
    return True


def now_required(draft: Draft) -> bool:
    """What a dossier may leave empty."""

    def may_be_empty(box: Control) -> bool:
        use = draft.use_of(box)
        return not box.required and use is not None and not use.always and use.at_rest

    box = draft.draw(may_be_empty)
    return box is not None and draft.put(box, required=True)


def other_kind(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.kind in OTHER_KIND)
    return box is not None and draft.put(box, kind=OTHER_KIND[box.kind])


def lose_option(draft: Draft) -> bool:
    box = draft.draw(lambda one: len(one.options or ()) > 1)
    if box is None:
        return False
    options = list(box.options or ())
    gone = draft.dice.randrange(len(options))
    if draft.dice.random() < 0.5:
        options[gone] = f"{options[gone]} theo quy định mới"
    else:
        del options[gone]
    return draft.put(box, options=tuple(options))


def twin(draft: Draft) -> bool:
    box = draft.draw(lambda _: True)
    if box is None:
        return False
    draft.boxes.append(replace(box, handle="twin"))
    return True


def read_only(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.label not in LEVELS)
    return box is not None and draft.put(box, read_only=True)


def lose_column(draft: Draft) -> bool:
    box = draft.draw(lambda one: one.kind == "table")
    if box is None:
        return False
    cells = box.cells[0][1:]
    return draft.put(box, columns=box.columns[1:], cells=(cells,) if cells else ())


def _unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


CHANGES: dict[Weight, tuple[Callable[[Draft], bool], ...]] = {
    "cosmetic": (
        spell_labels,
        spell_options,
        shuffle,
        wrap,
        rename_ids,
        swap_widget,
        no_more_required,
    ),
    "additive": (new_optional, new_option),
    "breaking": (
        rename,
        lose_a_mark,
        rename_section,
        remove,
        new_required,
        now_required,
        other_kind,
        lose_option,
        twin,
        read_only,
        lose_column,
    ),
}
