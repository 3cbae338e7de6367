"""What people wrote at the portal, kept out of logs and files from the moment it is read.

An officer's note or reason may name somebody whom no dossier of this desk names. All readers of the
portals' pages come here with what is free words or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from portal_bot import privacy
from portal_bot.dossier.file_names import keep_names_out

# Fewer words say a state or a deed, and stand in our own messages too.
_FEWEST = 4
_MOST_OF_A_NAME = 7
_WORD = re.compile(r"[^\W\d_]+")
# A single word behind one of them is a name.
_CALLED = frozenset(("ông", "bà", "anh", "chị", "cụ", "cô", "chú", "bác", "em", "cháu"))


def keep_out(
    words: Iterable[str] = (),
    *,
    titles: Iterable[str] = (),
    names: Iterable[str] = (),
    files: Iterable[str] = (),
) -> None:
    """Registers what was read.

    Args:
        words: free words: as a whole, and whoever looks named in them.
        titles: what is called something, where only whoever looks named in it is personal.
        names: of persons, from columns and boxes that hold nothing else.
        files: names of files that people gave.
    """
    said = [" ".join(text.split()) for text in words]
    privacy.register_words(text for text in said if len(text.split()) >= _FEWEST)
    privacy.register([one for text in (*said, *titles) for one in _named(text)], names=True)
    privacy.register([name for name in names if name], names=True)
    keep_names_out([Path(name) for name in files if name])


def _named(text: str) -> Iterator[str]:
    """Who looks named: words with a capital, one after the other; all capitals tell nothing."""
    if text.isupper():
        return
    run: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word, follows = found[0], not text[end : found.start()].strip()
        if run and not (follows and word[0].isupper()):
            yield from _as_name(run)
            run = []
        if word[0].isupper() or word in _CALLED:
            run.append(word)
        end = found.end()
    yield from _as_name(run)


def _as_name(run: Sequence[str]) -> Iterator[str]:
    if 2 <= len(run) <= _MOST_OF_A_NAME:
        yield " ".join(run)
