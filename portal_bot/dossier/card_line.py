"""The line that the QR of a citizen card says, from a picture or from a scanner that types it.

CCCD (front, since 2021): number, nine-digit CMND or nothing, name, birth, sex, residence, day of
issue, with ``|`` between them. Seen on many cards; no text of law prints the order. Căn cước
(back, since July 2024): Thông tư 16/2024/TT-BCA only lists what it says, CMND behind the day of
issue and then a cancelled number and the parents' names; both orders are taken. The sex stands
between birth and residence in either, so that it is found first.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from portal_bot import clock, privacy
from portal_bot.catalogue.names import clean, fold
from portal_bot.dossier import legacy
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.ids import holder, parse_citizen_id
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.persons import Gender, parse_name
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.syllables import is_syllable

# No line of a card comes near; a scanner that lost its line's end types several.
_LONGEST = 1_000
_MOST_FIELDS = 16
# Some scanners type the kind of code first (]Q1, ISO/IEC 15424), others a sign of their own.
_BEGIN = re.compile(r"[\s\ufeff\x02]*(?:\][A-Za-z][0-9])?\s*([0-9]{12})\s*[|\u00a6\uff5c]")
_BARS = re.compile("[|\u00a6\uff5c]")
_DAY = re.compile(r"([0-9]{2})[/.\-]?([0-9]{2})[/.\-]?([0-9]{4})")
_OLD = re.compile("[0-9]{9}|[0-9]{12}")
# In either order: behind number and name, or behind number, CMND and name.
_SEX_AT = (4, 3)
# Since then the card is called căn cước, and the Ministry issues it (Luật Căn cước 2023).
RENAMED = date(2024, 7, 1)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of its holder.

    Attributes:
        number: twelve digits.
        old_number: of the CMND before it; empty: none.
        full_name: empty where a scanner lost its letters.
        birth: perhaps only the year.
        gender: agrees with the number.
        residence: as on the day of issue, in the card's words; empty like the name.
        issued: the day of issue, if it is told.
    """

    number: str
    old_number: str
    full_name: str
    birth: PartialDate
    gender: Gender
    residence: str
    issued: date | None


def is_card_line(text: str) -> bool:
    """Whether the text begins as a card's line does, whole or not."""
    return "|" in text[:40] and _BEGIN.match(text) is not None


def card_of(text: str, today: date | None = None) -> Card:
    """The card that says this.

    Args:
        text: the line, in whatever Unicode form; repaired where its bytes were misread.
        today: `None`: today in Vietnam.

    Raises:
        Refused: it is no card's (``not_a_card``), or says what cannot all be true of one person
            (``card_contradicts_itself``); the message repeats nothing of it.
    """
    found = _BEGIN.match(text) if len(text) <= _LONGEST else None
    if found is None:
        raise _not_a_card()
    privacy.register(_BARS.split(text))
    fields = [clean(part) for part in _BARS.split(_repaired(text[found.start(1) :]))]
    at = next((n for n in _SEX_AT if _is_sex(fields, n)), None)
    if at is None or len(fields) > _MOST_FIELDS:
        raise _not_a_card()
    number, behind = _number(fields[0]), fields[at + 1 :]
    whole = _has_its_letters(fields)
    card = Card(
        number=number,
        old_number=_old_number(fields[1:2] if at == _SEX_AT[0] else behind[2:]),
        full_name=_name(fields[at - 2]) if whole else "",
        birth=_birth(fields[at - 1]),
        gender=Gender.MALE if fold(fields[at]) == "nam" else Gender.FEMALE,
        residence=_text(behind[0]) if whole and behind else "",
        issued=_day(behind[1]) if len(behind) > 1 else None,
    )
    _judge(card, today or clock.today(), said=behind[1:2])
    return card


def text_of_payload(payload: bytes) -> str:
    """The bytes of a QR as text: UTF-8 nearly always, else as old programs wrote Vietnamese."""
    for mark, coding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if payload.startswith(mark):
            return payload.decode(coding, "replace")
    with suppress(UnicodeDecodeError):
        return payload.decode("utf-8-sig")
    single = payload.decode("latin-1")
    guessed = legacy.guess(single)
    read = [payload.decode("cp1258", "replace"), guessed.meant if guessed else single, single]
    return max((clean(text) for text in read), key=_vietnamese)


def _vietnamese(text: str) -> int:
    return sum(is_syllable(word) for word in re.findall(r"[^\W\d]+", text))


def _repaired(text: str) -> str:
    """Undoes what a program did that took UTF-8 for another code."""
    guessed = None if text.isascii() else legacy.guess(text)
    return guessed.meant if guessed and guessed.meant else text


def _not_a_card() -> Refused:
    return Refused("not_a_card", "không phải dòng mã QR của thẻ căn cước")


def _contradicts(what: str) -> Refused:
    told = f"mã QR của thẻ tự mâu thuẫn: {what}; xem lại thẻ, gõ tay nếu thẻ thật sự in như vậy"
    return Refused("card_contradicts_itself", told)


def _number(said: str) -> str:
    try:
        return parse_citizen_id(said)
    except Refused:
        raise _contradicts("số định danh không đúng dạng") from None


def _has_its_letters(fields: list[str]) -> bool:
    """Whether nothing was lost: a scanner that knows no Vietnamese types ASCII, or ``Nguy?n``."""
    said = "".join(fields)
    return not (said.isascii() or "?" in said or "\ufffd" in said)


def _is_sex(fields: list[str], at: int) -> bool:
    if not at < len(fields) or not (at - 2 and fields[at - 2]):
        return False
    said = fold(fields[at])
    # "Nữ" loses its only letter with a mark where a scanner knows none.
    is_sex = said == "nam" or (said[:1] == "n" and len(fields[at]) <= 3)
    return is_sex and any(map(str.isdigit, fields[at - 1])) and not fields[at - 2].isdigit()


def _old_number(fields: list[str]) -> str:
    return next((field for field in fields if _OLD.fullmatch(field)), "")


def _name(said: str) -> str:
    try:
        return parse_name(tidy(said))
    except Refused:
        return ""


def _text(said: str) -> str:
    tidied = tidy(said)
    return tidied if isinstance(tidied, str) else ""


def _birth(said: str) -> PartialDate:
    """A day; of old people perhaps only a year, alone or behind zeros (inferred, not seen)."""
    if found := re.fullmatch(r"(?:0000)?([0-9]{4})", said):
        return PartialDate(int(found[1]))
    day = _day(said)
    if day is None:
        raise _contradicts("ngày sinh không có thật")
    return PartialDate(day.year, day.month, day.day)


def _day(said: str) -> date | None:
    found = _DAY.fullmatch(said)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _judge(card: Card, today: date, said: list[str]) -> None:
    """Number, birth, sex and issue are one person's.

    Raises:
        Refused: they are not.
    """
    told = holder(card.number)
    if told.birth_year != card.birth.year:
        raise _contradicts("năm sinh khác số định danh")
    if told.gender is not card.gender:
        raise _contradicts("giới tính khác số định danh")
    if card.birth.earliest > today:
        raise _contradicts("ngày sinh ở tương lai")
    if said and said[0] and card.issued is None:
        raise _contradicts("ngày cấp không có thật")
    if card.issued is not None and not card.birth.earliest <= card.issued <= today:
        raise _contradicts("ngày cấp trước ngày sinh hoặc ở tương lai")
