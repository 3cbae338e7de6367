"""Keeps citizens' data out of logs, error files and file names.

Whoever holds a dossier names its sensitive values; from then on every text that goes through
`redact` loses them, in each spelling that a page, an address, a JSON text or a trace gives them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from portal_bot import spellings

MASK = "[redacted]"
SHORTEST = 4
SHORTEST_NUMBER = 6
# Below these, a value is only taken out where it stands by itself.
_SHORT = 6
_SHORT_NUMBER = 9
# Their look is enough, also before anybody has named them: citizen's number, phone, e-mail.
_SHAPES = re.compile(
    r"(?<![\w-])(?:\d{12}|(?:\+84|0)\d{9})(?![\w-])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_LOOSE = re.compile(r"[\s\-_.+,;]+")


@dataclass(frozen=True)
class _Value:
    """One sensitive value and all that it may look like."""

    text: str

    @cached_property
    def digits(self) -> str:
        """The number without its separators, or nothing where it is no number."""
        if self._dates:
            return ""
        bare = re.sub(r"[\s.\-+()]", "", self.text)
        return bare if bare.isdecimal() and bare.isascii() else ""

    @cached_property
    def _dates(self) -> tuple[str, ...]:
        return spellings.dates(self.text)

    @property
    def is_worth_hiding(self) -> bool:
        if self.digits:
            return len(self.digits) >= SHORTEST_NUMBER
        return len(self.text) >= SHORTEST

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """What to look for first: plain, without separators, as `_squeeze` leaves a text."""
        return tuple({_squeeze(form) for form in self._forms})

    @property
    def patterns(self) -> Iterator[tuple[int, str]]:
        """Regular expressions with the length of what they find."""
        if self.digits:
            yield len(self.digits), self._number_pattern()
        for form in self._forms:
            yield len(form), self._text_pattern(form)

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        if self.digits:
            core = self.digits.removeprefix("0")
            return (core, *spellings.encoded(self.text), *spellings.encoded(self.digits))
        plain = {form for text in self._dates or (self.text,) for form in spellings.plain(text)}
        return (*sorted(plain), *(form for text in plain for form in spellings.encoded(text)))

    def _number_pattern(self) -> str:
        core = self.digits.removeprefix("0")
        body = r"[\s.\-]?".join(core)
        country = r"(?:\+?84[\s.\-]?)?0?" if len(self.digits) in {10, 11} else "0?"
        if len(self.digits) < _SHORT_NUMBER:
            return rf"(?<!\d){country}{body}(?!\d)"
        return country + body

    def _text_pattern(self, form: str) -> str:
        words = [re.escape(word) for word in form.split()]
        body = r"[\s\-_.+,;]*".join(words)
        return rf"(?<!\w){body}(?!\w)" if len(form) < _SHORT else body


class Redactor:
    """Takes the values it was told out of any text.

    The pattern is only made when a text looks as if it held a value: nearly none does.
    """

    def __init__(self) -> None:
        self._held: Counter[_Value] = Counter()
        self._pattern: re.Pattern[str] | None = None

    def register(self, values: Iterable[str]) -> None:
        """Names values to take out from now on. A value named twice is to be forgotten twice."""
        self._held.update(_worth(values))
        self._pattern = None

    def forget(self, values: Iterable[str]) -> None:
        """Takes back what `register` was told."""
        self._held.subtract(_worth(values))
        self._held = +self._held
        self._pattern = None

    def clear(self) -> None:
        """Forgets everybody."""
        self._held.clear()
        self._pattern = None

    def redact(self, text: str) -> str:
        """The text without the values, and without what looks like a number of a person."""
        if self._suspects(text):
            text = self._compiled().sub(MASK, text)
        return _SHAPES.sub(MASK, text)

    def redact_name(self, name: str) -> str:
        """A file's name without them; it stays a name that every system takes."""
        return self.redact(name).replace(MASK, "redacted")

    def _suspects(self, text: str) -> bool:
        if not self._held:
            return False
        squeezed = _squeeze(text)
        return any(needle in squeezed for value in self._held for needle in value.needles)

    def _compiled(self) -> re.Pattern[str]:
        if self._pattern is None:
            found = {pattern: size for value in self._held for size, pattern in value.patterns}
            longest_first = sorted(found, key=lambda pattern: (-found[pattern], pattern))
            self._pattern = re.compile("|".join(longest_first), re.IGNORECASE)
        return self._pattern


def _worth(values: Iterable[str]) -> list[_Value]:
    named = (_Value(unicodedata.normalize("NFC", value.strip())) for value in values)
    return [value for value in named if value.is_worth_hiding]


def _squeeze(text: str) -> str:
    return _LOOSE.sub("", text.lower())


_redactor = Redactor()
register, forget, clear = _redactor.register, _redactor.forget, _redactor.clear
redact, redact_name = _redactor.redact, _redactor.redact_name


@contextmanager
def holding(values: Iterable[str]) -> Iterator[None]:
    """Keeps a dossier's values out of everything while it is worked on.

    After an error they stay named: whoever prints its trace comes later.
    """
    kept = list(values)
    register(kept)
    yield
    forget(kept)
