"""How a value is recognised in a text, whatever way it is written there.

Both are compared as skeletons: escapes decoded, case folded, marks taken off, and all that stands
between letters and digits left out. A skeleton remembers where in the text each letter was written.
"""

from __future__ import annotations

import base64
import html
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

_ESCAPED = re.compile(
    r"(?P<bytes>(?:%[0-9a-f]{2})+|(?:\\+x[0-9a-f]{2})+)"
    # As Git and e-mail write bytes: only those of letters with marks, for behind a plain `=` or a
    # folder's stroke a number may begin.
    r"|(?P<octal>(?:\\+3[0-7]{2}(?:\\+2[0-7]{2})+)+)"
    r"|(?P<printable>(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F])+)+)"
    r"|(?:\\+(?-i:U)0000|\\+u|%u)(?P<unicode>[0-9a-f]{4})|\\+u\{(?P<braced>[0-9a-f]{1,6})\}"
    r"|(?P<entity>&(?:\#\d{1,7}(?!\d);?|\#x[0-9a-f]{1,6}(?![0-9a-f]);?|[a-z]{2,31};))"
    # A terminal's colours are no letters.
    r"|(?P<colour>\x1b\[[\d;:]*m)",
    re.IGNORECASE,
)
_MAY_BE_ESCAPED = re.compile(r"[%\\&=\x1b]")
# What was escaped may have been escaped before: an address in JSON in a log.
_DEEPEST = 3
# Eight letters hold six bytes: nothing shorter is a value.
_BASE64 = re.compile(r"[\w+/-]{8,}", re.ASCII)
_HEXADECIMAL = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{2}){6,}(?![0-9a-z])", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
# "\\n" and its like, as JSON and `repr` write them: no letter of what follows.
_CONTROLS = frozenset("nrtbf")
_BAR = "\N{COMBINING SHORT STROKE OVERLAY}"


class _Folded(dict[str, str]):
    """A character as it is compared: one bare letter or digit in lower case, or nothing."""

    def __missing__(self, character: str) -> str:
        # Eth is often written for the Vietnamese letter, by people and by old fonts.
        lower = character.lower().replace("đ", "d").replace("ð", "d")
        bare = next((c for c in unicodedata.normalize("NFKD", lower).lower() if c.isalnum()), "")
        self[character] = told = str(unicodedata.digit(bare, bare)) if bare else ""
        return told


class _Marks(dict[str, str]):
    """The diacritics of a character, in order; the bar of đ is one."""

    def __missing__(self, character: str) -> str:
        lower = character.lower().replace("đ", f"d{_BAR}").replace("ð", f"d{_BAR}")
        apart = unicodedata.normalize("NFD", lower)
        self[character] = said = "".join([c for c in apart if unicodedata.combining(c)])
        return said


_FOLDED, _MARKS = _Folded(), _Marks()
# A character, and where in the text it is written.
_Placed = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text as it is compared.

    Attributes:
        plain: its bare letters and digits, one beside the other.
        places: of each of them, which character of `written` it was.
        written: the text with its escapes decoded.
        spans: where in the text each character of `written` is, or `None`: at its own place.
    """

    plain: str
    places: Sequence[int]
    written: str
    spans: Sequence[tuple[int, int]] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text a stretch of `plain` is written, the marks of its last letter too."""
        first, last = self.places[start], self._end(end) - 1
        return (
            (first, last + 1) if self.spans is None else (self.spans[first][0], self.spans[last][1])
        )

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether the stretch begins and ends where words may."""
        first, behind = self.places[start], self._end(end)
        before = self.written[first - 1] if first else " "
        if before in _CONTROLS and self.written[first - 2 : first - 1] == "\\":
            before = " "
        after = self.written[behind] if behind < len(self.written) else " "
        return not (before.isalnum() or after.isalnum())

    def is_one(self, start: int, end: int, widest: int) -> bool:
        """Whether no more than so many signs stand between two letters of the stretch.

        Blanks do not count: a table's column or a line's end may be there.
        """
        for one, two in zip(
            self.places[start : end - 1], self.places[start + 1 : end], strict=True
        ):
            if two - one - 1 > widest:
                between = self.written[one + 1 : two]
                if sum(not (c.isspace() or unicodedata.combining(c)) for c in between) > widest:
                    return False
        return True

    def marks(self, start: int, end: int) -> str:
        """The diacritics of a stretch, in order, wherever in a syllable they stand."""
        return marks(self.written[self.places[start] : self._end(end)])

    def _end(self, end: int) -> int:
        """The place behind a stretch and behind the marks that follow its last letter."""
        behind = self.places[end - 1] + 1
        while behind < len(self.written) and unicodedata.combining(self.written[behind]):
            behind += 1
        return behind


def skeletons(text: str) -> Iterator[Skeleton]:
    r"""The text as it is compared: without its escapes and, where there are some, as it stands.

    What only looks like an escape may be the beginning of a number: ``C:\054…``.
    """
    read = skeleton(text)
    yield read
    if read.spans is not None:
        yield _compared(text, None)


def skeleton(text: str) -> Skeleton:
    """The text as it is compared, without its escapes."""
    return _compared(*_unescaped(text))


def _compared(written: str, spans: Sequence[tuple[int, int]] | None) -> Skeleton:
    folded = [_FOLDED[character] for character in written]
    places = [place for place, bare in enumerate(folded) if bare]
    return Skeleton("".join(folded), places, written, spans)


def bare(text: str) -> str:
    """What is compared of a value: nothing in it is an escape."""
    return "".join([_FOLDED[character] for character in text])


def marks(text: str) -> str:
    """The diacritics of a text, in order."""
    return "" if text.isascii() else "".join([_MARKS[character] for character in text])


def dates(text: str) -> Iterator[str]:
    """How people and programs write a date; nothing where the text is none."""
    if not text[:1].isdigit():
        return
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
    # As `repr` tells it.
    yield f"{year}, {month}, {day}"
    for one, two in ((f"{at:%d}", f"{at:%m}"), (str(day), str(month)), (f"{at:%d}", str(month))):
        yield f"{one}/{two}/{year}"
        yield f"{one} tháng {two} năm {year}"


def in_bytes(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """What the text holds in base64, wherever that starts in a run, or in hexadecimal digits.

    With the run's place.
    """
    for run in _HEXADECIMAL.finditer(text):
        yield run.span(), bytes.fromhex(run[0]).decode("utf-8", "ignore")
    for run in _BASE64.finditer(text):
        written = run.group()
        # A word of small letters is a word.
        if written.islower():
            continue
        for shift in range(4):
            if decoded := _decoded(written[shift:]):
                yield run.span(), decoded


def _unescaped(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """The text without its escapes, and where each character was; `None`: there are none."""
    spans: list[tuple[int, int]] | None = None
    for _ in range(_DEEPEST):
        if not (_MAY_BE_ESCAPED.search(text) and _ESCAPED.search(text)):
            break
        characters = list(_characters(text))
        if spans is None:
            spans = [(start, end) for _, start, end in characters]
        else:
            spans = [(spans[start][0], spans[end - 1][1]) for _, start, end in characters]
        text = "".join([character for character, _, _ in characters])
    return text, spans


def _characters(text: str) -> Iterator[_Placed]:
    """Every character with its place; an escaped one has the place of its escape."""
    done = 0
    for escape in _ESCAPED.finditer(text):
        yield from ((text[i], i, i + 1) for i in range(done, escape.start()))
        yield from _KINDS[str(escape.lastgroup)](escape)
        done = escape.end()
    yield from ((text[i], i, i + 1) for i in range(done, len(text)))


def _of_code(escape: re.Match[str]) -> Iterator[_Placed]:
    code = escape["unicode"] or escape["braced"]
    known = code is not None and int(code, 16) <= sys.maxunicode
    text = chr(int(code, 16)) if known else html.unescape(escape["entity"] or "")
    yield from ((character, *escape.span()) for character in text)


def _of_bytes(escape: re.Match[str]) -> Iterator[_Placed]:
    pairs = list(re.finditer(r"(?:[%=]|\\+x)(..)|\\+(\d{3})", escape[0]))
    data = bytes(int(pair[1], 16) if pair[1] else int(pair[2], 8) for pair in pairs)
    at = 0
    for character in data.decode("utf-8", "replace"):
        # What is no UTF-8 is one character a byte, near enough: no value has it.
        length = 1 if character == "\ufffd" else len(character.encode())
        taken = pairs[at : at + length] or pairs[-1:]
        yield character, escape.start() + taken[0].start(), escape.start() + taken[-1].end()
        at += length


def _of_colour(_escape: re.Match[str]) -> Iterator[_Placed]:
    yield from ()


# By the group of `_ESCAPED` that was found.
_KINDS: Mapping[str, Callable[[re.Match[str]], Iterator[_Placed]]] = {
    **dict.fromkeys(("bytes", "octal", "printable"), _of_bytes),
    **dict.fromkeys(("unicode", "braced", "entity"), _of_code),
    "colour": _of_colour,
}


def _decoded(run: str) -> str:
    standard = run.replace("-", "+").replace("_", "/")
    whole = standard[: len(standard) - (len(standard) % 4 == 1)]
    return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "ignore")
