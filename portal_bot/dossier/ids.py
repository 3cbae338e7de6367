"""Numbers of identity papers: what a twelve-digit one tells about its holder must be true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from portal_bot.catalogue.names import nearest, plain
from portal_bot.catalogue.peoples import province_of_id_head
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.digits import Spoilt, ask, spoilt
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.look_alikes import named
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

# Countries have heads of their own, for births registered abroad; provinces end below this.
_FIRST_COUNTRY = 100
_LATEST_CENTURY_DIGIT = 3
_WHOLE, _OLD = 12, 9
_SLIP = 92
_ORDINARY = re.compile("[A-Z]?[0-9]{7,12}")
# One point with a digit or two behind it, and it parts no groups: a fraction.
_POINT = re.compile("[0-9]{4,}[.,][0-9]{1,2}(?<![.,]0)(?<![.,]00)")
# What the code of a card reads: the number, the old one, the name, and so on.
# With dashes between the groups, too; in other papers' numbers a dash belongs to it.
_GROUPED = re.compile("[0-9]{9}|[0-9]{12}")
_CARD_CODE = re.compile(r"\s*([0-9]{12})\s*\|")
_APART = re.compile("[\\s.\\-\u2010-\u2015\u2212]")
_PATTERNS = {
    "cccd": (re.compile(r"[0-9]{12}"), "Căn cước công dân có 12 chữ số"),
    "cmnd": (re.compile(r"[0-9]{9}|[0-9]{12}"), "Chứng minh nhân dân có 9 hoặc 12 chữ số"),
    "passport": (re.compile(r"[A-Z][0-9]{7,8}"), "Hộ chiếu có một chữ cái và 7 hoặc 8 chữ số"),
    "other": (re.compile(r".{3,30}"), "Số giấy tờ có 3 đến 30 ký tự"),
    "can_cuoc": (re.compile(r"[0-9]{12}"), "Thẻ căn cước có 12 chữ số"),
    "can_cuoc_certificate": (re.compile(r"[0-9]{12}"), "Giấy chứng nhận căn cước có 12 chữ số"),
    "officer": (re.compile(r".{3,30}"), "Số giấy tờ có 3 đến 30 ký tự"),
    "police": (re.compile(r".{3,30}"), "Số giấy tờ có 3 đến 30 ký tự"),
    "birth_certificate": (re.compile(r".{1,30}"), "Số giấy khai sinh có 1 đến 30 ký tự"),
    "household_book": (re.compile(r".{3,30}"), "Số sổ có 3 đến 30 ký tự"),
}
# Papers whose number is the citizen's own, where it has twelve digits.
CITIZENS = frozenset(("cccd", "cmnd", "can_cuoc"))


class IdType(Choice):
    """The kinds of identity papers that civil-status forms print."""

    CCCD = "cccd", "Căn cước công dân"
    CMND = "cmnd", "Chứng minh nhân dân"
    PASSPORT = "passport", "Hộ chiếu"
    OTHER = "other", "Giấy tờ hợp lệ thay thế"

    @classmethod
    def _also(cls) -> Mapping[str, str]:
        """Since 1 July 2024 the card is called thẻ căn cước (Luật Căn cước 2023, Điều 3 and 46); an
        electronic one counts as much (Điều 33). A certificate of identity is of persons whose
        nationality is not known (Điều 30): none of the three papers that forms name.
        """
        names = {
            cls.CCCD: "CC; CCCD; căn cước; thẻ căn cước; thẻ CC; thẻ CCCD; căn cước mới; "
            "thẻ căn cước mới; thẻ căn cước công dân; căn cước công dân gắn chip; CCCD gắn chip; "
            "thẻ căn cước công dân gắn chip; thẻ căn cước gắn chip; căn cước gắn chip; "
            "thẻ CCCD gắn chip; căn cước điện tử; CCCD điện tử; thẻ căn cước điện tử; "
            "căn cước công dân điện tử; căn cước/căn cước công dân; CC/CCCD; CCCD/CC; "
            "thẻ căn cước/căn cước công dân; thẻ căn cước/thẻ căn cước công dân; "
            "thẻ căn cước (từ 01/7/2024); số định danh cá nhân",
            cls.CMND: "CMT; CMTND; chứng minh thư; chứng minh thư nhân dân; giấy CMND; chứng minh; "
            "giấy chứng minh nhân dân; giấy chứng minh thư; giấy chứng minh; thẻ CMND",
            cls.PASSPORT: "HC; hộ chiếu phổ thông; hộ chiếu điện tử; hộ chiếu gắn chip; "
            "hộ chiếu công vụ; hộ chiếu ngoại giao; hộ chiếu nước ngoài; hộ chiếu Việt Nam",
            cls.OTHER: "giấy chứng nhận căn cước; giấy tờ khác; khác; giấy tờ thay thế",
        }
        return {name: kind.value for kind, told in names.items() for name in told.split("; ")}

    @classmethod
    def _likely(cls, text: str) -> str | None:
        """No paper is another one, however alike their names are; only a slip of the keyboard."""
        said = [*(member.label for member in cls), *cls._also()]
        found = next(iter(nearest(text, said, limit=1, cutoff=_SLIP)), None)
        alike = found and plain(found).count(" ") == plain(text).count(" ")
        return cls.parse(found).label if found and alike else None


class IdPaper(Choice):
    """The kinds of identity papers that the forms of 2026 print."""

    CCCD = "cccd", "Căn cước công dân"
    CAN_CUOC = "can_cuoc", "Thẻ căn cước"
    CAN_CUOC_CERTIFICATE = "can_cuoc_certificate", "Giấy chứng nhận căn cước"
    CMND = "cmnd", "Chứng minh nhân dân"
    PASSPORT = "passport", "Hộ chiếu"
    OFFICER = "officer", "Giấy chứng minh sĩ quan quân đội nhân dân Việt Nam"
    POLICE = "police", "Giấy chứng minh công an nhân dân"
    HOUSEHOLD_BOOK = "household_book", "Sổ hộ khẩu"
    OTHER = "other", "Các loại giấy tờ tùy thân khác"


class WizardIdPaper(Choice):
    """The same of the Ministry of Justice's wizard, which has one more and spells one otherwise."""

    CCCD = "cccd", "Căn cước công dân"
    CAN_CUOC = "can_cuoc", "Thẻ căn cước"
    CAN_CUOC_CERTIFICATE = "can_cuoc_certificate", "Giấy chứng nhận căn cước"
    CMND = "cmnd", "Chứng minh nhân dân"
    PASSPORT = "passport", "Hộ chiếu"
    OFFICER = "officer", "Giấy chứng minh sỹ quan quân đội nhân dân Việt Nam"
    POLICE = "police", "Giấy chứng minh công an nhân dân"
    HOUSEHOLD_BOOK = "household_book", "Sổ hộ khẩu"
    BIRTH_CERTIFICATE = "birth_certificate", "Giấy khai sinh"
    OTHER = "other", "Các loại giấy tờ tùy thân khác"


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
    """Twelve digits: place of registration, sex and century, year of birth, a serial number.

    A head that no province has is for `identity` to judge: such cards were issued.
    """
    text = text_of(value)
    number = _APART.sub("", text)
    wrong = _after_a_spreadsheet(text)
    if _POINT.fullmatch(text):
        why = "có dấu chấm thập phân, như số đã qua bảng tính; ghi đúng 12 chữ số như trên thẻ"
        raise Refused("citizen_id_format", f"“{own(text)}” {why}")
    if wrong is None and len(number) == _WHOLE and number.isascii() and number.isdigit():
        _check_century(number)
        return number
    wrong = wrong or (None if _named_otherwise(text) else spoilt(text.strip()))
    if wrong is not None:
        why = f"{wrong.what}{_ask(wrong.digits)}; số định danh cá nhân có đúng 12 chữ số"
    elif found := _CARD_CODE.match(text):
        why = f"là cả dòng mã QR của thẻ; chỉ ghi số đầu{_ask(found[1])}"
    elif _PATTERNS["passport"][0].fullmatch(number.upper()):
        why = "là số hộ chiếu; ở đây cần số định danh cá nhân, đúng 12 chữ số"
    elif not (number.isascii() and number.isdigit()):
        odd = next(c for c in number if not (c.isascii() and c.isdigit()))
        why = f"có ký tự không phải chữ số: {named(odd)}; cần đúng 12 số"
    else:
        why = f"có {len(number)} chữ số, số định danh cá nhân có đúng 12{_length(number)}"
    raise Refused("citizen_id_format", f"“{own(text)}” {why}")


def _named_otherwise(text: str) -> bool:
    """Whether it is the code of a card or a passport's number, and no id that was mistyped."""
    return "|" in text or _PATTERNS["passport"][0].fullmatch(text.strip().upper()) is not None


def _after_a_spreadsheet(text: str) -> Spoilt | None:
    """Only what digits, dots and blanks alone hide: ``54090000101.0`` has twelve digits."""
    return spoilt(text) if text[-2:] == ".0" or text[-3:] == ".00" else None


def _length(number: str) -> str:
    """What a number of another length seems to be."""
    if len(number) == _OLD:
        return "; 9 chữ số là số Chứng minh nhân dân, không phải số định danh"
    proposal = _ask(number)
    return f"; có thể đã mất số 0 ở đầu{proposal}" if proposal or len(number) == 11 else ""


def _ask(digits: str) -> str:
    """A proposal, with the zeros that a spreadsheet drops; only if such a number was ever given."""
    number = digits.rjust(_WHOLE, "0")
    known = len(digits) in {10, 11, 12} and number[:3] in province_of_id_head()
    return ask(number) if known and int(number[3]) <= _LATEST_CENTURY_DIGIT else ""


def _check_century(number: str) -> None:
    if int(number[3]) > _LATEST_CENTURY_DIGIT:
        raise Refused(
            "citizen_id_century",
            f"“{own(number)}”: chữ số thứ tư là {own(number[3])}, mà người sinh từ 1900 đến 2099 "
            "chỉ có 0, 1, 2 hoặc 3; xem lại thẻ",
        )


def is_unknown_head(number: str) -> bool:
    """Whether the number begins with neither a province's code nor, from 100, a country's."""
    return int(number[:3]) < _FIRST_COUNTRY and number[:3] not in province_of_id_head()


def parse_id_number(value: object) -> str:
    """A number of any identity paper, without blanks and dots; its kind is judged later."""
    text = text_of(value)
    if _ORDINARY.fullmatch(text):
        return text
    number = re.sub(r"[\s.]", "", text).upper()
    if _GROUPED.fullmatch(bare := _APART.sub("", text)):
        number = bare
    wrong = spoilt(text.strip())
    if _POINT.fullmatch(text):
        wrong = wrong or Spoilt("có dấu chấm thập phân, như số đã qua bảng tính", "")
        raise Refused("id_number_format", f"“{own(text)}”: {wrong.what}; xem giấy tờ")
    marked = wrong and (not wrong.digits or not _APART.sub("", text).isalnum())
    if wrong is not None and (marked or _after_a_spreadsheet(text)):
        raise Refused(
            "id_number_format", f"“{own(text)}”: {wrong.what}{ask(wrong.digits)}; xem giấy tờ"
        )
    if not 3 <= len(number) <= 30:
        raise Refused(
            "id_number_format", f"“{own(text)}” không phải số giấy tờ: cần 3 đến 30 ký tự"
        )
    return number


def misfit(number: str, accepted: tuple[str, ...]) -> Refused | None:
    """Why the number is none of the accepted kinds, or ``None`` when it is one of them."""
    kind = next((kind for kind in accepted if _PATTERNS[kind][0].fullmatch(number)), None)
    if kind is None:
        wanted = "; ".join(_PATTERNS[kind][1] for kind in accepted)
        return Refused(
            "id_number_format",
            f"“{own(number)}” không đúng loại giấy tờ. {wanted}{_hint(number, accepted)}",
        )
    if len(number) == _WHOLE and kind in CITIZENS:
        try:
            _check_century(number)
        except Refused as refused:
            return refused
    return None


def _hint(number: str, accepted: tuple[str, ...]) -> str:
    """What seems to have happened to a number of one of these kinds."""
    wrong = spoilt(number)
    digits = wrong.digits if wrong else number
    why = f". Có lẽ {wrong.what}" if wrong else ""
    if "cccd" in accepted and digits.isdigit() and len(digits) != _OLD:
        proposal = _ask(digits)
        lost = len(digits) < _WHOLE and bool(proposal)
        return f"{why or ('. Có lẽ mất số 0 ở đầu' if lost else '')}{proposal}"
    if "cccd" in accepted and digits.isdigit():
        return ". 9 chữ số là Chứng minh nhân dân: ghi loại giấy tờ là cmnd"
    if "cmnd" in accepted and len(digits) == _OLD - 1 and digits.isdigit():
        return f"{why}. Có lẽ mất số 0 ở đầu{ask('0' + digits)}"
    if "cmnd" in accepted and wrong and len(digits) == _OLD:
        return f"{why}{ask(digits)}"
    return _passport_hint(number) if "passport" in accepted else why


def _passport_hint(number: str) -> str:
    wrong = spoilt(number[1:])
    whole = wrong and number[:1] + wrong.digits
    if wrong and whole and _PATTERNS["passport"][0].fullmatch(whole):
        return f". Có lẽ {wrong.what}{ask(whole)}"
    return ""


CitizenId = Annotated[
    str, Kind("citizen_id", parse_citizen_id, "12 chữ số, trong ngoặc kép", sensitive=True)
]
IdNumber = Annotated[
    str, Kind("id_number", parse_id_number, "số giấy tờ, trong ngoặc kép", sensitive=True)
]
