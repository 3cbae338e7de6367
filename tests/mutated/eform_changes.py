"""Changes of an e-form of the ministry that keep what it asks, on what its page draws. Seeded."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import groupby

from mock_portal.labels import other_tone
from tests.mutated.eform_changing import (
    DATED,
    LISTED,
    NEVER,
    Change,
    EFormChanging,
    Options,
    dated,
    draw,
    drivers,
    listed,
    revalued,
    typed,
    worded,
)
from tests.mutated.formio_changes import HELPS, HIDINGS

_CHAT = (
    "<h3>Trò chuyện</h3><label>Tên của bạn <input required></label>"
    "<label>Câu hỏi <textarea></textarea></label>"
)
_FEW = 9


# Of every question, or of the page.


def _keys(m: EFormChanging) -> None:
    m.keys = {f"muc{place}": one["key"] for place, one in enumerate(m.questions)}
    now = {old: new for new, old in m.keys.items()}
    for one in m.questions:
        one |= {"key": now[one["key"]], "name": now[one["key"]], "of": now.get(one["of"], "")}
        one["when"] = {now[key]: values for key, values in one["when"].items()}
    for driver in m.form["drivers"]:
        driver["question"] = now[driver["question"]]
    m.left = []


def _order(m: EFormChanging) -> None:
    """Of what is no part of an address: an address says its parts from above."""
    for section in m.sections:
        blocks = [list(block) for _, block in groupby(section["questions"], lambda q: q["group"])]
        parts = [
            piece
            for block in blocks
            for piece in ([block] if block[0]["group"] else [[one] for one in block])
        ]
        m.dice.shuffle(parts)
        section["questions"] = [one for piece in parts for one in piece]


def _sections(m: EFormChanging) -> None:
    m.dice.shuffle(m.sections)


def _nfd(m: EFormChanging) -> None:
    m.words(lambda text: unicodedata.normalize("NFD", text))
    _each_option(m, lambda text: unicodedata.normalize("NFD", text) + " ")


def _tone(m: EFormChanging) -> None:
    m.words(lambda text: other_tone(unicodedata.normalize("NFC", text)))


def _each_option(m: EFormChanging, change: Callable[[str], str]) -> None:
    def changed(options: Options) -> Options:
        return [each | {"text": change(each["text"])} for each in options]

    m.lists = dict.fromkeys({one["list"] for one in m.questions} - {""}, changed)
    for one in m.questions:
        if listed(one) and not one["list"]:
            one["choices"] = changed(one["choices"])


def _capitals(m: EFormChanging) -> None:
    m.words(lambda text: text.upper() if m.dice.random() < 0.4 else text)


def _colons(m: EFormChanging) -> None:
    for one in m.questions:
        one["title"] += m.dice.choice((":", " :", ""))


def _stars(m: EFormChanging) -> None:
    """By words, by a class of the label, or by nothing that can be seen."""
    for one in m.questions:
        if one["required"]:
            way = m.dice.choice(("words", "class", "nothing"))
            one |= {"required": False, "title": one["title"] + " (bắt buộc)" * (way == "words")}
            draw(one, starred=way == "class")


def _starred(m: EFormChanging) -> None:
    """Insisted on, as long as there is something to put there."""
    for _, one in m.left:
        one["required"] = one["required"] or m.dice.random() < 0.5


def _shape_noted(m: EFormChanging) -> None:
    for one in filter(dated, m.questions):
        one["title"] += " (dd/mm/yyyy)"


def _titles(m: EFormChanging) -> None:
    m.page["tags"] = m.dice.choice((
        {"e-section": "fieldset", "e-section-title": "legend"},
        {"e-section": "fieldset", "e-section-title": "legend",
         "x-group": "fieldset", "x-group-title": "legend"},
        {"e-section-title": "h2", "x-group-title": "h3"},
        {"e-section-title": "h2", "x-group-title": "h5"},
        {"e-section": "div", "x-group": "div"},
    ))  # fmt: skip


def _nested(m: EFormChanging) -> None:
    for one in m.questions:
        draw(one, deep=m.dice.randrange(4))


def _help(m: EFormChanging) -> None:
    for one in m.questions:
        if m.dice.random() < 0.6:
            draw(one, help=m.dice.choice(HELPS))
        if typed(one) and m.dice.random() < 0.5:
            draw(one, example="Ví dụ: theo bản chính")


def _late(m: EFormChanging) -> None:
    """Part of the form is drawn after the rest."""
    for one in m.questions:
        if m.dice.random() < 0.3:
            draw(one, late=m.dice.choice((30, 150, 400)))


def _radios(m: EFormChanging) -> None:
    """Radio buttons as lists, short lists as radio buttons."""
    for one in m.questions:
        if one["type"] == "radio":
            one["type"] = m.dice.choice(("select", "select_default"))
        elif listed(one) and not one["list"] and len(one["choices"]) < _FEW:
            one["type"] = "radio"


def _lists(m: EFormChanging) -> None:
    """With a box to search in, or without; or as the browser draws them."""
    for one in m.questions:
        if one["type"] in ("select", "select_default", "province", "ward"):
            if m.dice.random() < 0.4:
                draw(one, **{"as": "list"})
            elif one["type"] in LISTED:
                one["type"] = m.dice.choice(("select", "select_default"))


def _days(m: EFormChanging) -> None:
    """Split otherwise: one box, the browser's calendar, three lists, the year first."""
    for one in filter(dated, m.questions):
        if len(m.filled.get(one["key"], "0000-00-00")) < len("0000-00-00"):
            continue  # a year alone is no day
        way = m.dice.choice(("one_box", "calendar", "day_lists", "backwards", "date_text"))
        match way:
            case "date_text":
                one["type"] = way
            case "backwards":
                draw(one, backwards=True)
            case _:
                draw(one, **{"as": way})


def _boxes(m: EFormChanging) -> None:
    """Text of several lines, numbers in a box that takes letters, too; and how much goes in."""
    for one in filter(typed, m.questions):
        if one["type"] == "number":
            one["type"] = "text"
        elif m.dice.random() < 0.5:
            draw(one, **{"as": "area"})
        if m.dice.random() < 0.3:
            draw(one, longest=250)


def _values(m: EFormChanging) -> None:
    """Other values behind the words that nothing hangs on."""
    ruling = {key for one in m.questions for key in one["when"]}
    held = {one["list"] for one in m.questions if one["key"] in ruling or one["fact"]} - {""}
    drivers = {driver["question"] for driver in m.form["drivers"]}
    for one in m.questions:
        free = one["key"] not in ruling | drivers and not one["fact"]
        if listed(one) and free and one["list"] not in held:
            m.revalued.add(one["list"] or one["key"])
            m.offered(one, revalued)


def _options_turned(m: EFormChanging) -> None:
    for one in filter(listed, m.questions):
        m.offered(one, lambda options: list(reversed(options)))


def _option_added(m: EFormChanging) -> None:
    """A choice more in each, among the others."""
    new = {"value": "zz", "text": "Trường hợp mới thêm"}
    for one in filter(listed, m.questions):
        m.offered(one, lambda options: [options[0], new, *options[1:]])


def _added(m: EFormChanging) -> None:
    m.add("Ghi chú thêm")
    m.add("Ý kiến về dịch vụ", type="select", choices=[{"value": "1", "text": "Hài lòng"}])


def _section_added(m: EFormChanging) -> None:
    made = {"title": "Ý kiến", "holder": "", "questions": []}
    m.sections.insert(m.dice.randrange(len(m.sections) + 1), made)
    m.add("Ý kiến về dịch vụ", made)


def _twins(m: EFormChanging) -> None:
    """Copies that nobody sees; they must stay empty."""
    for _, one in m.left:
        if m.dice.random() < 0.5:
            draw(one, twin=m.dice.choice(HIDINGS))


def _twin_that_never_comes(m: EFormChanging) -> None:
    section, one = m.take(typed)
    asks = next(each["key"] for each in m.questions if listed(each))
    name = f"{one['key']}Cu"
    never = {"key": name, "name": name, "fact": "", "when": {asks: [NEVER]}}
    section["questions"].append(one | never)


def _wipes_at_another_time(m: EFormChanging) -> None:
    """A relation empties its sections at once, or a good while later."""
    drivers(m)
    m.manners["driver_wipe_late"] = m.dice.choice(("0.01", "0.1", "0.5", "0.9"))


def _boxes_of_a_relation(m: EFormChanging) -> None:
    """The boxes behind a relation's words are to be seen."""
    asks = {driver["question"] for driver in drivers(m)}
    for one in m.questions:
        if one["key"] in asks:
            draw(one, seen=True)


def _prefilled(m: EFormChanging) -> None:
    """Whoever leaves it as it is sends this."""
    for one in (m.take(worded)[1], m.take(worded)[1]):
        m.answers[one["key"]] = "Giá trị khác"


def _locked(m: EFormChanging) -> None:
    """The portal knows it already, and nobody may change it; no relation empties it."""
    wiped = {title for driver in m.form["drivers"] for title in driver["wipes"]}
    m.left = [(section, one) for section, one in m.left if section["title"] not in wiped]
    one = m.take(lambda q: q["type"] in ("text", *DATED, "select", "select_default"))[1]
    m.answers[one["key"]] = m.sent(one)
    draw(one, closed=m.dice.choice(("readonly", "disabled")))


def _chat(m: EFormChanging) -> None:
    """A frame beside the form with boxes of its own."""
    m.page |= {"frame": _CHAT, "first": m.dice.random() < 0.5}


def _always_asked(m: EFormChanging) -> None:
    """What came with a choice is there without it, and may be left empty."""
    titles = [(one["title"], one["group"]) for one in m.questions]
    one = next(
        each
        for each in m.questions
        if each["when"] and typed(each) and each["key"] not in m.filled and not each["group"]
        and titles.count((each["title"], "")) == 1
    )  # fmt: skip
    one |= {"when": {}, "required": False}


def _several(m: EFormChanging) -> None:
    drawing = m.dice.choice((_radios, _lists, _days, _boxes))
    words = m.dice.choice((_nfd, _tone, _capitals, _colons))
    for change in (drawing, words, *m.dice.sample((_order, _stars, _help, _twins, _nested), 2)):
        change(m)
    m.dice.choice((_keys, _titles, _chat, _sections))(m)


KEEPS: dict[str, Change] = {
    "keys": _keys,
    "order": _order,
    "sections": _sections,
    "nfd": _nfd,
    "tone": _tone,
    "capitals": _capitals,
    "colons": _colons,
    "stars": _stars,
    "starred": _starred,
    "shape noted": _shape_noted,
    "titles": _titles,
    "nested": _nested,
    "help": _help,
    "late": _late,
    "radios": _radios,
    "lists": _lists,
    "days": _days,
    "boxes": _boxes,
    "values": _values,
    "options turned": _options_turned,
    "option added": _option_added,
    "added": _added,
    "section added": _section_added,
    "twins": _twins,
    "twin never comes": _twin_that_never_comes,
    "wipe's time": _wipes_at_another_time,
    "wipe's boxes": _boxes_of_a_relation,
    "prefilled": _prefilled,
    "locked": _locked,
    "chat": _chat,
    "always asked": _always_asked,
    "several": _several,
}
