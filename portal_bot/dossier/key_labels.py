"""What else a key may be called: the label that the form prints, as people type it.

A label is known without its capitals, its marks, its diacritics, some or all of them, and with
underscores for blanks. What is written with other diacritics is another word and no label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from portal_bot.catalogue.names import nearest
from portal_bot.dossier.block import Block
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.spec import specs

_DECLARATION, _PAPERS = FLOW_PARTS
# Of the dossier's own parts, whose titles are the longest way to say it; the first is what is shown
# where there is no title. Whom the account belongs to is a user, and called so.
_ALSO = {
    "procedure": ("thủ tục hành chính",),
    "request": ("nhãn",),
    "applicant": ("người nộp", "người nộp hồ sơ"),
    "account": ("tài khoản",),
    "agency": ("cơ quan", "nơi nộp"),
    _DECLARATION: ("Khai", "tờ khai", "nội dung khai"),
    _PAPERS: ("Giấy tờ", "thành phần hồ sơ", "giấy tờ đính kèm"),
    "delivery": ("trả kết quả",),
    "consent": ("đồng ý", "sự đồng ý"),
    "desk": ("trực",),
}
# "Thành phố" is a level of its own kind twice, and so nobody's short name.
_OF_LEVELS = {1: ("thị xã",), 2: ("thị trấn",)}
# What YAML would take for something else within a key; a label is known without it.
_NOT_IN_A_KEY = re.compile(r""":(?=\s|$)| #|^[-?:,\[\]{}#&*!|>'"%@`]+""")
# Where a label begins to say what else there is to know: "Giấy chứng sinh; không có thì …".
_ASIDE = re.compile(r"\s*[;(]")
Words = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a label, each without its diacritics and these beside it, in one order."""
    parts: list[tuple[str, str]] = []
    base = marks = ""
    for char in f"{unicodedata.normalize('NFD', text.casefold())} ":
        if unicodedata.combining(char):
            marks += char
        elif char == "đ":
            base, marks = f"{base}d", f"{marks}đ"
        elif char.isalnum():
            base += char
        elif base and unicodedata.category(char) != "Cf":
            parts.append((base, "".join(sorted(marks))))
            base = marks = ""
    return tuple(parts)


def _fits(written: Words, label: Words) -> bool:
    """Whether every diacritic that was written is the label's; the letters are the same."""
    return all(
        all(said.count(mark) <= meant.count(mark) for mark in set(said))
        for (_, said), (_, meant) in zip(written, label, strict=True)
    )


@dataclass(frozen=True, slots=True)
class KeyLabel:
    """A key and one of the labels that mean it; a short one gives way to a whole one."""

    key: str
    label: str
    is_short: bool = False


def keys_called(written: str, cls: type[Block], section: str = "") -> tuple[str, ...]:
    """The keys of a mapping that the written one means; several: nobody may guess which.

    Args:
        written: as it stands in the file; no key itself.
        cls: the block that the mapping is.
        section: the title of that block where it stands.
    """
    said = words_of(written)
    letters = tuple(base for base, _ in said)
    likely = _index(cast("Any", cls), section).get(letters, ())
    fitting = [each for each in likely if _fits(said, words_of(each.label))]
    exact = [each for each in fitting if words_of(each.label) == said]
    for told in (exact, fitting):
        whole = [each for each in told if not each.is_short]
        if found := dict.fromkeys(each.key for each in whole or told):
            return tuple(found)
    return ()


@cache
def _index(cls: type[Block], section: str) -> dict[tuple[str, ...], tuple[KeyLabel, ...]]:
    index: dict[tuple[str, ...], tuple[KeyLabel, ...]] = {}
    for each in labels_of(cls, section):
        letters = tuple(base for base, _ in words_of(each.label))
        if letters:
            index[letters] = (*index.get(letters, ()), each)
    return index


def labels_of(cls: type[Block], section: str = "") -> Iterator[KeyLabel]:
    """Every label of every key; of one key the official one first."""
    for spec in specs(cls):
        yield KeyLabel(spec.name, spec.title)
        if cls is Dossier:
            yield from _also(spec.name)
        for short in _shorter(spec.title, section):
            yield KeyLabel(spec.name, short, is_short=True)
        if spec.meta.level is not None:
            levels = (*spec.title.split("/")[: spec.meta.level + 2], *_levels(spec.meta.level))
            yield from (KeyLabel(spec.name, name, is_short=True) for name in levels)
    if cls is Dossier:
        for part in FLOW_PARTS:
            yield from _also(part)


def _also(key: str) -> Iterator[KeyLabel]:
    yield from (KeyLabel(key, label) for label in _ALSO.get(key, ()))


def _levels(level: int) -> Iterable[str]:
    # A district may be a town, or a city within a province.
    return (*_OF_LEVELS.get(level, ()), *(("thành phố",) if level == 1 else ()))


def _shorter(title: str, section: str) -> Iterator[str]:
    """Without what its section says already, and without what the label begins with."""
    said, around = words_of(title), words_of(section)
    if around and len(said) > len(around) and said[-len(around) :] == around:
        yield title[: _start_of_last(title, len(around))].rstrip(" ,:(")
    head, colon, tail = title.rpartition(": ")
    if colon and head and tail:
        yield tail
    if (end := _ASIDE.search(title)) and end.start():
        yield title[: end.start()]


def _start_of_last(text: str, count: int) -> int:
    """Where the last so many words begin."""
    return [found.start() for found in re.finditer(r"\w+", text)][-count]


def names_of(cls: type[Block]) -> tuple[str, ...]:
    """The keys of a mapping."""
    return (*(spec.name for spec in specs(cls)), *(FLOW_PARTS if cls is Dossier else ()))


def label_key(cls: type[Block], key: str) -> str:
    """The key as people write it: by its official label where YAML and we take that for it.

    Returns:
        The key itself, where its label means another as well.
    """
    official = {each.key: each.label for each in reversed([*labels_of(cls)]) if not each.is_short}
    written = key_text(official.get(key, key))
    return written if keys_called(written, cls) == (key,) else key


def key_text(label: str) -> str:
    """The label without what YAML would not leave within a key."""
    return " ".join(_NOT_IN_A_KEY.sub(" ", label).split())


def is_vietnamese(key: str) -> bool:
    """Whether a key was meant for a label: no name of ours has such letters, or a blank."""
    return not key.isascii() or " " in key.strip()


def nearest_key(written: str, cls: type[Block], *, labels: bool) -> str:
    """The known key most like one that is not known, for people; empty: none is like it.

    Args:
        written: the key that is not known.
        cls: the block that the mapping is.
        labels: whether a label is meant, and no name of ours.
    """
    official = {spec.name: spec.title for spec in specs(cls)}
    names, printed = dict.fromkeys(names_of(cls), ""), _all_labels(cls)
    for known in (printed, names) if labels else ({**names, **printed},):
        wanted = written.replace("_", " ") if known is printed else written
        for found in nearest(wanted, known, limit=1):
            if found in names:
                return f"“{found}” ({official[found]})" if found in official else f"“{found}”"
            return f"“{key_text(known[found] or found)}”"
    return ""


def _all_labels(cls: type[Block]) -> dict[str, str]:
    """Every label, and the one that is shown instead of a short one."""
    official = {each.key: each.label for each in reversed([*labels_of(cls)]) if not each.is_short}
    return {each.label: official[each.key] for each in labels_of(cls)}
