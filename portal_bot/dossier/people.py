"""Names, genders, peoples, phones and mail addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Annotated

from portal_bot.catalogue.names import clean, nearest
from portal_bot.catalogue.people import ethnic_group, ethnic_groups, nationalities, nationality
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.problems import Refused

# M', H', Y-, K': names of the peoples of the highlands; keyboards type three apostrophes.
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_NO_LETTERS = str.maketrans("", "", " '-")
_MAIL = re.compile(
    r"[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class Gender(Choice):
    """The two that civil-status forms print."""

    MALE = "nam", "Nam"
    FEMALE = "nu", "Nữ"


def parse_name(value: object) -> str:
    """A person's full name: letters of any Vietnamese people, apostrophe and hyphen."""
    name = clean(text_of(value)).translate(_APOSTROPHES)
    if not name.translate(_NO_LETTERS).isalpha() and (odd := sorted(filter(_is_odd, set(name)))):
        shown = " ".join(odd)
        raise Refused("person_name", f"“{name}” có ký tự lạ ({shown}); họ tên chỉ gồm chữ cái")
    if " " not in name:
        raise Refused("person_name", f"“{name}” chưa đủ họ và tên; ghi như trên giấy tờ")
    return name


def _is_odd(letter: str) -> bool:
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


@lru_cache(maxsize=4096)
def _national_number(text: str) -> str | None:
    # Loads slowly: only a dossier that holds a phone number pays for it.
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    national = f"0{number.national_number}"
    if number.country_code != 84 or not phonenumbers.is_valid_number(number):
        return None
    return national


def parse_phone(value: object) -> str:
    """A Vietnamese number, kept as its national digits."""
    text = text_of(value).strip()
    national = _national_number(text)
    if national is None or len(national) not in {10, 11}:
        raise Refused(
            "phone",
            f"“{text}” không phải số điện thoại Việt Nam; ghi đủ số, trong ngoặc kép, "
            'ví dụ "0905000101"',
        )
    return national


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
Phone = Annotated[str, Kind("phone", parse_phone, "số điện thoại, trong ngoặc kép", sensitive=True)]
Email = Annotated[str, Kind("email", parse_email, "địa chỉ thư điện tử", sensitive=True)]
