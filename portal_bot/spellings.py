"""How a value is recognised in a text, whatever way it is written there.

Both are compared as skeletons: escapes decoded, case folded, marks taken off, what stands between
words or within numbers made one. A skeleton remembers where in the text each letter was written.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

_ESCAPED = re.compile(
    r"(?P<bytes>(?:%[0-9a-f]{2})+|(?:\\+x[0-9a-f]{2})+)"
    r"|\\+u(?P<unicode>[0-9a-f]{4})"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,31});)",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[\w+/-]{6,}", re.ASCII)
_WORDS_APART = frozenset(" \t\r\n\u00a0+_.-\u2010\u2011\u2013")
_DIGITS_APART = _WORDS_APART | frozenset("/,()\\")
# 090 - 500: more than this between two digits, and they are two numbers.
_WIDEST = 3
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter, digit or sign: with its marks, without, and from where to where it is written."""

    marked: str
    bare: str
    start: int
    end: int


@dataclass(slots=True)
class Skeleton:
    """A text as it is compared.

    Attributes:
        plain: one bare letter, digit or sign for each place.
        marked: the same with their marks.
        spans: where in the text each is written.
        starts: whether a word may start at the place.
        ends: whether a word may end after it.
    """

    plain: str = ""
    marked: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)

    def marks(self, start: int, end: int) -> str:
        """The diacritics of a stretch, in order, wherever in a syllable they stand."""
        apart = unicodedata.normalize("NFD", "".join(self.marked[start:end]))
        return "".join(c for c in apart if unicodedata.combining(c))


def skeleton(text: str) -> Skeleton:
    """The text as it is compared."""
    made = Skeleton()
    kept: list[_Letter] = []
    apart: list[_Letter] = []
    for is_apart, run in groupby(_letters(text), lambda letter: letter.bare in _DIGITS_APART):
        if is_apart:
            apart = list(run)
            continue
        letters = list(run)
        kept += _between(kept, apart, letters) + letters
        apart = []
    kept += _between(kept, apart, [])
    for index, letter in enumerate(kept):
        made.marked.append(letter.marked)
        made.spans.append((letter.start, letter.end))
        before, after = kept[index - 1 : index], kept[index + 1 : index + 2]
        made.starts.append(not before or not _touches(before[0], letter))
        made.ends.append(not after or not _touches(letter, after[0]))
    made.plain = "".join(letter.bare for letter in kept)
    return made


def dates(text: str) -> Iterator[str]:
    """How people and programs write a date; nothing where the text is none."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _LOCAL.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return
    try:
        at = date(year, month, day)
    except ValueError:
        return
    yield f"{at:%Y-%m-%d}"
    for one, two in ((f"{at:%d}", f"{at:%m}"), (str(day), str(month)), (f"{at:%d}", str(month))):
        yield f"{one}/{two}/{year}"
        yield f"{one} tháng {two} năm {year}"


def in_base64(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """What the text holds in base64, wherever it starts in a run; with the run's place."""
    for run in _BASE64.finditer(text):
        for shift in range(4):
            if decoded := _decoded(run.group()[shift:]):
                yield run.span(), decoded


def _between(before: list[_Letter], apart: list[_Letter], after: list[_Letter]) -> list[_Letter]:
    """What is kept of that which stands between words (one space) or digits (nothing)."""
    if not apart:
        return []
    digits = before and after and before[-1].bare.isdecimal() and after[0].bare.isdecimal()
    if digits and len(apart) <= _WIDEST:
        return []
    if all(letter.bare in _WORDS_APART for letter in apart):
        return [_Letter(" ", " ", apart[0].start, apart[-1].end)]
    return apart


def _touches(one: _Letter, other: _Letter) -> bool:
    """Whether the two are of one word: nothing was left out between them."""
    return one.end == other.start and one.bare.isalnum() and other.bare.isalnum()


def _letters(text: str) -> Iterator[_Letter]:
    kept, start, end = "", 0, 0
    for character, begin, stop in _characters(text):
        if kept and unicodedata.combining(character):
            kept, end = kept + character, stop
            continue
        if kept:
            yield _Letter(*_folded(kept), start, end)
        kept, start, end = character, begin, stop
    if kept:
        yield _Letter(*_folded(kept), start, end)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> tuple[str, str]:
    """With its marks and without them, in lower case: "Ễ" gives "ễ" and "e"."""
    marked = unicodedata.normalize("NFC", letter).lower()
    if marked.isascii():
        return marked, marked
    # Eth is often written for the Vietnamese letter, by people and by old fonts.
    bare = unicodedata.normalize("NFKD", marked.replace("đ", "d").replace("ð", "d"))
    # One letter, always: a mark alone may be two of them.
    return marked, next((c for c in bare if not unicodedata.combining(c)), marked[0])


def _characters(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character with its place; an escaped one has the place of its escape."""
    done = 0
    for escape in _ESCAPED.finditer(text):
        yield from ((text[i], i, i + 1) for i in range(done, escape.start()))
        yield from _of_bytes(escape) if escape["bytes"] else _of_code(escape)
        done = escape.end()
    yield from ((text[i], i, i + 1) for i in range(done, len(text)))


def _of_code(escape: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    code = escape["unicode"]
    text = chr(int(code, 16)) if code else html.unescape(escape["entity"])
    yield from ((character, *escape.span()) for character in text)


def _of_bytes(escape: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    pairs = list(re.finditer(r"(?:%|\\+x)(..)", escape["bytes"]))
    data = bytes(int(pair[1], 16) for pair in pairs)
    at = 0
    for character in data.decode("utf-8", "replace"):
        # What is no UTF-8 is one character a byte, near enough: no value has it.
        length = 1 if character == "\ufffd" else len(character.encode())
        taken = pairs[at : at + length] or pairs[-1:]
        yield character, escape.start() + taken[0].start(), escape.start() + taken[-1].end()
        at += length


def _decoded(run: str) -> str:
    standard = run.replace("-", "+").replace("_", "/")
    whole = standard[: len(standard) - (len(standard) % 4 == 1)]
    return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "ignore")
