"""Keeps personal data out of logs and messages.

Whoever reads a dossier registers its values; from then on, until the process ends, every text that
goes through `redact` has "•••" in their place, in whatever spelling. One registry serves the whole
process, because filings run side by side and share one log. It holds no value, only digests that
mean nothing to another process.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from portal_bot.marked import MASK, masked_parts
from portal_bot.spellings import Skeleton, bare, dates, in_bytes, marks, skeleton, skeletons

__all__ = [
    "MASK",
    "Redactor",
    "clear",
    "declare_public",
    "generation",
    "masked",
    "redact",
    "register",
    "register_words",
]

# Values are looked up by so many first letters: none that is shorter can be registered, and
# `_SHORTEST_NUMBER` may not be less.
_SHORTEST = 4
_SHORTEST_NUMBER = 6
# From here on a value is found within longer words too: in an address, in a file's name.
_LONG = 8
# Of what is longer than this, pieces are known, one after every few letters, so that a part of it
# is found too.
_WHOLE, _PIECE, _STEP = 36, 20, 4
# 090 - 500: more signs than this between two letters, and they are of two values.
_WIDEST = 3
# A name, so far as its looks tell: some words of letters, all of them with a capital.
_MOST_WORDS = 7
# So many dossiers may wait for the first text, and be kept as long.
_MOST_WAITING = 20_000
_WORD = re.compile(r"[^\W\d_]+")
# Their look is enough, also before anybody has named them: citizen's number, phone, e-mail.
_SHAPES = re.compile(
    r"(?<![\w-])(?:\d{12}|(?:\+84|0)\d{9})(?![\w-])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_PHONE = re.compile(r"0(\d{9})")

Span = tuple[int, int]


class _Known:
    """Texts by their digests: what begins so, how long they are, with which marks."""

    def __init__(self) -> None:
        self.lengths: dict[int, tuple[int, ...]] = {}
        self.marks: dict[int, tuple[str, ...]] = {}

    def add(self, plain: str, said: str) -> None:
        digest, start = hash(plain), hash(plain[:_SHORTEST])
        known = self.marks.get(digest, ())
        if said not in known:
            self.marks[digest] = (*known, said)
        lengths = self.lengths.get(start, ())
        if len(plain) not in lengths:
            self.lengths[start] = (*lengths, len(plain))

    def places(self, text: Skeleton) -> Iterator[Span]:
        """Where one of them stands in the text."""
        plain, lengths, known = text.plain, self.lengths, self.marks
        for at in range(len(plain) - _SHORTEST + 1):
            for length in lengths.get(hash(plain[at : at + _SHORTEST]), ()):
                end = at + length
                said = known.get(hash(plain[at:end]))
                if said is not None and end <= len(plain) and _is_one(text, at, end, said):
                    yield at, end


class Redactor:
    """Values that must not be read, and the means to cut them out of any text.

    A line is looked through once, however many hundred thousand values there are.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Iterable[str], bool]] = []
        self._seen: set[int] = set()
        self._values = _Known()
        self._words = _Known()
        self._public = _Known()
        self._pairs: set[str] = set()
        self._declared: set[str] = set()
        self._generation = 0
        # A signal may come in the middle of it, and its handler logs.
        self._lock = threading.RLock()

    def register(self, values: Iterable[str], *, names: bool = False) -> None:
        """Adds values; those too short to mean one person are left out.

        Args:
            values: as they are written.
            names: whether two words of one are personal as well; of what looks like a name they
                always are.
        """
        # What a check of a thousand dossiers need not pay for is done when there is a text.
        self._waiting.append((values, names))
        self._generation += 1
        if len(self._waiting) > _MOST_WAITING:
            self._settle()

    def register_words(self, texts: Iterable[str]) -> None:
        """Adds what somebody wrote in their own words, each text as a whole and in pieces."""
        with self._lock:
            for text in texts:
                self._generation += 1
                self._add_one(text, self._words)

    def declare_public(self, texts: Iterable[str]) -> None:
        """Texts that stay readable though somebody's value may be the same, or a part of them.

        Titles of procedures, labels of their forms, options of no weight, the office's commune.
        """
        new = [text for text in texts if text not in self._declared]
        if not new:
            return
        with self._lock:
            self._generation += 1
            self._declared.update(new)
            for text in new:
                plain = bare(text)
                if len(plain) >= _SHORTEST:
                    self._public.add(plain, marks(text))
                words = _WORD.findall(text.lower())
                self._pairs.update(map(" ".join, pairwise(words)))

    def clear(self) -> None:
        """Forgets every value; what is public stays public."""
        with self._lock:
            self._waiting, self._seen = [], set()
            self._values, self._words = _Known(), _Known()
            self._generation += 1

    def generation(self) -> int:
        """As long as it is the same, so is what is redacted."""
        return self._generation

    def redact(self, text: str, *, words: bool = True) -> str:
        """The text without the values, and without what looks like a number of a person.

        Parts that are marked as somebody's go too (`marked`). Values that overlap go together, so
        that no part of one is left.

        Args:
            text: what is to be read by others.
            words: whether somebody's own words go as a whole; else only what of them is a value.
        """
        self._settle()
        text = masked_parts(text)
        found = [match.span() for match in _SHAPES.finditer(text)]
        looked_for = self._known(words=words)
        read = list(skeletons(text)) if looked_for else []
        for known in looked_for:
            found += [span for one in read for span in self._found(one, known)]
            found += self._found_in_bytes(text, known)
        if not found:
            return text
        cut, done = [], 0
        for start, end in _merged(sorted(found)):
            cut += [text[done:start], MASK]
            done = end
        return "".join([*cut, text[done:]])

    def _known(self, *, words: bool) -> list[_Known]:
        """What is looked for, but what has nothing in it."""
        both = (self._values, self._words) if words else (self._values,)
        return [known for known in both if known.marks]

    def _settle(self) -> None:
        if not self._waiting:
            return
        with self._lock:
            waiting, self._waiting = self._waiting, []
            for values, is_name in waiting:
                for value in values:
                    if (key := hash((value, is_name))) not in self._seen:
                        self._seen.add(key)
                        self._add(value, is_name=is_name)

    def _add(self, value: str, *, is_name: bool) -> None:
        for spelling in dict.fromkeys((value, *dates(value))):
            self._add_one(spelling)
        if is_name or _looks_like_a_name(value):
            for part in _pairs(value):
                if part.lower() not in self._pairs:
                    self._add_one(part)

    def _add_one(self, value: str, known: _Known | None = None) -> None:
        known = known or self._values
        plain = bare(value)
        if len(plain) < (_SHORTEST_NUMBER if plain.isdecimal() else _SHORTEST):
            return
        if len(plain) > _WHOLE:
            self._add_pieces(value, known)
            return
        known.add(plain, marks(value))
        if phone := _PHONE.fullmatch(plain):
            known.add(f"84{phone[1]}", "")
        if plain.isdecimal() and len(plain.lstrip("0")) >= _LONG:
            # As a number, to a spreadsheet or a program.
            known.add(plain.lstrip("0"), "")

    @staticmethod
    def _add_pieces(value: str, known: _Known) -> None:
        text = skeleton(value)
        last = len(text.plain) - _PIECE
        for at in (*range(0, last, _STEP), last):
            known.add(text.plain[at : at + _PIECE], text.marks(at, at + _PIECE))

    def _found_in_bytes(self, text: str, known: _Known) -> Iterator[Span]:
        """The whole run goes. Nearly no text has one, so all are looked through at once first."""
        runs = list(in_bytes(text))
        if runs and self._found(skeleton("\n\n".join(hidden for _, hidden in runs)), known):
            yield from (span for span, hidden in runs if self._found(skeleton(hidden), known))

    def _found(self, text: Skeleton, known: _Known) -> list[Span]:
        """Where values stand, but for those that are made of what is public."""
        found = list(known.places(text))
        if found:
            public = _merged(sorted(self._public.places(text)), touching=True)
            found = [(a, b) for a, b in found if not any(p <= a and b <= q for p, q in public)]
        return [text.span(start, end) for start, end in found]


_process = Redactor()
register, redact, clear = _process.register, _process.redact, _process.clear
declare_public, generation = _process.declare_public, _process.generation
register_words = _process.register_words


def masked(name: str) -> str:
    """Enough of a user name for its owner to know it by, and for nobody else to use it."""
    kept = 2 if len(name) >= 2 * _SHORTEST else 0
    return f"{name[:kept]}{MASK}{name[len(name) - kept :]}"


def _looks_like_a_name(value: str) -> bool:
    words = value.split()
    return 2 <= len(words) <= _MOST_WORDS and all(
        word[0].isupper() and not any(c.isdigit() for c in word) for word in words
    )


def _pairs(name: str) -> Iterator[str]:
    """Every two words of a name: each longer part is made of them."""
    words = name.split()
    return map(" ".join, pairwise(words))


def _is_one(text: Skeleton, at: int, end: int, said: Sequence[str]) -> bool:
    """Whether it is written as one, and by itself where it is short, and with the value's marks."""
    if not text.is_one(at, end, _WIDEST):
        return False
    if end - at < _LONG and not text.stands_alone(at, end):
        return False
    written = text.marks(at, end)
    return any(_is_spelled(written, one) for one in said)


def _is_spelled(written: str, said: str) -> bool:
    """Whether the marks are the value's, or some of them, or none.

    "hoa" and "hoà" are spellings of "hòa"; "hoá" is another word.
    """
    left = iter(said)
    return all(mark in left for mark in written)


def _merged(spans: Iterable[Span], *, touching: bool = False) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1] + touching:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
