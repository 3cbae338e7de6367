"""Which edition a dossier is of, and what there is to say where it is of the other one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from portal_bot import registry
from portal_bot.catalogue.edition_words import where_instead
from portal_bot.catalogue.editions import edition_2026
from portal_bot.catalogue.years import FIRST, YEARS, Year
from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import specs
from portal_bot.registry import AnyFlow

_FEW = 6
# The codes of what is told here.
ELSEWHERE = frozenset(("wrong_edition", "edition_not_offered"))
_PLACE = ("edition",)


def said_edition(data: Any) -> Year | None:
    """What the dossier itself says; `None`: nothing that is an edition."""
    said = str(data.get("edition", "")).strip() if isinstance(data, Mapping) else ""
    return next((year for year in YEARS if str(year) == said), None)


def flow_in(flow: AnyFlow, year: Year) -> AnyFlow | Finding:
    """The procedure as the edition has it, or why a dossier of it cannot be made ready there."""
    found = registry.in_edition(flow, year)
    if found is not None:
        return found
    edition = edition_2026(flow.slug) if year != FIRST else None
    go = where_instead(edition) if edition else ""
    why = go or "chưa ai chép lại tờ khai của ấn bản này nên chương trình chưa điền được"
    told = f"Thủ tục này trong ấn bản {year}: {why}"
    return Finding(("procedure",), "edition_not_offered", told)


def of_the_other(flow: AnyFlow, declared: Any, said: Year | None, year: Year) -> Finding | None:
    """That a dossier is of another edition than the one that is spoken, with what is too much in
    it and what is missing; `None`: it is not.

    Args:
        flow: the procedure, in the edition that is spoken.
        declared: what the file declares, by the fields' own names.
        said: the edition that the file names.
        year: the edition that is spoken.
    """
    other = next(each for each in YEARS if each != year)
    theirs = registry.in_edition(flow, other)
    given = set(_given(declared, ""))
    ours = _fields(flow)
    known = _fields(theirs) if theirs else {}
    surplus = [path for path in known if path in given and path not in ours]
    own = [path for path in ours if path in given and path not in known]
    if said == year or (said is None and len(surplus) <= len(own)):
        return None
    missing = [path for path, (_, needed) in ours.items() if needed and path not in given]
    told = f"Hồ sơ theo ấn bản {other}, nơi nộp theo ấn bản {year}"
    for what, paths, titles in (("thừa", surplus, known), ("thiếu", missing, ours)):
        if paths:
            told += f"; {what}: {_listed(paths, titles)}"
    told += f". Chuyển bằng “portal-bot convert TỆP --edition {year}”"
    return Finding(_PLACE, "wrong_edition", told)


def _listed(paths: Collection[str], titles: Mapping[str, tuple[str, bool]]) -> str:
    named = [f"“{titles[path][0]}” ({path})" for path in paths]
    more = f" và {len(named) - _FEW} mục nữa" if len(named) > _FEW else ""
    return ", ".join(named[:_FEW]) + more


def _given(value: Any, path: str) -> Iterator[str]:
    """The paths that say something, down to the values; a table and an address are one each."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if not blank(each):
                below = f"{path}.{name}" if path else str(name)
                yield below
                yield from _given(each, below)


def _fields(flow: AnyFlow) -> dict[str, tuple[str, bool]]:
    """Each field by its path: its title, and whether every dossier must say it."""
    return dict(_within(flow.declaration, "", needed=True))


def _within(
    cls: type[Block], prefix: str, *, needed: bool
) -> Iterator[tuple[str, tuple[str, bool]]]:
    for spec in specs(cls):
        path, must = f"{prefix}{spec.name}", needed and spec.required
        is_section = spec.block is not None and not issubclass(spec.block, Locality)
        if spec.block and is_section:
            yield from _within(spec.block, f"{path}.", needed=must)
        else:
            repeated = spec.meta.same_as or spec.meta.words_of
            yield path, (spec.title, must and not repeated)
