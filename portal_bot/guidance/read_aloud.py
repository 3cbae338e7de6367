"""A written text as an announcer reads it: no digit, no sign and no abbreviation is left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from re import Match

from portal_bot.dossier.date_words import day_and_month
from portal_bot.dossier.number_words import digit_by_digit, number_in_words

# An announcer of a commune speaks slowly, over an echo. In conversation and when a text is read
# Vietnamese has about 5.2 syllables a second (Pellegrino, Coupé, Marsico: A cross-language
# perspective on speech information rate, 2011).
SYLLABLES_A_SECOND = 3.0
# What a breath takes, in seconds.
_PAUSES = {",": 0.3, ":": 0.5, ".": 0.8, "?": 0.8}

_ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "CMND": "chứng minh nhân dân",
    "CCCD": "căn cước công dân",
    "CSDL": "cơ sở dữ liệu",
    "GDĐT": "giáo dục đào tạo",
    "GD&ĐT": "giáo dục và đào tạo",
    "HIV": "hát i vê",
    "AIDS": "ết",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "VNeID": "vi en i đi",
    "ĐT": "điện thoại",
    "SĐT": "số điện thoại",
    "TP": "thành phố",
    "QSDĐ": "quyền sử dụng đất",
    "QĐ": "Quyết định",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "TT": "Thông tư",
    "TTg": "Thủ tướng",
    "CP": "Chính phủ",
    "QH": "Quốc hội",
    "đ": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "ha": "héc ta",
    "km": "ki lô mét",
    "kg": "ki lô gam",
    "m2": "mét vuông",
    "MB": "mê ga bai",
}
_SIGNS = {
    "m²": " mét vuông", "%": " phần trăm", "&": " và ", "+": " cộng ", "=": " là ",
    "≤": " không quá ", "≥": " từ ", ";": ",", "(": ", ", ")": ", ", "[": ", ", "]": ", ",
    "\N{EN DASH}": ", ", "\N{EM DASH}": ", ", "!": ".",
}  # fmt: skip
_LETTERS = {"đ": "đê", "w": "vê kép", "f": "ép", "z": "dét", "j": "gi"}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMBERED = "phụ lục|mẫu|mẫu số|chương|phần|mục|quý|khóa|khoá|hạng|loại|nhóm|cấp|đợt|kỳ"


def read_aloud(text: str) -> str:
    """The text in words.

    Numbers are read by what they are: an amount, a date, an hour, a range, a share; what names
    something (a telephone, a number of eight digits and more) digit by digit.
    """
    text = unicodedata.normalize("NFC", text)
    for pattern, read in _RULES:
        text = pattern.sub(read, text)
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found[0]], text)
    text = _SLASH.sub(" hoặc ", text)
    text = _NO_SPEECH.sub(" ", text)
    return _tidy(text)


def seconds_of(spoken: str) -> int:
    """How long it takes to read a text of `read_aloud`: syllables, and breaths between them.

    A syllable is a word of its own in Vietnamese writing.
    """
    pauses = sum(spoken.count(sign) * seconds for sign, seconds in _PAUSES.items())
    return round(len(spoken.split()) / SYLLABLES_A_SECOND + pauses)


def _tidy(text: str) -> str:
    """One blank between words, one sign between sentences, none at the beginning."""
    text = " ".join(text.split())
    text = re.sub(r"\s+([,.:?])", r"\1", text)
    text = re.sub(r",(?:,)+", ",", text)
    text = re.sub(r"[,:]+(?=[.?])|(?<=[.:?]),|,(?=:)", "", text)
    text = re.sub(r"\.{2,}", ".", text)
    return re.sub(r"([,.:?])(?=\w)", r"\1 ", text).lstrip(",.: ")


def _whole(digits: str) -> str:
    return number_in_words(int(digits))


def _grouped(found: Match[str]) -> str:
    return f" {_whole(found[0].replace('.', ''))} "


def _date(found: Match[str]) -> str:
    year = f" năm {_whole(found['year'])}" if found["year"] else ""
    return f"ngày {day_and_month(int(found['day']), int(found['month']))}{year}"


def _hour(found: Match[str]) -> str:
    minutes = int(found["minutes"] or 0)
    told = f" {number_in_words(minutes)}" if minutes else ""
    return f"{_whole(found['hour'])} giờ{told}"


def _decimal(found: Match[str]) -> str:
    part = found["part"]
    read = digit_by_digit(part) if part.startswith("0") or len(part) > 2 else _whole(part)
    return f" {_whole(found['whole'].replace('.', ''))} phẩy {read} "


def _named(found: Match[str]) -> str:
    return f" {digit_by_digit(re.sub('[^0-9]', '', found[0]))} "


def _law(found: Match[str]) -> str:
    year = f" năm {_whole(found['year'])}" if found["year"] else ""
    return f"số {_whole(found['number'])}{year}"


def _dotted(found: Match[str]) -> str:
    return " chấm ".join(digit_by_digit(part) for part in found[0].split("."))


def _roman(found: Match[str]) -> str:
    values = [_ROMAN[letter] for letter in found["roman"]]
    following = [*values[1:], 0]
    number = sum(-one if one < after else one for one, after in zip(values, following, strict=True))
    return f"{found['what']} {number_in_words(number)}"


def _plain(found: Match[str]) -> str:
    return f" {_whole(found[0])} "


def _lettered(found: Match[str]) -> str:
    letter = found["letter"]
    return f" {_whole(found['number'])} {_LETTERS.get(letter.lower(), letter)} "


def _said_twice(found: Match[str]) -> str:
    """``hai (02) bản``: the number in brackets is the word before it."""
    word = found["word"]
    return word if number_in_words(int(found["number"])) == word.lower() else found[0]


def _of_two(found: Match[str]) -> str:
    """A day of a month where it can be one, else a share: ``30/4``, ``1/2``."""
    first, second = int(found[1]), int(found[2])
    if 12 < first <= 31 and 1 <= second <= 12:
        return day_and_month(first, second)
    return f"{number_in_words(first)} phần {number_in_words(second)}"


_Read = Callable[[Match[str]], str]
_ALONE = r"(?<![\d.,])"
_GROUPED = rf"{_ALONE}\d{{1,3}}(?:\.\d{{3}})+"
# In this order: what is more special stands first.
_RULES: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        # Digits of any script are ours.
        (r"[^\D0-9]", lambda found: str(int(found[0]))),
        (r"\bvà/hoặc\b", lambda _: "và hoặc"),
        (r"(?<=đồng)/|(?<=đ)/(?=\w{2})", lambda _: " một "),
        (r"(?P<word>\w+)\s*\((?P<number>\d{1,6})\)", _said_twice),
        (r"(?:\bngày\s+)?\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\b", _date),
        (r"(?:\bngày\s+)?\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", _date),
        (r"\bngày\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)(?![\d/])", _date),
        (r"(?:\bsố\s+)?\b(?P<number>\d+)/(?P<year>\d{4})(?:/[\wĐ]+(?:-[\wĐ]+)*)?", _law),
        (r"(?:\bsố\s+)?\b(?P<number>\d+)/(?P<year>)[a-zđ]{2,}(?:-[a-zđ]+)+", _law),
        # Telephones, in whatever groups they are written.
        (rf"{_ALONE}(?:\+84[ .-]?|0)\d{{1,3}}(?:[ .-]?\d{{2,4}}){{2,4}}(?!\d)", _named),
        (rf"{_ALONE}1[89]00[ .-]?\d{{4}}(?:[ .-]?\d{{2}})?(?!\d)", _named),
        (r"(?<=\d)\s*[-\N{EN DASH}]\s*(?=\d)", lambda _: " đến "),
        (r"\b(?P<hour>\d{1,2})(?::|h|g|\s*giờ\s+)(?P<minutes>\d{2})\b(?:\s*phút)?", _hour),
        (r"\b(?P<hour>\d{1,2})(?P<minutes>)h\b", _hour),
        (rf"(?P<whole>{_GROUPED}),(?P<part>\d+)(?!\d)", _decimal),
        (rf"{_GROUPED}(?!\d|[.,]\d)", _grouped),
        (rf"{_ALONE}(?P<whole>\d+),(?P<part>\d+)(?!\d)", _decimal),
        (r"\d+(?:\.\d+)+", _dotted),
        (r"(?<!\d)(?:\d{8,}|0\d{4,})(?!\d)", _named),
        (rf"(?P<what>\b(?:{_NUMBERED}))\s+(?P<roman>(?-i:[IVXL]+))\b", _roman),
        (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/\w])", _of_two),
        (r"m2\b", lambda _: " mét vuông "),
        (r"(?<=\d)\.(?=[a-zđ])", lambda _: " "),
        (r"(?<!\d)(?P<number>\d{1,2})(?P<letter>[a-zđ])\b", _lettered),
        (r"\d+", _plain),
    )
)
_ABBREVIATED = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_ABBREVIATIONS, key=len, reverse=True)))})(?!\w)"
)
_SLASH = re.compile(r"\s*/\s*")
# Quotation marks, hyphens and whatever else nobody can read.
_NO_SPEECH = re.compile(r"[^\w\s,.:?]|_")
