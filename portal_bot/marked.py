"""Messages in which the values of a dossier are marked: a terminal shows them, a file does not.

`own` marks a value while a sentence is put together; whoever keeps the sentence (an error, a
problem) keeps it as `MarkedText`: to read it is to see all of it, and what is written to a file
goes through `privacy.redact`, which leaves the marked parts out. A `MarkedText` that is put into
another sentence brings its marks along.
"""

from __future__ import annotations

import re
from typing import SupportsIndex

MASK = "•••"
# Two of the characters that Unicode keeps for a program's own use and nobody may send.
MARKS = _OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PART = re.compile(f"{_OPEN}[^{_CLOSE}]*(?:{_CLOSE}|$)")
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")


class Personal(str):
    """A value of a dossier; in a sentence it is a marked part."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return f"{_OPEN}{format(_MARKS.sub('', self), spec)}{_CLOSE}"


class MarkedText(str):
    """A sentence as people read it; put into another one, or into a file, its marks are there.

    Attributes:
        marked: the sentence with its marks.
    """

    marked: str

    def __new__(cls, sentence: str) -> MarkedText:
        """Takes a sentence with marks, without, or one that was kept before."""
        marked = sentence.marked if isinstance(sentence, MarkedText) else sentence
        made = super().__new__(cls, _MARKS.sub("", marked))
        made.marked = marked
        return made

    def __format__(self, spec: str) -> str:
        return format(self.marked, spec)

    def __add__(self, behind: str) -> MarkedText:
        return MarkedText(f"{self}{behind}")

    def __radd__(self, before: str) -> MarkedText:
        return MarkedText(f"{before}{self}")

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> MarkedText:
        return MarkedText(self.marked.replace(old, f"{new}", count))

    def __reduce__(self) -> tuple[type[MarkedText], tuple[str]]:
        return MarkedText, (self.marked,)


def own(value: object) -> Personal:
    """A value, to be put into a sentence."""
    return Personal(value)


def readable(text: str) -> str:
    """The text as people read it, without marks."""
    return str(MarkedText(text))


def masked_parts(text: str) -> str:
    """The text with every marked part masked."""
    text = text.marked if isinstance(text, MarkedText) else text
    return _PART.sub(MASK, text) if _OPEN in text else text
