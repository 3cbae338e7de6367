"""What a world calls its fields, choices and papers where the browser hears of them.

Real portals name them as they please, and none as this mock's files do. So nothing of these files
reaches a page: each world draws its own words, anew for each name and each choice, and keeps them
for as long as its id. What people read is the same in all worlds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

# No vowels: a drawn word can be neither a word that means something nor a hint at what is asked.
_FIRST = "bcdfghjklmnpqrstvwxz"
_REST = _FIRST + "0123456789"
_LENGTH = 8
# The number of a row stays: the page's script counts on from it; `__row__` is the one to be added.
_ROW = re.compile(r"-(\d+|__row__)[-_]?")
# What stands in front of a value that is none of this world's; no code begins so.
UNKNOWN = "?"


class DrawnNames:
    """One world's words; the same id gives the same words, also after a restart."""

    def __init__(self, world: str) -> None:
        self._world = world.encode()
        self._codes: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}

    def name(self, key: str) -> str:
        """The `name` and `id` of a control, or the key of a paper, of this key."""
        row = _ROW.search(key)
        if row is None:
            return self._word("name", key)
        table, cell = key[: row.start()], key[row.end() :]
        words = [self._word("name", table), row[1]]
        return "-".join([*words, self._word("name", table, cell)] if cell else words)

    def object_id(self, *what: str) -> str:
        """The 24 hexadecimal digits by which some products call a thing."""
        return blake2b("\n".join(what).encode(), key=self._world, digest_size=12).hexdigest()

    def value(self, asked: str, code: str) -> str:
        """What is sent for a choice of what is asked; no choice is told as such."""
        return self._word("value", asked, code) if code else ""

    def code(self, asked: str, value: str, codes: Iterable[str]) -> str:
        """The choice that was sent; `UNKNOWN` and the value itself when it is none of these."""
        known = (asked, tuple(codes))
        if known not in self._codes:
            self._codes[known] = {self.value(asked, code): code for code in known[1]}
        return self._codes[known].get(value, UNKNOWN + value) if value else ""

    def _word(self, *what: str) -> str:
        return _drawn(self._world, what)


@lru_cache(maxsize=1 << 14)
def _drawn(world: bytes, what: tuple[str, ...]) -> str:
    """A page says some hundred words, each several times."""
    first, *rest = blake2b("\n".join(what).encode(), key=world, digest_size=_LENGTH).digest()
    return _FIRST[first % len(_FIRST)] + "".join(_REST[byte % len(_REST)] for byte in rest)
