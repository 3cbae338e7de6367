"""Changes that a portal may make to a SurveyJS form, each with what it does to whoever files by it.

The weight is that of the deed: a label in other words, a kind, a name, a wish that nobody fills.
Nothing of the program that is judged by them is asked here.
"""

from __future__ import annotations

import copy
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Model = dict[str, Any]
STAR = " *"
PARTS = ("Quốc gia", "Tỉnh/Thành phố", "Phường/Xã", "Địa chỉ chi tiết")
_TONED = {"oà": "òa", "oá": "óa", "uỷ": "ủy", "òa": "oà", "óa": "oá", "ủy": "uỷ", "ùy": "uỳ"}


@dataclass
class Mutant:
    """A form under change; a question is changed once, so that no change hides another."""

    model: Model
    dice: random.Random
    version: str = "1"

    def __post_init__(self) -> None:
        self.left = [
            (panel, one)
            for panel in self.model["pages"][0]["elements"]
            for one in panel["elements"]
            if not one.get("readOnly")
        ]
        self.dice.shuffle(self.left)

    def take(self, fits: Callable[[Model], Any] = lambda _: True) -> tuple[Model, Model]:
        """A question that a person fills in, and its panel."""
        place = next(n for n, (_, one) in enumerate(self.left) if fits(one))
        return self.left.pop(place)

    @property
    def panels(self) -> list[Model]:
        found: list[Model] = self.model["pages"][0]["elements"]
        return found


def _titled(one: Model) -> bool:
    return bool(one.get("title"))


def _optional(one: Model) -> bool:
    return _titled(one) and "*" not in one["title"]


def _listed(one: Model) -> bool:
    return len(one.get("choices", ())) > 2 and not one.get("choicesLazyLoadEnabled")


def _asks_where(one: Model) -> bool:
    texts = [each["text"] for each in one.get("choices", ()) if isinstance(each, dict)]
    return [text.lower() for text in texts] == ["trong nước", "khác"]


def _of_address(one: Model) -> bool:
    return bool(one.get("title", "").startswith(PARTS))


def _typed(one: Model) -> bool:
    return one["type"] == "text" and "inputType" not in one and "dateFormat" not in one


# Cosmetic: everything that is filled, is filled as before.


def decomposed(m: Mutant) -> None:
    one = m.take(_titled)[1]
    one["title"] = unicodedata.normalize("NFD", one["title"])


def blanks(m: Mutant) -> None:
    one = m.take(lambda q: " " in q.get("title", ""))[1]
    one["title"] = " " + one["title"].replace(" ", "\u00a0  ", 1) + "\u200b"


def colon(m: Mutant) -> None:
    one = m.take(_titled)[1]
    one["title"] = one["title"].removesuffix(STAR) + ":" + STAR * one["title"].endswith(STAR)


def star_in_words(m: Mutant) -> None:
    one = m.take(lambda q: q.get("title", "").endswith(STAR))[1]
    one["title"] = one["title"].removesuffix(STAR) + " (bắt buộc)"


def capitals(m: Mutant) -> None:
    panel, _ = m.take()
    panel["title"] = panel["title"].capitalize()


def tone_placed(m: Mutant) -> None:
    one = m.take(lambda q: any(pair in q.get("title", "") for pair in _TONED))[1]
    pair = next(pair for pair in _TONED if pair in one["title"])
    one["title"] = one["title"].replace(pair, _TONED[pair], 1)


def star_gone(m: Mutant) -> None:
    one = m.take(lambda q: q.get("title", "").endswith(STAR))[1]
    one["title"] = one["title"].removesuffix(STAR)


def order(m: Mutant) -> None:
    """Whose the parts of an address are, only their place says: those stay."""
    panel, one = m.take(lambda q: not _of_address(q) and not _asks_where(q))
    panel["elements"].remove(one)
    panel["elements"].append(one)


def panels_order(m: Mutant) -> None:
    m.panels.append(m.panels.pop(0))


def help_added(m: Mutant) -> None:
    m.take()[1]["description"] = "Ghi đúng như trên giấy tờ"


def new_digits(m: Mutant) -> None:
    """Every start of the form has other digits behind its names, in conditions too."""
    import json
    import re

    text = json.dumps(m.model, ensure_ascii=False)
    shift = m.dice.randrange(1, 10**9)
    m.model = json.loads(re.sub(r"__(\d{13})", lambda d: f"__{int(d[1]) + shift}", text))
    m.left = []


def drawn_otherwise(m: Mutant) -> None:
    one = m.take(_listed)[1]
    one["type"] = "radiogroup" if one["type"] == "dropdown" else "dropdown"


def option_decomposed(m: Mutant) -> None:
    one = m.take(_listed)[1]
    said = one["choices"] = copy.deepcopy(one["choices"])
    said[1]["text"] = unicodedata.normalize("NFD", said[1]["text"]) + " "


def options_turned(m: Mutant) -> None:
    one = m.take(_listed)[1]
    one["choices"] = list(reversed(one["choices"]))


def remark(m: Mutant) -> None:
    m.panels[0]["elements"].insert(0, {"type": "html", "name": "loiDan", "html": "<p>Lưu ý</p>"})


# Additive: more than is used.


def option_added(m: Mutant) -> None:
    one = m.take(_listed)[1]
    one["choices"] = [*one["choices"], {"value": "zz", "text": "Trường hợp mới thêm"}]


def question_added(m: Mutant) -> None:
    m.panels[-1]["elements"].append({"type": "text", "name": _new(m), "title": "Ghi chú thêm"})


def filled_by_portal(m: Mutant) -> None:
    new = {"type": "text", "name": _new(m), "title": "Mã số *", "readOnly": True}
    m.panels[0]["elements"].append(new)


def account_gone(m: Mutant) -> None:
    panel = next(p for p in m.panels if any(q.get("readOnly") for q in p["elements"]))
    panel["elements"].remove(next(q for q in panel["elements"] if q.get("readOnly")))


def version(m: Mutant) -> None:
    m.version = "2"


# Breaking: not filled, or not as meant.


def relabelled(m: Mutant) -> None:
    one = m.take(_titled)[1]
    one["title"] = f"Thông tin khác {one['title']}"


def word_changed(m: Mutant) -> None:
    one = m.take(lambda q: " " in q.get("title", "").strip(" *"))[1]
    first, _, rest = one["title"].partition(" ")
    one["title"] = f"{rest.removesuffix(STAR)} {first}"


def tones_lost(m: Mutant) -> None:
    """Letters and tones count: `Ho ten` is no `Họ tên`."""
    one = m.take(lambda q: _bare(q.get("title", "")) != q.get("title", ""))[1]
    one["title"] = _bare(one["title"])


def name_changed(m: Mutant) -> None:
    one = m.take()[1]
    name, _, digits = one["name"].rpartition("__")
    one["name"] = f"{name}Moi__{digits}"


def another_name(m: Mutant) -> None:
    m.take()[1]["name"] = f"citizenHoanToanKhac{m.dice.randrange(10**6)}__1761724625529"


def to_list(m: Mutant) -> None:
    one = m.take(_typed)[1]
    one |= {"type": "dropdown", "choices": [{"value": "1", "text": "Có"}]}


def to_text(m: Mutant) -> None:
    one = m.take(_listed)[1]
    one["type"] = "text"
    del one["choices"]


def to_number(m: Mutant) -> None:
    m.take(_typed)[1]["inputType"] = "number"


def to_tick(m: Mutant) -> None:
    m.take(_typed)[1]["type"] = "boolean"


def to_unknown(m: Mutant) -> None:
    m.take(_typed)[1]["type"] = "portal-widget"


def removed(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].remove(one)


def panel_gone(m: Mutant) -> None:
    panel = m.dice.choice(
        [p for p in m.panels if not all(q.get("readOnly") for q in p["elements"])]
    )
    m.panels.remove(panel)
    m.left = [(p, q) for p, q in m.left if p is not panel]


def required_added(m: Mutant) -> None:
    new = {"type": "text", "name": _new(m), "title": "Số điện thoại người thân *"}
    m.dice.choice(m.panels)["elements"].append(new)


def required_by_model(m: Mutant) -> None:
    new = {"type": "text", "name": _new(m), "title": "Email", "isRequired": True}
    m.panels[-1]["elements"].append(new)


def untitled_added(m: Mutant) -> None:
    """Its star stands on the page alone: from the model nobody can tell."""
    new = {"type": "text", "name": _new(m), "titleLocation": "hidden"}
    m.panels[-1]["elements"].append(new)


def star_put(m: Mutant) -> None:
    m.take(_optional)[1]["title"] += STAR


def made_required(m: Mutant) -> None:
    m.take(_optional)[1]["isRequired"] = True


def option_gone(m: Mutant) -> None:
    one = m.take(_listed)[1]
    one["choices"] = one["choices"][:-1]


def option_renamed(m: Mutant) -> None:
    one = m.take(_listed)[1]
    said = one["choices"] = copy.deepcopy(one["choices"])
    said[0]["text"] = f"Trường hợp {said[0]['text']}"


def options_empty(m: Mutant) -> None:
    m.take(_listed)[1]["choices"] = []


def closed(m: Mutant) -> None:
    m.take()[1]["readOnly"] = True


def moved(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].remove(one)
    next(p for p in m.panels if p is not panel)["elements"].append(one)


def section_renamed(m: Mutant) -> None:
    panel, _ = m.take()
    panel["title"] = "PHẦN KHÁC HẲN"


def condition(m: Mutant) -> None:
    one = m.take(lambda q: q.get("visibleIf"))[1]
    one["visibleIf"] = one["visibleIf"].replace("=", "<>", 1)


def condition_put(m: Mutant) -> None:
    other = m.take(_titled)[1]["name"]
    m.take(lambda q: not q.get("visibleIf"))[1]["visibleIf"] = f"{{{other}}} notempty"


def shorter(m: Mutant) -> None:
    m.take(_typed)[1]["maxLength"] = 5


def pattern_put(m: Mutant) -> None:
    m.take(_typed)[1]["validators"] = [{"type": "regex", "regex": r"^\d+$", "text": "Chỉ ghi số"}]


def address_torn(m: Mutant) -> None:
    below = {
        above["name"]
        for panel in m.panels
        for above, part in pairwise(panel["elements"])
        if _asks_where(above) and part.get("title", "").strip(" *") in PARTS
    }
    panel, one = m.take(lambda q: q["name"] in below)
    panel["elements"].remove(one)
    panel["elements"].append(one)


def twice(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].append(copy.deepcopy(one))


def hidden(m: Mutant) -> None:
    m.take()[1]["visible"] = False


CHANGES: dict[str, tuple[Callable[[Mutant], None], ...]] = {
    "cosmetic": (
        decomposed, blanks, colon, star_in_words, capitals, tone_placed, star_gone, order,
        panels_order, help_added, drawn_otherwise, option_decomposed, options_turned, remark,
        new_digits,
    ),
    "additive": (option_added, question_added, filled_by_portal, account_gone, version),
    "breaking": (
        relabelled, word_changed, tones_lost, name_changed, another_name, to_list, to_text,
        to_number, to_tick, to_unknown, removed, panel_gone, required_added, required_by_model,
        untitled_added, star_put, made_required, option_gone, option_renamed, options_empty,
        closed, moved, section_renamed, condition, condition_put, shorter, pattern_put, twice,
        hidden, address_torn,
    ),
}  # fmt: skip


def _new(m: Mutant) -> str:
    return f"citizenThem{m.dice.randrange(10**9)}__1761724625529"


def _bare(text: str) -> str:
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
