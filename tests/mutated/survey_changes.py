"""Changes that a portal may make to a SurveyJS form and that keep what it asks. Seeded.

The weight is that of the deed, for whoever files by the form as it was: nothing of the program that
is judged by them is asked here.
"""

from __future__ import annotations

import copy
import json
import random
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Model = dict[str, Any]
Change = Callable[["Mutant"], None]
STAR = " *"
PARTS = ("Quốc gia", "Tỉnh/Thành phố", "Phường/Xã", "Địa chỉ chi tiết")
_TONED = {"oà": "òa", "oá": "óa", "uỷ": "ủy", "òa": "oà", "óa": "oá", "ủy": "uỷ", "ùy": "uỳ"}
_WHOLE = re.compile(r"__(\d{13})")


@dataclass
class Mutant:
    """A form under change; a question is changed once, so that no change hides another.

    Args:
        model: the survey.
        dice: the same dice, the same changes.
        filled: what a dossier sends of it, by name; then only what is sent is changed.
        scripted: names whose values the page's own scripts write.

    Attributes:
        told: whoever is hurt: titles, names where there is none.
    """

    model: Model
    dice: random.Random
    version: str = "1"
    filled: Mapping[str, str] | None = None
    scripted: Collection[str] = ()
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = [
            (panel, one)
            for panel in self.panels
            for one in panel["elements"]
            if not one.get("readOnly") and (self.filled is None or one["name"] in self.filled)
        ]
        self.dice.shuffle(self.left)

    def take(self, fits: Callable[[Model], Any] = lambda _: True) -> tuple[Model, Model]:
        """A question that a person fills in, and its panel.

        Raises:
            StopIteration: there is none of that sort (left).
        """
        place = next(n for n, (_, one) in enumerate(self.left) if fits(one))
        panel, one = self.left.pop(place)
        self.told.append(called(one))
        return panel, one

    @property
    def panels(self) -> list[Model]:
        found: list[Model] = self.model["pages"][0]["elements"]
        return found

    def new_name(self) -> str:
        return f"citizenThem{self.dice.randrange(10**9)}__1761724625529"

    def add(self, title: str, panel: Model | None = None, **how: Any) -> Model:
        """A question more, at a panel's end."""
        made = {"type": "text", "name": self.new_name(), "title": title, **how}
        (panel or self.panels[-1])["elements"].append(made)
        self.told.append(title)
        return made

    def chosen(self, one: Model, default: int) -> Model:
        """The choice that the dossier has; its list is this question's own from now on."""
        said = one["choices"] = copy.deepcopy(one["choices"])
        sent = (self.filled or {}).get(one["name"])
        found: Model = next((each for each in said if each["value"] == sent), said[default])
        return found

    def in_conditions(self, change: Callable[[str], str]) -> None:
        for one in every(self.model):
            if "visibleIf" in one:
                one["visibleIf"] = change(one["visibleIf"])

    def whole_panel(self) -> Model:
        """A panel out of which nothing more is taken; all that is filled in it is told of."""
        panel, _ = self.take()
        self.told += [called(one) for at, one in self.left if at is panel]
        self.left = [(at, one) for at, one in self.left if at is not panel]
        return panel


def every(holder: Model) -> Iterator[Model]:
    """All pages, panels and questions of a model."""
    for one in (*holder.get("pages", ()), *holder.get("elements", ())):
        yield one
        yield from every(one)
    yield from holder.get("templateElements", ())


def called(one: Model) -> str:
    said: str = one.get("title") or one["name"]
    return said


def titled(one: Model) -> bool:
    return bool(one.get("title"))


def listed(one: Model) -> bool:
    return len(one.get("choices", ())) > 2 and not one.get("choicesLazyLoadEnabled")


def asks_where(one: Model) -> bool:
    texts = [each["text"] for each in one.get("choices", ()) if isinstance(each, dict)]
    return [text.lower() for text in texts] == ["trong nước", "khác"]


def of_address(one: Model) -> bool:
    return bool(one.get("title", "").startswith(PARTS))


def typed(one: Model) -> bool:
    return one["type"] == "text" and "inputType" not in one and "dateFormat" not in one


def dated(one: Model) -> bool:
    return "dateFormat" in one


# Cosmetic: everything that is filled, is filled as before.


def decomposed(m: Mutant) -> None:
    one = m.take(titled)[1]
    one["title"] = unicodedata.normalize("NFD", one["title"])


def blanks(m: Mutant) -> None:
    one = m.take(lambda q: " " in q.get("title", ""))[1]
    one["title"] = " " + one["title"].replace(" ", "\u00a0  ", 1) + "\u200b"


def colon(m: Mutant) -> None:
    one = m.take(titled)[1]
    one["title"] = one["title"].removesuffix(STAR) + ":" + STAR * one["title"].endswith(STAR)


def star_in_words(m: Mutant) -> None:
    one = m.take(lambda q: q.get("title", "").endswith(STAR))[1]
    one["title"] = one["title"].removesuffix(STAR) + " (bắt buộc)"


def star_of_the_library(m: Mutant) -> None:
    """Wanted by the model, and no longer by the title alone."""
    one = m.take(lambda q: q.get("title", "").endswith(STAR))[1]
    one |= {"title": one["title"].removesuffix(STAR), "isRequired": True}


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


def shape_noted(m: Mutant) -> None:
    """How a day is written, beside the label of a day."""
    one = m.take(lambda q: dated(q) and titled(q))[1]
    star = STAR * one["title"].endswith(STAR)
    one["title"] = f"{one['title'].removesuffix(STAR)} (dd/mm/yyyy){star}"


def order(m: Mutant) -> None:
    """Whose the parts of an address are, only their place says: those stay."""
    panel, one = m.take(lambda q: not of_address(q) and not asks_where(q))
    panel["elements"].remove(one)
    panel["elements"].append(one)


def panels_order(m: Mutant) -> None:
    m.panels.append(m.panels.pop(0))


def panel_in_a_panel(m: Mutant) -> None:
    """The title around a second panel, which has none."""
    panel = m.whole_panel()
    outer = {"type": "panel", "name": f"bao{m.dice.randrange(10**6)}"}
    m.panels[m.panels.index(panel)] = outer | {"title": panel["title"], "elements": [panel]}
    panel["title"] = ""


def two_pages_at_once(m: Mutant) -> None:
    at = m.dice.randrange(1, len(m.panels))
    m.model["pages"].append({"name": "page2", "elements": m.panels[at:]})
    del m.panels[at:]
    m.model["questionsOnPageMode"] = "singlePage"


def help_added(m: Mutant) -> None:
    m.take()[1]["description"] = "Ghi đúng như trên giấy tờ"


def help_below(m: Mutant) -> None:
    one = m.take()[1]
    one |= {"description": "Xem trên giấy tờ gốc", "descriptionLocation": "underInput"}


def example_in_the_box(m: Mutant) -> None:
    m.take(typed)[1]["placeholder"] = "Ví dụ: theo bản chính"


def label_elsewhere(m: Mutant) -> None:
    m.take(titled)[1]["titleLocation"] = m.dice.choice(("left", "bottom"))


def beside(m: Mutant) -> None:
    for _ in range(3):
        m.take()[1]["startWithNewLine"] = False


def numbered(m: Mutant) -> None:
    m.model["showQuestionNumbers"] = "on"


def new_digits(m: Mutant) -> None:
    """Every start of the form has other digits behind its names, in conditions too."""
    text = json.dumps(m.model, ensure_ascii=False)
    shift = m.dice.randrange(1, 10**9)
    m.model = json.loads(_WHOLE.sub(lambda d: f"__{int(d[1]) + shift}", text))
    m.left = []


def more_languages(m: Mutant) -> None:
    """The Vietnamese words among others, in a survey that says it speaks Vietnamese."""
    m.model["locale"] = "vi"
    for one in every(m.model):
        if titled(one) and isinstance(one["title"], str):
            said = {"default": f"Question {m.dice.randrange(99)}", "vi": one["title"]}
            one["title"] = said | ({"en": "In English"} if m.dice.random() < 0.5 else {})
    m.left = []


def drawn_otherwise(m: Mutant) -> None:
    one = m.take(listed)[1]
    one["type"] = "radiogroup" if one["type"] == "dropdown" else "dropdown"


def as_buttons(m: Mutant) -> None:
    one = m.take(lambda q: listed(q) and len(q["choices"]) < 9)[1]
    one["type"] = "buttongroup"


def plain_list(m: Mutant) -> None:
    m.take(lambda q: q["type"] == "dropdown" and listed(q))[1]["renderAs"] = "select"


def without_search(m: Mutant) -> None:
    m.take(lambda q: q["type"] == "dropdown")[1]["searchEnabled"] = False


def taller(m: Mutant) -> None:
    m.take(typed)[1]["type"] = "comment"


def browsers_calendar(m: Mutant) -> None:
    """A day by the browser's own box; what is sent is the same."""
    one = m.take(dated)[1]
    del one["dateFormat"]
    one["inputType"] = "date"


def option_decomposed(m: Mutant) -> None:
    one = m.chosen(m.take(listed)[1], 1)
    one["text"] = unicodedata.normalize("NFD", one["text"]) + " "


def options_turned(m: Mutant) -> None:
    one = m.take(listed)[1]
    one["choices"] = list(reversed(one["choices"]))


def options_sorted(m: Mutant) -> None:
    m.take(listed)[1]["choicesOrder"] = m.dice.choice(("asc", "desc", "random"))


def values_changed(m: Mutant) -> None:
    """Other values behind the same words; whatever hangs on them follows."""
    one = m.take(lambda q: listed(q) and q["name"] not in m.scripted)[1]
    now = {each["value"]: f"v{number}" for number, each in enumerate(one["choices"])}
    one["choices"] = [each | {"value": now[each["value"]]} for each in one["choices"]]
    asked = re.compile(rf"(\{{{one['name']}\}}\s*(?:=|<>)\s*)'([^']*)'")
    m.in_conditions(lambda text: asked.sub(lambda said: f"{said[1]}'{now[said[2]]}'", text))


def remark(m: Mutant) -> None:
    m.panels[0]["elements"].insert(0, {"type": "html", "name": "loiDan", "html": "<p>Lưu ý</p>"})


# Additive: more than is used.


def option_added(m: Mutant) -> None:
    one = m.take(listed)[1]
    one["choices"] = [*one["choices"], {"value": "zz", "text": "Trường hợp mới thêm"}]


def question_added(m: Mutant) -> None:
    m.add("Ghi chú thêm")


def filled_by_portal(m: Mutant) -> None:
    m.add("Mã số *", m.panels[0], readOnly=True)


def _twin(m: Mutant, one: Model) -> Model:
    # Who keeps marks of its own in a question marks no twin.
    alike = {key: copy.deepcopy(value) for key, value in one.items() if key[0] != "_"}
    return alike | {"name": m.new_name()}


def hidden_twin(m: Mutant) -> None:
    panel, one = m.take(titled)
    twin = _twin(m, one) | {"visible": False}
    panel["elements"].insert(panel["elements"].index(one), twin)


def twin_that_never_comes(m: Mutant) -> None:
    panel, one = m.take(titled)
    twin = _twin(m, one) | {"visibleIf": "1 = 2"}
    twin["title"] = twin["title"].removesuffix(STAR)
    panel["elements"].append(twin)


def panel_added(m: Mutant) -> None:
    made: Model = {"type": "panel", "name": "panelMoi", "title": "Ý KIẾN", "elements": []}
    m.panels.append(made)
    m.add("Ý kiến về dịch vụ", made, type="comment")


def telephone_gone(m: Mutant) -> None:
    """Of the account's block what nobody asks for."""
    found = [
        (panel, one)
        for panel in m.panels
        for one in panel["elements"]
        if one.get("readOnly") and one.get("title") == "Số điện thoại"
    ]
    panel, one = next(iter(found))
    panel["elements"].remove(one)


def version(m: Mutant) -> None:
    m.version = "2"


COSMETIC: tuple[Change, ...] = (
    decomposed, blanks, colon, star_in_words, star_of_the_library, capitals, tone_placed,
    star_gone, shape_noted, order, panels_order, panel_in_a_panel, two_pages_at_once, help_added,
    help_below, example_in_the_box, label_elsewhere, beside, numbered, new_digits, more_languages,
    drawn_otherwise, as_buttons, plain_list, without_search, taller, browsers_calendar,
    option_decomposed, options_turned, options_sorted, values_changed, remark,
)  # fmt: skip
ADDITIVE: tuple[Change, ...] = (
    option_added, question_added, filled_by_portal, hidden_twin, twin_that_never_comes,
    panel_added, telephone_gone, version,
)  # fmt: skip
