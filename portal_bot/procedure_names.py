"""Which procedure a person means: by slug, by code, or by what people call it.

Exactly one is taken, or none: a name that fits several is answered with the list of them. What is
filed knows the slug only, so the spelling decides nothing but which flow is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from portal_bot import registry
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown

_LISTED = 5
_LONGEST_TITLE = 90
# Official titles reach 260 letters.
_LONGEST_NAME = 400
# 1.001193.000.00.00.H45: behind the national root stand version and province.
_CODE = re.compile(r"\D{0,6}?(\d\.\d{6})(?:\.[\dH.]+)?", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[^\w]+|_+")
# What a title begins with, and people leave out.
_LEADING = (
    "thu tuc", "thuc hien", "dang ki", "viec", "cap", "to khai", "ho so",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing, or more than one thing, is called so.

    Attributes:
        name: what was asked for.
        likely: the procedures that were most likely meant, best first.
        is_ambiguous: whether every one of them is called so.
    """

    name: str
    likely: tuple[AnyFlow, ...]
    is_ambiguous: bool

    @property
    def headline(self) -> str:
        if self.is_ambiguous:
            return f"“{self._shown}” là tên của nhiều thủ tục; ghi rõ một trong các thủ tục này"
        return f"không có thủ tục “{self._shown}”; gần nhất"

    @property
    def _shown(self) -> str:
        return shown(self.name[:_LONGEST_TITLE])

    @property
    def sentence(self) -> str:
        """All of it on one line, as a dossier's problem is told."""
        told = f"{self.headline}: {'; '.join(self.lines)}. Xem tất cả: portal-bot list"
        return told[0].upper() + told[1:]

    @property
    def lines(self) -> tuple[str, ...]:
        """Title and slug of each that may be meant."""
        return tuple(f"{_short(flow.title)} ({flow.slug})" for flow in self.likely)


def look_up(name: str) -> AnyFlow | Miss:
    """The one flow with this slug, national code, title or everyday name; or what comes near."""
    if len(name) > _LONGEST_NAME:
        return Miss(name, _nearest(name[:_LONGEST_NAME]), is_ambiguous=False)
    exact = registry.find(name) or registry.find(_as_slug(name))
    if exact is not None:
        return exact
    if code := _CODE.fullmatch(name.strip()):
        return registry.find(code[1]) or Miss(name, _nearest(name), is_ambiguous=False)
    fitting: tuple[AnyFlow, ...] = ()
    for way in _WAYS:
        fitting = way(name)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return Miss(name, fitting[:_LISTED], is_ambiguous=True)
    return Miss(name, _nearest(name), is_ambiguous=False)


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def _as_slug(name: str) -> str:
    return "_".join(_NOT_WORDS.sub(" ", name.lower()).split())


def _marked(text: str) -> str:
    """The words with their diacritics, one way to write each; "kí" is "ký"."""
    lowered = unicodedata.normalize("NFD", text.lower())
    spelled = lowered.translate({ord("y"): "i", ord("ð"): "đ", ord("ɖ"): "đ"})
    kept = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in spelled)
    # The marks of a word stand in one place, wherever they were typed: hoà, hòa.
    return " ".join(_sorted_marks(word) for word in kept.split())


def _sorted_marks(word: str) -> str:
    marks = "".join(c for c in word if unicodedata.combining(c))
    return "".join(c for c in word if not unicodedata.combining(c)) + marks


def _bare(text: str) -> str:
    """The same without any diacritics."""
    plain = "".join(c for c in _marked(text) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


def _core(bare: str) -> str:
    """Without the words that nearly every title begins with."""
    for leading in _LEADING * 2:
        bare = bare.removeprefix(f"{leading} ")
    return bare


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split())


@dataclass(frozen=True, slots=True)
class _Names:
    """What one flow is called, ready to be compared."""

    flow: AnyFlow
    marked: str
    bare: str
    core: str
    everyday: frozenset[str]

    @classmethod
    def of(cls, flow: AnyFlow) -> _Names:
        bare = _bare(flow.title).removeprefix("thu tuc ")
        facts = registry.facts(flow)
        everyday = {_bare(name) for name in (facts.also_called if facts else ())}
        return cls(
            flow, _marked(flow.title), bare, _core(bare), frozenset({*everyday, _initials(bare)})
        )


@cache
def _known() -> tuple[_Names, ...]:
    return tuple(
        _Names.of(flow) for flow in (*registry.flows().values(), *registry.later_flows().values())
    )


def _by_title(name: str) -> tuple[AnyFlow, ...]:
    marked, bare = _marked(name), _bare(name).removeprefix("thu tuc ")
    return _those(lambda known: known.marked == marked) or _those(lambda known: known.bare == bare)


def _by_core(name: str) -> tuple[AnyFlow, ...]:
    core = _core(_bare(name))
    return _those(lambda known: bool(core) and known.core == core)


def _by_everyday_name(name: str) -> tuple[AnyFlow, ...]:
    bare = _bare(name)
    return _those(lambda known: not {bare, _core(bare)}.isdisjoint(known.everyday))


def _by_part(name: str) -> tuple[AnyFlow, ...]:
    """The words stand in the title one after the other; one word alone says too little."""
    core = _core(_bare(name))
    if " " not in core:
        return ()
    return _those(lambda known: f" {core} " in f" {known.bare} ")


# The first way that finds anything decides.
_WAYS: tuple[Callable[[str], tuple[AnyFlow, ...]], ...] = (
    _by_title, _by_core, _by_everyday_name, _by_part,
)  # fmt: skip


def _those(fits: Callable[[_Names], bool]) -> tuple[AnyFlow, ...]:
    return tuple(known.flow for known in _known() if fits(known))


def _nearest(name: str) -> tuple[AnyFlow, ...]:
    """The five most like it by title, slug, code or everyday name; something always is."""
    from rapidfuzz import fuzz, process  # only for what is misspelt

    called = {spelled: known.flow for known in _known() for spelled in _spellings(known)}
    wanted = _bare(name)
    found: Iterable[tuple[str, float, int]] = process.extract(
        wanted, list(called), scorer=fuzz.WRatio, limit=None
    )
    return tuple(dict.fromkeys(called[each[0]] for each in found))[:_LISTED]


def _spellings(known: _Names) -> tuple[str, ...]:
    slug = _bare(known.flow.slug)
    return (known.bare, known.core, slug, _bare(known.flow.code), *known.everyday)
