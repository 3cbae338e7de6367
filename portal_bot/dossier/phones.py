"""Vietnamese telephone numbers: taken as they are dialled today, and only as digits are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from portal_bot.dossier.digits import ask, spoilt
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.look_alikes import named
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

# Between the digits: blanks, dots, brackets, and every hyphen that a program makes of one.
_APART = re.compile("[\\s.()\\[\\]\\-\u2010-\u2015\u2212]")
_EXTENSION = re.compile(
    r"(?:ext\w*|máy\s*(?:lẻ|nhánh)|số\s*(?:lẻ|nhánh)|lẻ|nhánh|nội\s*bộ|phím|bấm|p|x|#|;\s*ext=|\*)"
    r"[\s.:=]*\d{1,6}\W*$",
    re.IGNORECASE,
)
_TWO = re.compile(r"[/,;|&\\]|\s-\s|\b(?:hoặc|và|hay|or|and)\b", re.IGNORECASE)
# One point with a digit or two behind it parts no groups: a fraction.
_POINT = re.compile(r"\+?[0-9]{7,}\.(?:[1-9][0-9]?|0[1-9])")
_SHORTEST = 7
_EXAMPLE = 'ghi một số, trong ngoặc kép, ví dụ "0905000101"'


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


# Bộ Thông tin và Truyền thông, Quyết định 798/QĐ-BTTTT (2018): eleven digits became ten.
_MOBILE = _table(
    "0120:070 0121:079 0122:077 0126:076 0128:078 0123:083 0124:084 0125:085 0127:081 0129:082 "
    "0162:032 0163:033 0164:034 0165:035 0166:036 0167:037 0168:038 0169:039 0186:056 0188:058 "
    "0199:059"
)
# Quyết định 2036/QĐ-BTTTT (2016), in three steps of 2017: codes of places.
_PLACES = _table(
    "022:0212 0231:0213 020:0214 0230:0215 029:0216 052:0232 053:0233 054:0234 0510:0235 "
    "0511:0236 037:0237 038:0238 039:0239 033:0203 0240:0204 025:0205 026:0206 027:0207 "
    "0280:0208 0281:0209 0320:0220 0321:0221 0241:0222 031:0225 0351:0226 036:0227 0350:0228 "
    "030:0229 0780:0290 0781:0291 0710:0292 0711:0293 074:0294 076:0296 077:0297 079:0299 "
    "04:024 08:028 064:0254 056:0256 057:0257 058:0258 068:0259 060:0260 0501:0261 0500:0262 "
    "063:0263 059:0269 070:0270 0651:0271 072:0272 073:0273 0650:0274 075:0275 066:0276 "
    "067:0277 062:0252 061:0251 055:0255"
)


def parse_phone(value: object) -> str:
    """A Vietnamese number, kept as its national digits."""
    text = text_of(value).strip()
    digits = _digits(text)
    national = _national(text, digits)
    if not _exists(national):
        raise _refused(text, _why_not(national))
    return national


def _refused(text: str, why: str) -> Refused:
    return Refused("phone", f"“{own(text)}” {why}" + ("" if why.endswith("?") else f"; {_EXAMPLE}"))


def _digits(text: str) -> str:
    """The digits, a plus before them perhaps; nothing else may stand between them."""
    bare = _APART.sub("", text)
    if not (bare.isascii() and bare.removeprefix("+").isdigit()):
        raise _refused(text, _oddity(text, bare))
    # "0905000101.0" is digits and a dot, and no way to write a number.
    if _POINT.fullmatch(text):
        raise _refused(text, "có dấu chấm thập phân, như số đã qua bảng tính")
    wrong = spoilt(text) if text[-2:] in {".0", "00"} else None
    if wrong and len(wrong.digits) >= _SHORTEST:
        raise _refused(text, wrong.what + _propose(wrong.digits))
    return bare


def _oddity(text: str, bare: str) -> str:
    if not any(char.isdigit() for char in text):
        return "không phải số điện thoại"
    parts = [part for part in _TWO.split(text) if sum(c.isdigit() for c in part) >= _SHORTEST]
    if len(parts) > 1:
        return "là nhiều số điện thoại trong một mục; cổng chỉ nhận một"
    if (found := _EXTENSION.search(text)) and sum(
        map(str.isdigit, text[: found.start()])
    ) >= _SHORTEST:
        return "có số máy lẻ, mà cổng chỉ nhận số điện thoại; bỏ phần máy lẻ nếu gọi số chính được"
    wrong = spoilt(text)
    if wrong is not None:
        return wrong.what + _propose(wrong.digits)
    odd = next(c for c in bare.removeprefix("+") if not (c.isascii() and c.isdigit()))
    return (
        f"có {named(odd)}; số điện thoại chỉ gồm chữ số, dấu + đầu số, dấu cách, chấm, gạch, ngoặc"
    )


def _propose(digits: str) -> str:
    """The number that is left, with the zero that a spreadsheet drops; only if it exists."""
    for number in (digits, f"0{digits}"):
        if number.startswith("0"):
            new = _renamed(number) or number
            if _exists(new):
                return ask(new)
    return ""


def _national(text: str, digits: str) -> str:
    """With the zero in front, whichever way the country's code is written."""
    if digits.startswith("+") and not digits.startswith("+84"):
        raise _refused(text, "không phải số điện thoại Việt Nam (+84)")
    bare = digits.removeprefix("+").removeprefix("00" if digits.startswith("0084") else "")
    if bare.startswith("84") and (bare != digits or len(bare) >= 11):
        rest = bare[2:]
        return rest if rest.startswith("0") else f"0{rest}"
    return digits


def _why_not(number: str) -> str:
    """What an unknown number seems to be."""
    if re.fullmatch("0?1[89]00[0-9]{4,6}", number):
        return "là số tổng đài (1800, 1900); ghi số di động hoặc cố định của chính người này"
    if not number.startswith("0"):
        lost = f"0{number}"
        if new := _renamed(lost):
            return f"thiếu số 0 ở đầu, và là số cũ{ask(new)}"
        if _exists(lost):
            return f"thiếu số 0 ở đầu (bảng tính hay bỏ mất){ask(lost)}"
        if len(number) in {7, 8}:
            return "thiếu mã vùng ở đầu"
    elif new := _renamed(number):
        old = next(head for head in (*_MOBILE, *_PLACES) if _head(number, head))
        year = "2018" if old in _MOBILE else "2017"
        table = _MOBILE if old in _MOBILE else _PLACES
        return f"là số cũ: đầu số {old} đã đổi thành {table[old]} (năm {year}){ask(new)}"
    if len(number) > 2 * _SHORTEST:
        return f"có {len(number)} chữ số, như hai số viết liền"
    if len(number) not in {10, 11}:
        return f"có {len(number)} chữ số; số di động có 10, số cố định có 10 hoặc 11"
    return "không phải số điện thoại nào của Việt Nam"


def _head(number: str, head: str) -> bool:
    rest = len(number) - len(head)
    return number.startswith(head) and rest == (8 if head in {"04", "08"} else 7)


def _renamed(number: str) -> str | None:
    """The number of today for one with an old head, if there is such a number."""
    for table in (_MOBILE, _PLACES):
        for head, new in table.items():
            if _head(number, head) and _exists(told := new + number[len(head) :]):
                return told
    return None


@lru_cache(maxsize=4096)
def _exists(national: str) -> bool:
    # Loads slowly: only a dossier that holds a phone number pays for it.
    import phonenumbers  # slow: only where a number is told

    kind = phonenumbers.PhoneNumberType
    if len(national) not in {10, 11} or not national.startswith("0"):
        return False
    number = phonenumbers.PhoneNumber(country_code=84, national_number=int(national))
    # 1900… and 1800… are hotlines: nobody's own number, and never dialled with a zero.
    return phonenumbers.number_type(number) in {kind.MOBILE, kind.FIXED_LINE, kind.VOIP}


Phone = Annotated[str, Kind("phone", parse_phone, "số điện thoại, trong ngoặc kép", sensitive=True)]
