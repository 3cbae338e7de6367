"""Names of files and folders of which nobody knows what they say: many are a citizen's."""

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
# Stands for the path of a filing that was purged, or lies in a shared queue.
_FILING = re.compile(r"PB-[A-Z2-7]{10}")
# Folders that systems make.
_EVERYBODYS = frozenset(("documents", "downloads", "onedrive", "workspace"))
_SEPARATOR = re.compile(r"[/\\]")
# Begins at a root, or has a folder and a file's ending: “12/05/1990” and “số 5/3” are no paths.
_WAY = re.compile(
    r"(?:~|\.{1,2}|[a-z]:)?[/\\].|[^\n]*[/\\][^/\\\n]+\.[a-z]\w{1,4}\Z", re.IGNORECASE
)


def keep_names_out(paths: Iterable[Path]) -> None:
    """Keeps what may be a citizen's name in the name of a dossier's file out of logs and files.

    Files that are called after a procedure, by a number or by one short word without diacritics
    stay readable.
    """
    for path in paths:
        if _FILING.fullmatch(f"{path}"):
            continue
        file = file_of(path)
        privacy.register(_if_personal(file.stem))
        privacy.register(_if_personal(file.parent.name) if not file.parent.name.isascii() else ())


def parts_of_path(text: str, known: Path | None) -> list[str] | None:
    """What of a path may be a citizen's: the file's name, and folders that are called after one.

    Folders by themselves, not the way as a whole: another path may have the same beginning, and
    whoever called the program goes by it.

    Args:
        text: what a dossier says.
        known: the dossier's own file: the folders it lies in are its caller's words.

    Returns:
        The parts; `None`: the text is no path.
    """
    if not _WAY.match(text):
        return None
    *folders, name = _SEPARATOR.split(text)
    said = frozenset(known.absolute().parts if known else ())
    return [*(p for folder in folders if folder not in said for p in _if_personal(folder)), name]


def _if_personal(name: str) -> Iterable[str]:
    words = [bare(word) for word in _WORD.findall(name)]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    longest = max((len(word) for word in words if word not in _EVERYBODYS), default=0)
    if pairs:
        is_own = all(pair in _own_words() for pair in pairs)
    else:
        is_own = longest < _LONGEST_WORD and name.isascii()
    return () if is_own else (name,)


@cache
def _own_words() -> frozenset[str]:
    """Every two words that follow one another in the titles and the names of procedures."""
    named = [text for slug, facts in procedures().items() for text in (slug, facts.name)]
    words = (
        [bare(word) for word in _WORD.findall(text.replace("_", " "))] for text in (*named, "hồ sơ")
    )
    return frozenset(f"{one} {two}" for each in words for one, two in pairwise(each))
