"""Changes of a SurveyJS form after which a filing may go wrong: each must be told beforehand.

Past that check the engine itself is proved. It may file what its words still ask for; what it
cannot file as meant, it refuses by name.
"""

from __future__ import annotations

import copy
import unicodedata
from itertools import pairwise

from tests.mutated.survey_changes import (
    ADDITIVE,
    COSMETIC,
    PARTS,
    STAR,
    Change,
    Model,
    Mutant,
    asks_where,
    called,
    dated,
    every,
    listed,
    titled,
    typed,
)


def _optional(one: Model) -> bool:
    return titled(one) and "*" not in one["title"]


def bare(text: str) -> str:
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _renamed(m: Mutant, one: Model, new: str) -> None:
    old, one["name"] = one["name"], new
    m.in_conditions(lambda text: text.replace(f"{{{old}}}", f"{{{new}}}"))


# What stands there now asks for something else, or does not take what is said.


def relabelled(m: Mutant) -> None:
    one = m.take(titled)[1]
    one["title"] = f"Thông tin khác {one['title']}"


def noted(m: Mutant) -> None:
    """A note in the label: whose it is, may be another's now."""
    one = m.take(titled)[1]
    one["title"] = f"{one['title'].removesuffix(STAR)} (của người ủy quyền)"


def word_changed(m: Mutant) -> None:
    one = m.take(lambda q: " " in q.get("title", "").strip(" *"))[1]
    first, _, rest = one["title"].partition(" ")
    one["title"] = f"{rest.removesuffix(STAR)} {first}"


def tones_lost(m: Mutant) -> None:
    """Letters and tones count: `Ho ten` is no `Họ tên`."""
    one = m.take(lambda q: bare(q.get("title", "")) != q.get("title", ""))[1]
    one["title"] = bare(one["title"])


def in_english(m: Mutant) -> None:
    """The Vietnamese words are there, and the survey does not say that it speaks Vietnamese."""
    one = m.take(titled)[1]
    one["title"] = {"default": "Full name", "vi": one["title"]}


def to_list(m: Mutant) -> None:
    one = m.take(typed)[1]
    one |= {"type": "dropdown", "choices": [{"value": "1", "text": "Có"}]}


def to_text(m: Mutant) -> None:
    one = m.take(listed)[1]
    one["type"] = "text"
    del one["choices"]


def to_tick(m: Mutant) -> None:
    m.take(typed)[1]["type"] = "boolean"


def to_file(m: Mutant) -> None:
    m.take(typed)[1]["type"] = "file"


def to_month(m: Mutant) -> None:
    one = m.take(dated)[1]
    del one["dateFormat"]
    one["inputType"] = "month"


def to_unknown(m: Mutant) -> None:
    m.take(typed)[1]["type"] = "portal-widget"


def removed(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].remove(one)


def panel_gone(m: Mutant) -> None:
    m.panels.remove(m.whole_panel())


def panel_closed(m: Mutant) -> None:
    """Only its title is there, until somebody presses it."""
    m.whole_panel()["state"] = "collapsed"


def page_by_page(m: Mutant) -> None:
    """The rest comes after a press on a button of the form's own."""
    last = m.whole_panel()
    m.panels.remove(last)
    m.model["pages"].append({"name": "page2", "elements": [last]})
    m.model["showNavigationButtons"] = True


def required_added(m: Mutant) -> None:
    m.add("Số điện thoại người thân *", m.dice.choice(m.panels))


def required_by_model(m: Mutant) -> None:
    m.add("Email", isRequired=True)


def untitled_added(m: Mutant) -> None:
    """Its star stands on the page alone: from the model nobody can tell."""
    made = m.add("", titleLocation="hidden")
    del made["title"]
    m.told[-1] = made["name"]


def option_gone(m: Mutant) -> None:
    one = m.take(listed)[1]
    gone = m.chosen(one, -1)
    one["choices"].remove(gone)


def option_renamed(m: Mutant) -> None:
    one = m.chosen(m.take(listed)[1], 0)
    one["text"] = f"Trường hợp {one['text']}"


def option_only_sometimes(m: Mutant) -> None:
    m.chosen(m.take(listed)[1], 0)["visibleIf"] = "1 = 2"


def options_empty(m: Mutant) -> None:
    m.take(listed)[1]["choices"] = []


def moved(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].remove(one)
    next(p for p in m.panels if p is not panel)["elements"].append(one)


def section_renamed(m: Mutant) -> None:
    m.whole_panel()["title"] = "PHẦN KHÁC HẲN"


def twice(m: Mutant) -> None:
    panel, one = m.take()
    panel["elements"].append(copy.deepcopy(one))


def hidden(m: Mutant) -> None:
    m.take()[1]["visible"] = False


def to_be_read_only(m: Mutant) -> None:
    m.model["mode"] = "display"
    m.told += [called(one) for _, one in m.left]


def holder_gone(m: Mutant) -> None:
    """Whose account it is can no longer be read."""
    panel = next(p for p in m.panels if any(q.get("readOnly") for q in p["elements"]))
    one = next(q for q in panel["elements"] if q.get("readOnly"))
    m.told.append(called(one))
    panel["elements"].remove(one)


# What is asked is the same to whoever reads the page; what becomes of the answer, nobody knows.


def name_changed(m: Mutant) -> None:
    one = m.take()[1]
    name, _, digits = one["name"].rpartition("__")
    _renamed(m, one, f"{name}Moi__{digits}")


def another_name(m: Mutant) -> None:
    one = m.take()[1]
    _renamed(m, one, f"citizenHoanToanKhac{m.dice.randrange(10**6)}__1761724625529")


def star_put(m: Mutant) -> None:
    m.take(_optional)[1]["title"] += STAR


def made_required(m: Mutant) -> None:
    m.take(_optional)[1]["isRequired"] = True


def prefilled(m: Mutant) -> None:
    """Whoever leaves it as it is sends this."""
    m.take(typed)[1]["defaultValue"] = "Giá trị khác"


# Whether it takes what is said depends on what is said.


def to_number(m: Mutant) -> None:
    m.take(typed)[1]["inputType"] = "number"


def several_of_them(m: Mutant) -> None:
    m.take(listed)[1]["type"] = m.dice.choice(("checkbox", "tagbox"))


def option_twice(m: Mutant) -> None:
    """The portal itself may have chosen one of the two."""
    one = m.take(listed)[1]
    same = m.chosen(one, 0) | {"value": "zz"}
    one["choices"].append(same)


def meaning_swapped(m: Mutant) -> None:
    """Each of two names under the other's words."""
    one, other = m.take(typed)[1], m.take(typed)[1]
    one["name"], other["name"] = other["name"], one["name"]
    one["title"], other["title"] = called(one), called(other)


def closed(m: Mutant) -> None:
    m.take()[1]["readOnly"] = True


def closed_if(m: Mutant) -> None:
    m.take()[1]["enableIf"] = "1 = 2"


def computed(m: Mutant) -> None:
    one = m.take(typed)[1]
    above = m.take(titled)[1]["name"]
    one |= {"setValueExpression": "'Giá trị khác'", "setValueIf": f"{{{above}}} notempty"}


def condition(m: Mutant) -> None:
    one = m.take(lambda q: q.get("visibleIf"))[1]
    one["visibleIf"] = one["visibleIf"].replace("=", "<>", 1)


def condition_put(m: Mutant) -> None:
    other = m.take(titled)[1]["name"]
    m.take(lambda q: not q.get("visibleIf"))[1]["visibleIf"] = f"{{{other}}} notempty"


def shorter(m: Mutant) -> None:
    m.take(typed)[1]["maxLength"] = 5


def pattern_put(m: Mutant) -> None:
    m.take(typed)[1]["validators"] = [{"type": "regex", "regex": r"^\d+$", "text": "Chỉ ghi số"}]


def address_torn(m: Mutant) -> None:
    below = {
        above["name"]
        for panel in m.panels
        for above, part in pairwise(panel["elements"])
        if asks_where(above) and part.get("title", "").strip(" *") in PARTS
    }
    panel, one = m.take(lambda q: q["name"] in below)
    panel["elements"].remove(one)
    panel["elements"].append(one)


def repeated(m: Mutant) -> None:
    """Once for each of several: what is sent lies deeper."""
    panel = m.whole_panel()
    questions = panel.pop("elements")
    names = {one["name"] for one in questions}
    alone = all(
        not any(f"{{{name}}}" in one.get("visibleIf", "") for name in names)
        for one in every(m.model)
    ) and not any("visibleIf" in one for one in questions)
    if not alone:
        raise StopIteration
    panel |= {"type": "paneldynamic", "templateElements": questions, "panelCount": 1}


REFUSED: tuple[Change, ...] = (
    relabelled, noted, word_changed, tones_lost, in_english, to_list, to_text, to_tick, to_file,
    to_month, to_unknown, removed, panel_gone, panel_closed, page_by_page, required_added,
    required_by_model, untitled_added, option_gone, option_renamed,
    option_only_sometimes, options_empty, moved, section_renamed, twice, hidden, to_be_read_only,
    holder_gone,
)  # fmt: skip
FILLED: tuple[Change, ...] = (
    name_changed, another_name, star_put, made_required, prefilled,
)  # fmt: skip
EITHER: tuple[Change, ...] = (
    to_number, option_twice, several_of_them, meaning_swapped, closed, closed_if, computed,
    condition, condition_put, shorter, pattern_put, address_torn, repeated,
)  # fmt: skip
CHANGES: dict[str, tuple[Change, ...]] = {
    "cosmetic": COSMETIC,
    "additive": ADDITIVE,
    "breaking": (*REFUSED, *FILLED, *EITHER),
}
