"""Keeps personal data out of logs and messages.

Whoever holds a dossier registers its sensitive values; from then on every text that goes through
`redact` has "•••" in their place, in whatever spelling. One registry serves the whole process,
because filings run side by side and share one log.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal_bot.spellings import Skeleton, dates, in_base64, skeleton

MASK = "•••"
# Values are kept under so many first letters: none that is shorter can be registered, and
# `_SHORTEST_NUMBER` may not be less.
_SHORTEST = 4
_SHORTEST_NUMBER = 6
# From here on a value is found within longer words too: in an address, in a file's name.
_LONG = 8
# Their look is enough, also before anybody has named them: citizen's number, phone, e-mail.
_SHAPES = re.compile(
    r"(?<![\w-])(?:\d{12}|(?:\+84|0)\d{9})(?![\w-])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_PHONE = re.compile(r"0(\d{9})")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to spell a value: its letters with their marks, and the marks alone."""

    marked: tuple[str, ...]
    marks: str


class Redactor:
    """Values that must not be read, and the means to cut them out of any text.

    They are kept by their first letters: a line is looked through once, however many thousand
    values there are.
    """

    def __init__(self) -> None:
        self._values: dict[str, dict[str, list[_Spelling]]] = {}
        self._holders: Counter[str] = Counter()

    def register(self, values: Iterable[str]) -> None:
        """Adds values; those too short to mean one person are left out."""
        for value in _spelled(values):
            self._add(value)

    @contextmanager
    def registered(self, values: Iterable[str]) -> Iterator[None]:
        """Holds values for a while: a batch of a thousand must not keep them all to its end."""
        held = list(_spelled(values))
        for value in held:
            self._add(value)
        try:
            yield
        finally:
            for value in held:
                self._drop(value.plain)

    def clear(self) -> None:
        """Forgets every value."""
        self._values.clear()
        self._holders.clear()

    def redact(self, text: str) -> str:
        """The text without the values, and without what looks like a number of a person.

        Values that overlap go together, so that no part of one is left.
        """
        found = [match.span() for match in _SHAPES.finditer(text)]
        if self._values:
            found += self._found(skeleton(text))
            found += self._found_in_base64(text)
        cut, done = [], 0
        for start, end in _merged(sorted(found)):
            cut += [text[done:start], MASK]
            done = end
        return "".join([*cut, text[done:]])

    def _add(self, value: Skeleton) -> None:
        plain = value.plain
        shortest = _SHORTEST_NUMBER if plain.isdecimal() else _SHORTEST
        if len(plain) < shortest:
            return
        self._holders[plain] += 1
        known = self._values.setdefault(plain[:_SHORTEST], {}).setdefault(plain, [])
        marked = tuple(value.marked)
        if all(one.marked != marked for one in known):
            known.append(_Spelling(marked, value.marks(0, len(plain))))
        if phone := _PHONE.fullmatch(plain):
            self._add(skeleton(f"84{phone[1]}"))

    def _drop(self, plain: str) -> None:
        """One holder less; the last one takes the value along."""
        if plain not in self._holders:
            return
        self._holders[plain] -= 1
        if self._holders[plain] <= 0:
            started = self._values[plain[:_SHORTEST]]
            del self._holders[plain], started[plain]
            if not started:
                del self._values[plain[:_SHORTEST]]
        if phone := _PHONE.fullmatch(plain):
            self._drop(f"84{phone[1]}")

    def _found_in_base64(self, text: str) -> Iterator[tuple[int, int]]:
        """The whole run goes. Nearly no text has one, so all are looked through at once first."""
        runs = list(in_base64(text))
        if any(self._found(skeleton("\n\n".join(hidden for _, hidden in runs)))):
            yield from (span for span, hidden in runs if any(self._found(skeleton(hidden))))

    def _found(self, text: Skeleton) -> Iterator[tuple[int, int]]:
        for at in range(len(text.plain) - _SHORTEST + 1):
            started = self._values.get(text.plain[at : at + _SHORTEST])
            # A copy: another thread may register values meanwhile.
            for plain, spellings in list(started.items()) if started else ():
                end = at + len(plain)
                if (
                    text.plain.startswith(plain, at)
                    and _stands_alone(text, at, end)
                    and _is_spelled(text, at, plain, spellings)
                ):
                    yield text.spans[at][0], text.spans[end - 1][1]


_process = Redactor()
register, redact, clear = _process.register, _process.redact, _process.clear
registered = _process.registered


def masked(name: str) -> str:
    """Enough of a user name for its owner to know it by, and for nobody else to use it."""
    kept = 2 if len(name) >= 2 * _SHORTEST else 0
    return f"{name[:kept]}{MASK}{name[len(name) - kept :]}"


def _spelled(values: Iterable[str]) -> Iterator[Skeleton]:
    for value in values:
        for spelling in (value, *dates(value)):
            yield skeleton(spelling.strip(" +\t\r\n"))


def _stands_alone(text: Skeleton, start: int, end: int) -> bool:
    return end - start >= _LONG or (text.starts[start] and text.ends[end - 1])


def _is_spelled(text: Skeleton, at: int, plain: str, spellings: Iterable[_Spelling]) -> bool:
    """Whether the marks are the value's, some of them, or all elsewhere in the syllable.

    "hoa" and "hoà" are spellings of "hòa"; "hoá" is another word.
    What stands behind a value may be a mark, too, and then shows on its last letter.
    """
    end = at + len(plain)
    *written, last = text.marked[at:end]
    return any(
        (
            all(
                one in {of_value, bare}
                for one, of_value, bare in zip(written, spelling.marked, plain, strict=False)
            )
            and _begins(last, spelling.marked[-1], plain[-1])
        )
        or text.marks(at, end) == spelling.marks
        for spelling in spellings
    )


def _begins(written: str, *letters: str) -> bool:
    """Whether a letter is one of these, whatever marks follow."""
    whole = unicodedata.normalize("NFD", written)
    return any(whole.startswith(unicodedata.normalize("NFD", letter)) for letter in letters)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
