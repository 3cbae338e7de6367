"""Dates in Vietnamese words, as the forms ask for them, and as people really write them."""

from __future__ import annotations

import re
from datetime import date

from portal_bot.catalogue.names import fold

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VALUES = {fold(word): value for value, word in enumerate(_DIGITS)}
_VALUES |= {
    fold(word): value
    for word, value in {
        "linh": 0, "lẻ": 0, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
    }.items()
}  # fmt: skip
_ZERO = {fold("linh"), fold("lẻ")}
_TEN, _TENS, _HUNDRED = fold("mười"), fold("mươi"), fold("trăm")
_THOUSAND = {fold("nghìn"), fold("ngàn")}
_FIRST_TEN = {fold("mồng"), fold("mùng")}
_DAY, _MONTH, _YEAR = fold("ngày"), fold("tháng"), fold("năm")
_MONTHS = {fold("giêng"): 1, fold("chạp"): 12}


def number_in_words(number: int) -> str:
    """A number from 0 to 9999: ``1905`` is "một nghìn chín trăm linh năm"."""
    thousands, rest = divmod(number, 1000)
    words = [f"{_DIGITS[thousands]} nghìn"] if thousands else []
    hundreds, rest = divmod(rest, 100)
    if hundreds or (thousands and rest):
        words.append(f"{_DIGITS[hundreds]} trăm")
    if rest or not words:
        words.append(_below_hundred(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[ones]}" if after_hundreds else _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return head
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {last}"


def date_in_words(day: date) -> str:
    """``2021-02-05`` is "Ngày mồng năm tháng hai năm hai nghìn không trăm hai mươi mốt"."""
    first = "mồng " if day.day <= 10 else ""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {first}{number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def words_say(text: str, day: date) -> bool:
    """Whether the words mean this day, in any of the usual wordings."""
    tokens = fold(re.sub(r"[,.;]", " ", text)).split()
    if tokens[:1] == [_DAY]:
        tokens = tokens[1:]
    if tokens[:1] and tokens[0] in _FIRST_TEN:
        tokens = tokens[1:]
    if _MONTH not in tokens:
        return False
    at = tokens.index(_MONTH)
    rest = tokens[at + 1 :]
    # "năm" is both "year" and "five", so every one of them may begin the year.
    return number_from_words(tokens[:at]) == day.day and any(
        _month(rest[:i]) == day.month and number_from_words(rest[i + 1 :]) == day.year
        for i, token in enumerate(rest)
        if token == _YEAR
    )


def _month(tokens: list[str]) -> int | None:
    if len(tokens) == 1 and tokens[0] in _MONTHS:
        return _MONTHS[tokens[0]]
    return number_from_words(tokens)


def number_from_words(tokens: list[str]) -> int | None:
    """The number that folded words say, or ``None`` when they say none."""
    if len(tokens) == 4 and all(t in _VALUES and t not in _ZERO for t in tokens):
        return int("".join(str(_VALUES[t]) for t in tokens))  # "một chín chín không"
    total = below = 0
    last: int | None = None
    for token in tokens:
        if token in _VALUES:
            if last and token not in _ZERO:
                return None
            last = _VALUES[token]
        elif token == _TEN and not last:
            below, last = below + 10, None
        elif token in {_TENS, _HUNDRED} and last is not None:
            below, last = below + last * (10 if token == _TENS else 100), None
        elif token in _THOUSAND:
            total, below, last = (total + below + (last or 0)) * 1000, 0, None
        else:
            return None
    return total + below + (last or 0) if tokens else None
