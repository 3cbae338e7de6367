"""Names, genders, peoples and mail addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Annotated

from portal_bot.catalogue.names import clean, nearest
from portal_bot.catalogue.peoples import (
    ethnic_group,
    ethnic_groups,
    national_ethnic_group,
    nationalities,
    nationality,
)
from portal_bot.dossier import legacy
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.letters import may_be_typed
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

# M', H', Y-, K': names of the peoples of the highlands. Keyboards and word processors have many
# signs for the two that join them, a portal one of each.
_JOINED = str.maketrans(
    dict.fromkeys("\u2019\u2018\u201b\u02bc\u02bb\u02b9\u00b4`\u2032\ua78c\u055a", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2043\ufe63", "-")
)
_NO_LETTERS = str.maketrans("", "", " '-")
# Letters to Unicode, and signs to everybody else.
_SIGNS = frozenset("\u00aa\u00ba\u01bb\u01c0\u01c1\u01c2\u01c3")
_SHORTEST = 2
# What is written where there is no name, or none is known.
_NO_NAMES = (
    "không; không có; không có tên; không rõ; không rõ tên; không biết; không xác định; không tên; "
    "chưa; chưa có; chưa có tên; chưa đặt; chưa đặt tên; chưa rõ; chưa biết; chưa xác định; "
    "vô danh; khuyết danh; bỏ trống; để trống; đã chết; đã mất; như trên; "
    "khong; khong co; khong ro; chua co; chua co ten; chua dat ten; vo danh; "
    "none; null; nil; nan; yes; true; false; no name; noname; unknown; undefined; xx; xxx; xxxx; "
    "bé trai; bé gái; con trai; con gái; cháu trai; cháu gái"
)
_NOBODY = frozenset(_NO_NAMES.split("; "))
_TWO_PEOPLE = re.compile(r"\w \w+ - \w+ \w|\w \w+ (?:và|hoặc|hay) \w+ \w")
_MAIL = re.compile(
    r"(?!\.)[A-Za-z0-9._%+\-]+(?<!\.)@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class Gender(Choice):
    """The two that civil-status forms print."""

    MALE = "nam", "Nam"
    FEMALE = "nu", "Nữ"


def parse_name(value: object) -> str:
    """A person's full name: letters of any people that writes Latin ones, apostrophe and hyphen."""
    return _parsed(text_of(value))


# One person is named several times in a dossier. What is refused is not kept.
@lru_cache(maxsize=4096)
def _parsed(text: str) -> str:
    name = clean(text).translate(_JOINED)
    if not (name.translate(_NO_LETTERS).isalpha() and _SIGNS.isdisjoint(name)):
        _refuse_oddity(name)
    if name[0] in "'-":
        raise Refused("person_name", f"“{own(name)}” có dấu {name[0]} ở đầu (bảng tính?); bỏ đi")
    if sum(map(str.isalpha, name)) < _SHORTEST:
        raise Refused("person_name", f"“{own(name)}” chưa đủ họ và tên; ghi như trên giấy tờ")
    _refuse_nobody(name)
    if may_be_typed(name) and (guess := legacy.guess(name, name=True)):
        raise Refused(
            "letters",
            f"“{own(name)}” {guess.what}, có lẽ là “{own(guess.meant)}”; ghi lại",
        )
    return name


def is_nobody(name: str) -> bool:
    """Whether it is what people write where there is no name: “không có”, “chưa đặt tên”."""
    return name.lower() in _NOBODY


def _refuse_nobody(name: str) -> None:
    if is_nobody(name):
        raise Refused(
            "person_name",
            f"“{own(name)}” không phải tên ai; ghi họ tên như trên giấy tờ, hoặc để trống",
        )
    if _TWO_PEOPLE.search(name):
        raise Refused("person_name", f"“{own(name)}” là tên của hai người; ở đây chỉ ghi một")
    if "''" in name:
        raise Refused("person_name", f"“{own(name)}” có hai dấu ' liền nhau; chỉ ghi một")


def _refuse_oddity(name: str) -> None:
    odd = [c for c in dict.fromkeys(name) if _is_odd(c)]
    if not odd and any(map(str.isalpha, name)):
        return
    guess = legacy.guess(name, name=True)
    meant = f"; có lẽ là “{own(guess.meant)}”" if guess and guess.meant else ""
    told = "" if name.isascii() and not odd else " ".join(odd)
    shown = f" ({own(told)})" if told else ""
    raise Refused("person_name", f"“{own(name)}” có ký tự lạ{shown}; họ tên chỉ gồm chữ cái{meant}")


def _is_odd(letter: str) -> bool:
    if letter in _SIGNS:
        return True
    return not (letter.isalpha() or letter in " '-" or unicodedata.combining(letter))


def parse_ethnicity(value: object) -> str:
    """One of the 54 ethnic groups, from its official or a usual other name."""
    text = clean(text_of(value))
    found = ethnic_group(text)
    if found is None:
        raise Refused("unknown_ethnicity", _unknown(text, "dân tộc", ethnic_groups()))
    return found


def parse_national_ethnicity(value: object) -> str:
    """An entry of the national portal's list, from any name that `parse_ethnicity` takes."""
    text = clean(text_of(value))
    return national_ethnic_group(text) or parse_ethnicity(value)


def parse_nationality(value: object) -> str:
    """A nationality of the forms' list."""
    text = clean(text_of(value))
    found = nationality(text)
    if found is None:
        raise Refused("unknown_nationality", _unknown(text, "quốc tịch", nationalities()))
    return found


def _unknown(text: str, what: str, known: tuple[str, ...]) -> str:
    likely = nearest(text, known) or list(known[:5])
    return f"không có {what} “{own(text)}” trong danh mục; gần nhất: {', '.join(likely)}"


def parse_email(value: object) -> str:
    """A mail address."""
    text = text_of(value).strip()
    if not _is_mail(text):
        raise Refused("email", f"“{own(text)}” không phải địa chỉ thư điện tử{_mail_hint(text)}")
    return text


def _is_mail(text: str) -> bool:
    return len(text) <= 254 and ".." not in text and _MAIL.fullmatch(text) is not None


def _mail_hint(text: str) -> str:
    """What seems to have happened to an address, and what is left of it."""
    if text.count("@") > 1 and re.search(r"[\s,;/]", text):
        return ": có nhiều địa chỉ; chỉ ghi một"
    odd = next((char for char in text if char.isalpha() and not char.isascii()), None)
    if odd is not None and "@" in text and "<" not in text:
        return f": có chữ “{odd}”; địa chỉ thư chỉ có chữ không dấu, ví dụ ten@vidu.example"
    told = re.sub(r"^.*<([^<>]*)>.*$|^mailto:|[\s.,;]+$", r"\1", text, flags=re.IGNORECASE)
    told = re.sub(r"\s", "", told).replace(",", ".")
    return f"; có phải “{own(told)}”?" if _is_mail(told) else "; ví dụ ten@vidu.example"


PersonName = Annotated[
    str, Kind("person_name", parse_name, "họ, chữ đệm, tên như trên giấy tờ", sensitive=True)
]
Ethnicity = Annotated[str, Kind("ethnicity", parse_ethnicity, "ví dụ Kinh, Ê-đê, Chăm")]
NationalEthnicity = Annotated[
    str, Kind("ethnicity", parse_national_ethnicity, "ví dụ Kinh, Ê-đê, Chăm")
]
Nationality = Annotated[str, Kind("nationality", parse_nationality, "ví dụ Việt Nam")]
Email = Annotated[str, Kind("email", parse_email, "địa chỉ thư điện tử", sensitive=True)]
