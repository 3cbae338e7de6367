"""Whole numbers in Vietnamese words, as an officer writes them and an announcer reads them."""

from __future__ import annotations

from collections.abc import Iterator

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def number_in_words(number: int) -> str:
    """A whole number: ``1905`` is "một nghìn chín trăm linh năm", ``-15`` is "âm mười lăm".

    Groups of nothing but zeros are passed over: ``1_000_005`` is "một triệu không trăm linh năm".
    """
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_words(number)) or DIGITS[0]


def digit_by_digit(digits: str) -> str:
    """What names something and counts nothing: ``0905`` is "không chín không năm"."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def _words(number: int) -> Iterator[str]:
    billions, rest = divmod(number, _BILLION)
    if billions:
        yield number_in_words(billions)
        yield "tỷ"
    said = bool(billions)
    for size, name in _SCALES:
        group, rest = divmod(rest, size)
        if group:
            yield _group(group, whole=said)
            if name:
                yield name
        said = said or bool(group)


def _group(number: int, *, whole: bool) -> str:
    """Below 1000; `whole`: something stands before it, so that its hundreds are said, too."""
    hundreds, rest = divmod(number, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if rest:
        words.append(_below_hundred(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {DIGITS[ones]}" if after_hundreds else DIGITS[ones]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return head
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{head} {last}"
