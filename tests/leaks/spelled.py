"""Every way to write a value, and where one of them stands in some bytes."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, quote_plus


def bare(text: str) -> str:
    """Without diacritics."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def in_base64(ahead: int) -> Callable[[str], str]:
    """The letters of base64 that are the same whatever stands before and behind the value."""

    def spell(text: str) -> str:
        data = text.encode()
        whole = base64.b64encode(b"\0" * ahead + data).decode().rstrip("=")
        begin = -(-ahead * 8 // 6)
        return whole[begin : (ahead + len(data)) * 8 // 6]

    return spell


def between(sign: str) -> Callable[[str], str]:
    """Words with the sign between them; a number in groups of three."""

    def spell(text: str) -> str:
        if text.isdecimal():
            return sign.join(text[at : at + 3] for at in range(0, len(text), 3))
        return sign.join(bare(text).split())

    return spell


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "upper case": str.upper,
    "lower case": str.lower,
    "decomposed": decomposed,
    "without diacritics": bare,
    "without diacritics, upper case": lambda text: bare(text).upper(),
    "without diacritics, lower case": lambda text: bare(text).lower(),
    "spaced": lambda text: " ".join(text.replace(" ", "")),
    "in groups": between(" "),
    "dotted": between("."),
    "dashed": between("-"),
    "underscored": between("_"),
    "joined": between(""),
    "URL": quote,
    "URL, form": quote_plus,
    "URL, decomposed": lambda text: quote(decomposed(text)),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "HTML": lambda text: "".join(f"&#{ord(c)};" if ord(c) > 126 else html.escape(c) for c in text),
    "HTML, hexadecimal": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "base64": in_base64(0),
    "base64, one further": in_base64(1),
    "base64, two further": in_base64(2),
}
# In base64 upper and lower case are different letters; elsewhere a spelling is sought in either.
_AS_WRITTEN = frozenset(name for name in SPELLINGS if name.startswith("base64"))
# A spelling that is shorter may stand anywhere by chance.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Canary:
    """One value of a canary dossier.

    Attributes:
        field: where it stands in the dossier.
        value: as it is written there.
        is_name: whether two words of it are a value as well.
    """

    field: str
    value: str
    is_name: bool = False

    def parts(self) -> Iterator[str]:
        """The value, and of a name each two words that follow one another."""
        yield self.value
        if self.is_name:
            yield from map(" ".join, pairwise(self.value.split()))


@dataclass(frozen=True, slots=True)
class Leak:
    """A value where none may be; it says which, and repeats nothing of it."""

    where: str
    field: str
    spelling: str

    def __str__(self) -> str:
        return f"{self.where}: {self.field}, {self.spelling}"


class Searcher:
    """Looks for canaries in bytes.

    Args:
        canaries: what is looked for.
    """

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._folded: dict[bytes, tuple[str, str]] = {}
        self._exact: dict[bytes, tuple[str, str]] = {}
        for canary in canaries:
            for part in canary.parts():
                for name, spell in SPELLINGS.items():
                    written = spell(part)
                    if len(written) < _SHORTEST:
                        continue
                    if name in _AS_WRITTEN:
                        self._exact.setdefault(written.encode(), (canary.field, name))
                    else:
                        key = written.lower().encode()
                        self._folded.setdefault(key, (canary.field, name))

    def leaks(self, where: str, content: bytes) -> list[Leak]:
        """What of the canaries stands in the content."""
        text = content.decode("utf-8", "replace")
        # A page escapes what was escaped before.
        lower = (text + html.unescape(text) if "&" in text else text).lower().encode()
        found = {key: hit for key, hit in self._exact.items() if key in content}
        found |= {key: hit for key, hit in self._folded.items() if key in lower}
        return [Leak(where, *hit) for hit in dict.fromkeys(found.values())]
