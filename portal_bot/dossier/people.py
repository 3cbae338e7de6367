"""Names, genders, peoples and mail addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from portal_bot.catalogue.names import clean, nearest
from portal_bot.catalogue.people import ethnic_group, ethnic_groups, nationalities, nationality
from portal_bot.dossier import legacy
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.letters import may_be_typed
from portal_bot.dossier.problems import Refused

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
_MAIL = re.compile(
    r"[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class Gender(Choice):
    """The two that civil-status forms print."""

    MALE = "nam", "Nam"
    FEMALE = "nu", "Nữ"


def parse_name(value: object) -> str:
    """A person's full name: letters of any people that writes Latin ones, apostrophe and hyphen."""
    name = clean(text_of(value)).translate(_JOINED)
    if not (name.translate(_NO_LETTERS).isalpha() and _SIGNS.isdisjoint(name)):
        _refuse_oddity(name)
    if name[0] in "'-":
        raise Refused("person_name", f"“{name}” có dấu {name[0]} ở đầu (bảng tính?); bỏ đi")
    if sum(map(str.isalpha, name)) < _SHORTEST:
        raise Refused("person_name", f"“{name}” chưa đủ họ và tên; ghi như trên giấy tờ")
    if may_be_typed(name) and (guess := legacy.guess(name, name=True)):
        raise Refused("letters", f"“{name}” {guess.what}, có lẽ là “{guess.meant}”; ghi lại")
    return name


def _refuse_oddity(name: str) -> None:
    odd = [c for c in dict.fromkeys(name) if _is_odd(c)]
    if not odd and any(map(str.isalpha, name)):
        return
    guess = legacy.guess(name, name=True)
    meant = f"; có lẽ là “{guess.meant}”" if guess and guess.meant else ""
    told = "" if name.isascii() and not odd else " ".join(odd)
    shown = f" ({told})" if told else ""
    raise Refused("person_name", f"“{name}” có ký tự lạ{shown}; họ tên chỉ gồm chữ cái{meant}")


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


def parse_nationality(value: object) -> str:
    """A nationality of the forms' list."""
    text = clean(text_of(value))
    found = nationality(text)
    if found is None:
        raise Refused("unknown_nationality", _unknown(text, "quốc tịch", nationalities()))
    return found


def _unknown(text: str, what: str, known: tuple[str, ...]) -> str:
    likely = nearest(text, known) or list(known[:5])
    return f"không có {what} “{text}” trong danh mục; gần nhất: {', '.join(likely)}"


def parse_email(value: object) -> str:
    """A mail address."""
    text = text_of(value).strip()
    if len(text) > 254 or ".." in text or not _MAIL.fullmatch(text):
        raise Refused("email", f"“{text}” không phải địa chỉ thư điện tử; ví dụ ten@vidu.example")
    return text


PersonName = Annotated[
    str, Kind("person_name", parse_name, "họ, chữ đệm, tên như trên giấy tờ", sensitive=True)
]
Ethnicity = Annotated[str, Kind("ethnicity", parse_ethnicity, "ví dụ Kinh, Ê-đê, Chăm")]
Nationality = Annotated[str, Kind("nationality", parse_nationality, "ví dụ Việt Nam")]
Email = Annotated[str, Kind("email", parse_email, "địa chỉ thư điện tử", sensitive=True)]
