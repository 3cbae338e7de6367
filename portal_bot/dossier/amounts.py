"""Amounts: whole đồng, and numbers with a decimal part. Dots and commas mean different things to
different people, so what can be read in two ways is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from portal_bot.dossier.digits import ask, spoilt
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

_DIGITS = 15
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnd|vnđ)\.?$", re.IGNORECASE)
# "1.234" may be one thousand and some, or one and a bit; "0,125" and "1234.567" may not.
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL = re.compile(
    r"(?P<plain>\d+)(?:[.,](?P<part>\d+))?"
    r"|(?P<vi>[1-9]\d{0,2}(?:\.\d{3})+),(?P<vi_part>\d+)"
    r"|(?P<en>[1-9]\d{0,2}(?:,\d{3})+)\.(?P<en_part>\d+)"
    r"|(?P<dots>[1-9]\d{0,2}(?:\.\d{3}){2,})"
)


def parse_money(value: object) -> int:
    """VND: ``1500000`` or ``1.500.000``, with or without ``đ``; there is no smaller unit."""
    text = text_of(value).strip()
    digits = _CURRENCY.sub("", text)
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _DIGITS:
        raise Refused(
            "money",
            f"“{own(text)}” không phải số tiền chẵn đồng{_why(digits)}; ghi như 1500000 hoặc "
            "1.500.000",
        )
    return int(digits)


def parse_decimal(value: object) -> Decimal:
    """A number, perhaps with a decimal part: ``1.234,5``, ``1234,5`` and ``1234.5`` are one.

    Without trailing zeros, so that two spellings of a number are one value.
    """
    if isinstance(value, Decimal) and value.is_finite():
        return _plain(value)
    text = text_of(value).strip()
    if _TWO_WAYS.fullmatch(text):
        whole, part = re.split("[.,]", text)
        raise Refused(
            "ambiguous_number",
            f"“{own(text)}” đọc được hai cách; ghi {own(whole + part)} nếu là số nguyên, "
            f"{own(f'{whole},{part}0')} nếu là số lẻ",
        )
    found = _DECIMAL.fullmatch(text) if text.isascii() and len(text) <= 2 * _DIGITS else None
    if found is None:
        raise Refused(
            "wrong_type", f"“{own(text)}” không phải số{_why(text)}; ghi như 1234,5 hoặc 12"
        )
    of = found.groupdict()
    whole = re.sub("[.,]", "", of["plain"] or of["vi"] or of["en"] or of["dots"])
    return _plain(Decimal(f"{whole}.{of['part'] or of['vi_part'] or of['en_part'] or 0}"))


def _why(text: str) -> str:
    wrong = spoilt(text)
    return f": {wrong.what}{ask(wrong.digits)}" if wrong else ""


def _plain(number: Decimal) -> Decimal:
    """Neither trailing zeros nor an exponent."""
    return Decimal(f"{number.normalize():f}")


def decimal_text(number: Decimal) -> str:
    """As Vietnamese forms print it: a comma, and no dots between thousands."""
    return f"{number:f}".replace(".", ",")


Money = Annotated[int, Kind("money", parse_money, "đồng, ví dụ 1500000 hoặc 1.500.000")]
DecimalNumber = Annotated[Decimal, Kind("decimal", parse_decimal, "số, ví dụ 1234,5")]
