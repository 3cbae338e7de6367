"""Changes of an e-form of the ministry after which a filing may go wrong, or cannot be made."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.mutated.eform_changes import KEEPS
from tests.mutated.eform_changing import (
    NEVER,
    Change,
    EFormChanging,
    Options,
    Question,
    Section,
    dated,
    draw,
    drivers,
    listed,
    typed,
    worded,
)
from tests.mutated.survey_breaks import bare

_WHOLE_DAY = len("0000-00-00")
_SPLIT = "Ngày", "Tháng", "Năm"


def _own_words(one: Question) -> bool:
    """Taken as it is typed: by letters, not by a list's."""
    return worded(one) and not one["group"]


# What stands there now asks for something else, or does not take what is said.


def _relabelled(m: EFormChanging) -> None:
    m.take()[1]["title"] = "Mục kê khai số 7"


def _noted(m: EFormChanging) -> None:
    """Whose it is, may be another's now."""
    m.take()[1]["title"] += " (của người ủy quyền)"


def _word_changed(m: EFormChanging) -> None:
    one = m.take(lambda q: " " in q["title"])[1]
    first, _, rest = one["title"].partition(" ")
    one["title"] = f"{rest} {first}"


def _tones_lost(m: EFormChanging) -> None:
    """Letters and tones count: `Ho ten` is no `Họ tên`."""
    one = m.take(lambda q: bare(q["title"]) != q["title"])[1]
    one["title"] = bare(one["title"])


def _gone(m: EFormChanging) -> None:
    section, one = m.take()
    section["questions"].remove(one)


def _section_gone(m: EFormChanging) -> None:
    m.sections.remove(m.whole_section())


def _section_renamed(m: EFormChanging) -> None:
    m.whole_section()["title"] = "PHẦN KHÁC HẲN"


def _group_renamed(m: EFormChanging) -> None:
    section, one = m.take(lambda q: q["group"])
    name = one["group"]
    for each in section["questions"]:
        if each["group"] == name:
            m.told.append(each["title"])
            each["group"] = "Nơi nhận thư"


def _moved(m: EFormChanging) -> None:
    section, one = m.take(lambda q: not q["group"])
    section["questions"].remove(one)
    other = next(each for each in m.sections if each is not section)
    other["questions"].append(one)


def _required(m: EFormChanging) -> None:
    m.add("Mã khai báo bổ sung", required=True)


def _required_without_a_star(m: EFormChanging) -> None:
    """Only the portal knows."""
    one = m.add("Mã khai báo bổ sung")
    m.refused[one["key"]] = "Vui lòng nhập Mã khai báo bổ sung"


def _required_choice(m: EFormChanging) -> None:
    choices = [{"value": "1", "text": "Có"}, {"value": "2", "text": "Không"}]
    m.add("Đồng ý nhận tin nhắn", type="radio", choices=choices, required=True)


def _choice_with_the_said(m: EFormChanging) -> tuple[Question, str]:
    one = m.take(listed)[1]
    return one, m.sent(one)


def _option_gone(m: EFormChanging) -> None:
    one, sent = _choice_with_the_said(m)
    m.offered(one, lambda options: [each for each in options if each["value"] != sent])


def _option_renamed(m: EFormChanging) -> None:
    one, sent = _choice_with_the_said(m)
    other = {"text": "Phương án thay thế"}
    m.offered(
        one, lambda options: [each | other if each["value"] == sent else each for each in options]
    )


def _options_empty(m: EFormChanging) -> None:
    m.offered(_choice_with_the_said(m)[0], lambda _: [])


def _option_twice(m: EFormChanging) -> None:
    """The same words with another value."""
    one = m.take(lambda q: listed(q) and q["key"] not in m.prefilled)[1]
    sent = m.sent(one)

    def doubled(options: Options) -> Options:
        same = [each | {"value": "zz"} for each in options if each["value"] == sent]
        return [*options, *same]

    m.offered(one, doubled)


def _twice(m: EFormChanging) -> None:
    section, one = m.take()
    section["questions"].append(_copied(one))


def _copied(one: Question) -> Question:
    key = f"{one['key']}Hai"
    return copy.deepcopy(one) | {"key": key, "name": key, "fact": ""}


def _alike(m: EFormChanging) -> None:
    """Another question of the section has the same words over it now."""
    section, one = m.take(typed)
    other = next(
        each
        for each in section["questions"]
        if each is not one and not each["when"] and each["group"] == one["group"]
    )
    m.told.append(other["title"])
    other["title"] = one["title"]


def _section_twice(m: EFormChanging) -> None:
    section = m.whole_section()
    again: Section = {**section, "questions": [_copied(one) for one in section["questions"]]}
    now = {one["key"]: f"{one['key']}Hai" for one in section["questions"]}
    for one in again["questions"]:
        one["of"] = now.get(one["of"], one["of"])
        one["when"] = {now.get(key, key): values for key, values in one["when"].items()}
    m.sections.append(again)


def _section_in_a_frame(m: EFormChanging) -> None:
    """A frame beside the form that has the same words in it."""
    section, one = m.take(typed)
    m.page["frame"] = (
        f"<h3>{section['title']}</h3>"
        + (f"<h4>{one['group']}</h4>" if one["group"] else "")
        + f"<label for=o>{one['title']}</label><input id=o>"
    )


def _to_text(m: EFormChanging) -> None:
    m.take(listed)[1]["type"] = "text"


def _to_list(m: EFormChanging) -> None:
    one = m.take(typed)[1]
    one |= {"type": "select", "choices": [{"value": "1", "text": "Có"}], "list": ""}


def _drawn_as(way: str, fits: Callable[[Question], Any]) -> Change:
    def changed(m: EFormChanging) -> None:
        draw(m.take(fits)[1], **{"as": way})

    return changed


def _split(m: EFormChanging) -> None:
    """Day, month and year are three questions, each with words of its own."""
    section, one = m.take(dated)
    at = section["questions"].index(one)
    section["questions"].remove(one)
    for part in reversed(_SPLIT):
        made = m.add(f"{part} ({one['title']})", section, when=one["when"], group=one["group"])
        section["questions"].remove(made)
        section["questions"].insert(at, made)


def _hidden(m: EFormChanging) -> None:
    draw(m.take(lambda q: q["key"] not in m.prefilled)[1], hidden="display: none")


def _never_comes(m: EFormChanging) -> None:
    one = m.take(lambda q: not q["when"])[1]
    asks = next(each["key"] for each in m.questions if listed(each) and each is not one)
    one["when"] = {asks: [NEVER]}


def _another_is_locked(m: EFormChanging) -> None:
    one = m.take(_own_words)[1]
    m.answers[one["key"]] = "Giá trị khác"
    draw(one, closed=m.dice.choice(("readonly", "disabled")))


def _closed(m: EFormChanging) -> None:
    one = m.take(lambda q: not q["of"] and q["type"] != "radio")[1]
    m.answers[one["key"]] = ""
    draw(one, closed=m.dice.choice(("readonly", "disabled")))


def _after(how: str) -> Change:
    def changed(m: EFormChanging) -> None:
        draw(m.take(lambda q: typed(q) and q["key"] not in m.prefilled)[1], after=how)

    return changed


def _shorter(m: EFormChanging) -> None:
    one = m.take(lambda q: _own_words(q) and len(m.sent(q)) > 4)[1]
    draw(one, longest=len(m.sent(one)) - 2)
    if one["key"] in m.prefilled:
        m.answers[one["key"]] = ""


def _kept_otherwise(m: EFormChanging) -> None:
    """What is shown afterwards is what was kept, and not what was sent."""
    one = m.take(lambda q: _own_words(q) and len(m.sent(q)) > 1)[1]
    m.kept[one["key"]] = m.sent(one)[:-1]


def _day_kept_otherwise(m: EFormChanging) -> None:
    """Day and month change places on the way."""
    one = m.take(lambda q: dated(q) and len(m.sent(q)) == _WHOLE_DAY and _turns(m.sent(q)))[1]
    year, month, day = m.sent(one).split("-")
    m.kept[one["key"]] = f"{year}-{day}-{month}"


def _turns(day: str) -> bool:
    _, month, number = day.split("-")
    return int(number) <= 12 and month != number


def _not_kept(m: EFormChanging) -> None:
    one = m.take(lambda q: not q["required"] and not q["group"] and not _rules(m, q))[1]
    m.kept[one["key"]] = ""


def _rules(m: EFormChanging, one: Question) -> bool:
    return any(one["key"] in each["when"] for each in m.questions)


def _still_open(m: EFormChanging) -> None:
    """What is shown as kept can still be written into: it is not what was kept."""
    draw(m.take(typed)[1], open=True)


def _shown_by_another_name(m: EFormChanging) -> None:
    """Whatever was kept, nobody knows as what."""
    draw(m.take()[1], later="Mục kê khai số 7")


def _refused(m: EFormChanging) -> None:
    """The portal has a new rule for it; its words stand at the box and do not name it."""
    m.refused[m.take(_own_words)[1]["key"]] = "Giá trị không hợp lệ"


# Whether it takes what is said depends on what is said.


def _wipes_late(m: EFormChanging) -> None:
    """A relation empties its sections while the rest is filled, or afterwards."""
    KEEPS["wipe's time"](m)
    m.manners["driver_wipe_late"] = m.dice.choice(("1.2", "2", "4"))
    wiped = {title for driver in m.form["drivers"] for title in driver["wipes"]}
    m.told += [one["title"] for at, one in m.left if at["title"] in wiped]


def _wipe_copies(m: EFormChanging) -> None:
    """A relation puts the account's data into what it has emptied, whoever is meant."""
    for driver in drivers(m):
        title = m.dice.choice(driver["wipes"])
        driver["copies"] = {m.filled[driver["question"]]: title}
        section = next(at for at in m.sections if at["title"] == title)
        m.told += [one["title"] for one in section["questions"]]


def _wipes_more(m: EFormChanging) -> None:
    """A relation empties every section behind it, too."""
    KEEPS["wipe's time"](m)
    for driver in m.form["drivers"]:
        own = next(
            place
            for place, at in enumerate(m.sections)
            if any(one["key"] == driver["question"] for one in at["questions"])
        )
        driver["wipes"] = [at["title"] for at in m.sections[own + 1 :]]
    m.told += [one["title"] for _, one in m.left]


def _wipes_itself(m: EFormChanging) -> None:
    """A relation empties its own section, and itself."""
    KEEPS["wipe's time"](m)
    for driver in m.form["drivers"]:
        driver["wipes"] = [at["title"] for at in m.sections]
    m.told += [one["title"] for _, one in m.left]


def _address_torn(m: EFormChanging) -> None:
    """One part of it stands outside of its block."""
    section, one = m.take(lambda q: q["group"] and typed(q))
    section["questions"].remove(one)
    section["questions"].append(one | {"group": ""})


def _condition(m: EFormChanging) -> None:
    """It comes with another choice than it came with."""
    one = m.take(lambda q: q["when"])[1]
    asks = next(iter(one["when"]))
    one["when"] = {asks: [NEVER, *one["when"][asks][1:]]}


def _option_narrower(m: EFormChanging) -> None:
    """The same words, and more in brackets: of a people or a country, another name of it."""
    one, sent = _choice_with_the_said(m)

    def changed(options: Options) -> Options:
        return [
            each | {"text": f"{each['text']} (bản cũ)"} if each["value"] == sent else each
            for each in options
        ]

    m.offered(one, changed)


def _capitals(m: EFormChanging) -> None:
    draw(m.take(_own_words)[1], after="capitals")


def _spelled_alike(m: EFormChanging) -> None:
    """A choice beside it that differs in a tone only."""
    one = m.take(listed)[1]

    def more(options: Options) -> Options:
        return [{"value": "zz", "text": bare(each["text"])} for each in options] + options

    m.offered(one, more)


REFUSED: dict[str, Change] = {
    "relabelled": _relabelled,
    "noted": _noted,
    "word changed": _word_changed,
    "tones lost": _tones_lost,
    "gone": _gone,
    "section gone": _section_gone,
    "section renamed": _section_renamed,
    "group renamed": _group_renamed,
    "moved": _moved,
    "required": _required,
    "required unstarred": _required_without_a_star,
    "required choice": _required_choice,
    "option gone": _option_gone,
    "option renamed": _option_renamed,
    "options empty": _options_empty,
    "option twice": _option_twice,
    "twice": _twice,
    "alike": _alike,
    "section twice": _section_twice,
    "in a frame": _section_in_a_frame,
    "to text": _to_text,
    "to list": _to_list,
    "to tick": _drawn_as("tick", typed),
    "to file": _drawn_as("file", typed),
    "to month": _drawn_as("month", dated),
    "split": _split,
    "hidden": _hidden,
    "never comes": _never_comes,
    "another locked": _another_is_locked,
    "closed": _closed,
    "shorter": _shorter,
    "kept otherwise": _kept_otherwise,
    "day kept otherwise": _day_kept_otherwise,
    "not kept": _not_kept,
    "still open": _still_open,
    "shown otherwise": _shown_by_another_name,
    "refused": _refused,
}
EITHER: dict[str, Change] = {
    "wipes late": _wipes_late,
    "wipe copies": _wipe_copies,
    "wipes more": _wipes_more,
    "wipes itself": _wipes_itself,
    "address torn": _address_torn,
    "condition": _condition,
    "option narrower": _option_narrower,
    "in capitals": _capitals,
    "computed": _after("computed"),
    "eaten": _after("eaten"),
    "digits only": _after("digits"),
    "to number": _drawn_as("number", worded),
    "spelled alike": _spelled_alike,
}
BREAKS = REFUSED | EITHER
