"""Names of files of which nobody knows any more what they say: many are a citizen's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from portal_bot import privacy
from portal_bot.catalogue.procedures import procedures
from portal_bot.dossier.book_rows import file_of
from portal_bot.spellings import bare

_WORD = re.compile(r"[^\W\d_]+")
# “nguyenvanan” is a name; “khaisinh” is not so long.
_LONGEST_WORD = 9


def keep_names_out(paths: Iterable[Path]) -> None:
    """Keeps what may be a citizen's name in the name of a dossier's file out of logs and files.

    Files that are called after a procedure, by a number or by one short word stay readable.
    """
    known = _own_words()
    for path in paths:
        file = file_of(path)
        privacy.register(_if_personal(file.stem, known))
        privacy.register(
            _if_personal(file.parent.name, known) if not file.parent.name.isascii() else ()
        )


def _if_personal(name: str, known: frozenset[str]) -> Iterable[str]:
    words = [bare(word) for word in _WORD.findall(name)]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    longest = max(map(len, words), default=0)
    is_own = all(pair in known for pair in pairs) and (longest < _LONGEST_WORD or bool(pairs))
    return () if is_own else (name,)


@cache
def _own_words() -> frozenset[str]:
    """Every two words that follow one another in the titles and the names of procedures."""
    named = [text for slug, facts in procedures().items() for text in (slug, facts.name)]
    words = (
        [bare(word) for word in _WORD.findall(text.replace("_", " "))] for text in (*named, "hồ sơ")
    )
    return frozenset(f"{one} {two}" for each in words for one, two in pairwise(each))
