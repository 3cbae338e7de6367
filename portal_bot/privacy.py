"""Keeps personal data out of logs and messages: known values become "•••", however they are spelled.

Text and values are compared as skeletons: escapes decoded, case folded, marks taken off, the
separators within numbers left out. What is found there is cut out of the text as it was written.
One registry serves the whole process, because filings run side by side and share one log.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

MASK = "•••"
_SHORTEST = 4
_SHORTEST_NUMBER = 6
# From here on a value is found within longer words too: in an address, in a file's name.
_LONG = 8

_ESCAPED = re.compile(
    r"(?P<bytes>(?:%[0-9a-f]{2})+|(?:\\+x[0-9a-f]{2})+)"
    r"|\\+u(?P<unicode>[0-9a-f]{4})"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,31});)",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[\w+/-]{6,}", re.ASCII)
_BETWEEN_WORDS = frozenset(" \t\r\n\u00a0+_")
_BETWEEN_DIGITS = _BETWEEN_WORDS | frozenset(".-/,\\\u2010\u2011\u2013")


@dataclass(slots=True)
class _Skeleton:
    """A text as it is compared.

    Attributes:
        plain: one bare letter, digit or sign for each place.
        marked: the same with their marks.
        spans: what each place stands for in the text.
        edges: whether a word may start (even) or end (odd) at a place: 2i before it, 2i+1 after it.
    """

    plain: str
    marked: list[str]
    spans: list[tuple[int, int]]
    edges: list[bool] = field(default_factory=list)


class Redactor:
    """Values that must not be read, and the means to cut them out of any text."""

    def __init__(self) -> None:
        self._values: dict[str, set[tuple[str, ...]]] = {}

    def register(self, values: Iterable[str]) -> None:
        """Adds values; those too short to mean one person are left out."""
        for value in values:
            for spelling in _with_country_code(value):
                skeleton = _skeleton(spelling.strip())
                shortest = _SHORTEST_NUMBER if skeleton.plain.isdecimal() else _SHORTEST
                if len(skeleton.plain) >= shortest:
                    known = self._values.setdefault(skeleton.plain, set())
                    known.add(tuple(skeleton.marked))

    def clear(self) -> None:
        """Forgets every value."""
        self._values.clear()

    def redact(self, text: str) -> str:
        """The text with every known value masked; overlapping ones together, so nothing is left."""
        if not self._values or not text:
            return text
        # A batch writes the values down while another filing's line is being redacted.
        spans = sorted([*self._found(_skeleton(text)), *self._found_in_base64(text)])
        cut, done = [], 0
        for start, end in _merged(spans):
            cut += [text[done:start], MASK]
            done = end
        return "".join([*cut, text[done:]])

    def _found(self, text: _Skeleton) -> Iterator[tuple[int, int]]:
        for plain, spellings in list(self._values.items()):
            at = text.plain.find(plain)
            while at >= 0:
                end = at + len(plain)
                if _stands_alone(text, at, end) and _is_spelled(text, at, spellings):
                    yield text.spans[at][0], text.spans[end - 1][1]
                at = text.plain.find(plain, at + 1)

    def _found_in_base64(self, text: str) -> Iterator[tuple[int, int]]:
        for run in _BASE64.finditer(text):
            for shift in range(4):
                decoded = _decoded(run.group()[shift:])
                if decoded and any(self._found(_skeleton(decoded))):
                    yield run.span()
                    break


def register(values: Iterable[str]) -> None:
    """Adds values that no log and no message of this process may show."""
    _process.register(values)


def redact(text: str) -> str:
    """The text without any value that was registered in this process."""
    return _process.redact(text)


def clear() -> None:
    """Forgets every value of this process."""
    _process.clear()


_process = Redactor()


def _with_country_code(value: str) -> Iterator[str]:
    yield value
    if re.fullmatch(r"0\d{9}", value):
        yield f"84{value[1:]}"


def _stands_alone(text: _Skeleton, start: int, end: int) -> bool:
    return end - start >= _LONG or (text.edges[2 * start] and text.edges[2 * end - 1])


def _is_spelled(text: _Skeleton, at: int, spellings: Iterable[tuple[str, ...]]) -> bool:
    """Whether each letter has the value's marks or none: "hóa" is no spelling of "hoa"."""
    return any(
        all(
            written in {letter, bare}
            for letter, written, bare in zip(
                spelling, text.marked[at:], text.plain[at:], strict=False
            )
        )
        for spelling in spellings
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _skeleton(text: str) -> _Skeleton:
    """Unescapes, folds, and leaves out what stands between the digits of a number."""
    letters = list(_letters(text))
    last = len(letters) - 1
    found = _Skeleton("", [], [])
    plain: list[str] = []
    for index, (marked, bare, span) in enumerate(letters):
        if bare in _BETWEEN_DIGITS and _is_between_digits(letters, index):
            continue
        if bare in _BETWEEN_WORDS:
            bare = marked = " "
            if plain and plain[-1] == " ":
                continue
        before = index == 0 or not letters[index - 1][1].isalnum()
        after = index == last or not letters[index + 1][1].isalnum()
        plain.append(bare)
        found.marked.append(marked)
        found.spans.append(span)
        found.edges += [before, after]
    found.plain = "".join(plain)
    return found


def _is_between_digits(letters: list[tuple[str, str, tuple[int, int]]], index: int) -> bool:
    around = letters[index - 1 : index] + letters[index + 1 : index + 2]
    return len(around) == 2 and all(bare.isdecimal() for _, bare, _ in around)


def _letters(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each letter with its marks, without them, and where it is written."""
    kept = ""
    start = end = 0
    for character, begin, stop in _characters(text):
        if kept and unicodedata.combining(character):
            kept, end = kept + character, stop
            continue
        if kept:
            yield from _folded(kept, start, end)
        kept, start, end = character, begin, stop
    if kept:
        yield from _folded(kept, start, end)


def _folded(letter: str, start: int, end: int) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for marked, bare in _folds(letter):
        yield marked, bare, (start, end)


@lru_cache(maxsize=4096)
def _folds(letter: str) -> list[tuple[str, str]]:
    if len(letter) == 1 and letter.isascii():
        return [(letter.lower(), letter.lower())]
    marked = unicodedata.normalize("NFC", letter).casefold()
    bare = unicodedata.normalize("NFD", marked.replace("đ", "d"))
    return [(marked, next((c for c in bare if not unicodedata.combining(c)), marked))]


def _characters(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character with its place; an escaped one has the place of its escape."""
    done = 0
    for escape in _ESCAPED.finditer(text):
        yield from ((text[i], i, i + 1) for i in range(done, escape.start()))
        yield from _unescaped(escape)
        done = escape.end()
    yield from ((text[i], i, i + 1) for i in range(done, len(text)))


def _unescaped(escape: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    start, end = escape.span()
    if (encoded := escape["bytes"]) is None:
        code = escape["unicode"]
        text = chr(int(code, 16)) if code else html.unescape(escape["entity"])
        yield from ((character, start, end) for character in text)
        return
    pairs = list(re.finditer(r"(?:%|\\+x)(..)", encoded))
    data = bytes(int(pair[1], 16) for pair in pairs)
    at = 0
    for character in data.decode("utf-8", "replace"):
        # What is no UTF-8 is one character a byte, near enough: it matches nothing.
        length = 1 if character == "\ufffd" else len(character.encode())
        taken = pairs[at : at + length] or pairs[-1:]
        yield character, start + taken[0].start(), start + taken[-1].end()
        at += length


def _decoded(run: str) -> str:
    """The text that a run of base64 stands for; empty if it stands for none."""
    standard = run.replace("-", "+").replace("_", "/")
    whole = standard[: len(standard) // 4 * 4] if len(standard) % 4 == 1 else standard
    try:
        data = base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return ""
    return data.decode("utf-8", "ignore")
