"""Dates in Vietnamese words, as the forms ask for them, and as people really write them."""

from __future__ import annotations

import re
from datetime import date

from portal_bot.catalogue.names import fold
from portal_bot.dossier.number_words import DIGITS, number_in_words

_VALUES = {fold(word): value for value, word in enumerate(DIGITS)}
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


def date_in_words(day: date) -> str:
    """``2021-02-05`` is "Ngày mồng năm tháng hai năm hai nghìn không trăm hai mươi mốt"."""
    return f"Ngày {day_and_month(day.day, day.month)} năm {number_in_words(day.year)}"


def day_and_month(day: int, month: int) -> str:
    """``5, 4`` is "mồng năm tháng tư"."""
    first = "mồng " if day <= 10 else ""
    return f"{first}{number_in_words(day)} tháng {'tư' if month == 4 else number_in_words(month)}"


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
