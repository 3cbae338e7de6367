"""Numbers of identity papers: what a twelve-digit one tells about its holder must be true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from portal_bot.catalogue.people import province_of_id_head
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.people import Gender
from portal_bot.dossier.problems import Refused

# Countries have heads of their own, for births registered abroad; provinces end below this.
_FIRST_COUNTRY = 100
_LATEST_CENTURY_DIGIT = 3
_PATTERNS = {
    "cccd": (re.compile(r"\d{12}"), "Căn cước công dân có 12 chữ số"),
    "cmnd": (re.compile(r"\d{9}|\d{12}"), "Chứng minh nhân dân có 9 hoặc 12 chữ số"),
    "passport": (re.compile(r"[A-Z]\d{7,8}"), "Hộ chiếu có một chữ cái và 7 hoặc 8 chữ số"),
    "other": (re.compile(r".{3,30}"), "Số giấy tờ có 3 đến 30 ký tự"),
}


class IdType(Choice):
    """The kinds of identity papers that civil-status forms print."""

    CCCD = "cccd", "Căn cước công dân"
    CMND = "cmnd", "Chứng minh nhân dân"
    PASSPORT = "passport", "Hộ chiếu"
    OTHER = "other", "Giấy tờ hợp lệ thay thế"


@dataclass(frozen=True, slots=True)
class Holder:
    """What a twelve-digit number says of the person it was given to."""

    province: str | None
    gender: Gender
    birth_year: int


def holder(number: str) -> Holder:
    """Reads a number that `parse_citizen_id` took."""
    century, sex = divmod(int(number[3]), 2)
    return Holder(
        province=province_of_id_head().get(number[:3]),
        gender=Gender.FEMALE if sex else Gender.MALE,
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def parse_citizen_id(value: object) -> str:
    """Twelve digits: place of registration, sex and century, year of birth, a serial number."""
    text = text_of(value)
    number = re.sub(r"[\s.\-]", "", text)
    if not (number.isascii() and number.isdigit()):
        raise Refused("citizen_id_format", f"“{text}” có ký tự không phải chữ số; cần đúng 12 số")
    if len(number) != 12:
        zero = "; có thể đã mất số 0 ở đầu" if len(number) == 11 else ""
        raise Refused(
            "citizen_id_format",
            f"“{text}” có {len(number)} chữ số, số định danh cá nhân có đúng 12{zero}",
        )
    _check_parts(number)
    return number


def _check_parts(number: str) -> None:
    head = number[:3]
    if int(head) < _FIRST_COUNTRY and head not in province_of_id_head():
        raise Refused(
            "citizen_id_place", f"“{number}”: đầu số {head} không phải mã tỉnh nào; xem lại thẻ"
        )
    if int(number[3]) > _LATEST_CENTURY_DIGIT:
        raise Refused(
            "citizen_id_century",
            f"“{number}”: chữ số thứ tư là {number[3]}, mà người sinh từ 1900 đến 2099 "
            "chỉ có 0, 1, 2 hoặc 3; xem lại thẻ",
        )


def parse_id_number(value: object) -> str:
    """A number of any identity paper, without blanks and dots; its kind is judged later."""
    text = text_of(value)
    number = re.sub(r"[\s.]", "", text).upper()
    if not 3 <= len(number) <= 30:
        raise Refused("id_number_format", f"“{text}” không phải số giấy tờ: cần 3 đến 30 ký tự")
    return number


def misfit(number: str, accepted: tuple[str, ...]) -> Refused | None:
    """Why the number is none of the accepted kinds, or ``None`` when it is one of them."""
    kinds = [kind for kind in accepted if _PATTERNS[kind][0].fullmatch(number)]
    if not kinds:
        wanted = "; ".join(_PATTERNS[kind][1] for kind in accepted)
        return Refused("id_number_format", f"“{number}” không đúng loại giấy tờ. {wanted}")
    if len(number) == 12 and kinds[0] in {"cccd", "cmnd"}:
        try:
            _check_parts(number)
        except Refused as refused:
            return refused
    return None


CitizenId = Annotated[
    str, Kind("citizen_id", parse_citizen_id, "12 chữ số, trong ngoặc kép", sensitive=True)
]
IdNumber = Annotated[
    str, Kind("id_number", parse_id_number, "số giấy tờ, trong ngoặc kép", sensitive=True)
]
