"""What there is to choose from, and which of it somebody means by a number or a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal_bot.catalogue import provinces
from portal_bot.catalogue.names import fold, plain
from portal_bot.catalogue.peoples import ethnic_groups, nationalities
from portal_bot.dossier.spec import Spec

_PROVINCE, _DISTRICT, _COMMUNE = range(3)
YES, NO = "có", "không"
_YES_WORDS = frozenset({"c", "co", "có", "y", "yes", "x", "1", "true", "đồng ý"})
_NO_WORDS = frozenset({"k", "ko", "khong", "không", "n", "no", "0", "2", "false"})


def is_yes_no(spec: Spec) -> bool:
    """Whether it is a box to tick."""
    return spec.kind is not None and spec.kind.name in {"tick", "confirmed"}


def yes_or_no(text: str) -> str | None:
    """What a short answer means; `None`: neither."""
    said = fold(text.strip())
    if said in map(fold, _YES_WORDS):
        return YES
    return NO if said in map(fold, _NO_WORDS) else None


def offered(spec: Spec, around: dict[str, Any], methods: Sequence[str] = ()) -> tuple[str, ...]:
    """The options of a field; none where anything may be written.

    Args:
        spec: the field.
        around: what was answered beside it; of an address, its wider levels.
        methods: the ways in which the procedure gives its result; empty: all of them.
    """
    if spec.meta.level in {_PROVINCE, _DISTRICT, _COMMUNE}:
        return _places(spec.meta.level or 0, around)
    if spec.choice:
        options = [each for each in spec.choice if not methods or each.value in methods]
        return tuple(each.label for each in options)
    names = {"ethnicity": ethnic_groups, "nationality": nationalities}.get(spec.type_name)
    return names() if names else ()


def _places(level: int, around: dict[str, Any]) -> tuple[str, ...]:
    """Districts and communes are known of one province only."""
    if level == _PROVINCE:
        home = provinces.home_province()
        others = (each.name for each in provinces.provinces() if each != home)
        return (home.name, *others)
    if provinces.find_provinces(str(around.get("province") or "")) != [provinces.home_province()]:
        return ()
    if level == _DISTRICT:
        return tuple(each.name for each in provinces.districts())
    inside = provinces.find_districts(str(around.get("district") or ""))
    return tuple(each.name for district in inside for each in district.communes)


def chosen(text: str, shown: Sequence[str], options: Sequence[str]) -> list[str]:
    """What may be meant: one option, several to choose from, or none.

    Args:
        text: what was typed: a number of the list that is shown, or a part of an option.
        shown: that list.
        options: all of them.
    """
    if text.isdecimal() and text.isascii():
        number = int(text)
        return [shown[number - 1]] if 1 <= number <= len(shown) else []
    if same := [each for each in options if fold(each) == fold(text)]:
        return same
    wanted = plain(text)
    if not wanted:
        return []
    words = [each for each in options if f" {wanted}" in f" {_bare(each)}"]
    if exact := [each for each in words if _bare(each) == wanted]:
        return exact
    return words or [each for each in options if wanted in _bare(each)]


def _bare(option: str) -> str:
    return " ".join(plain(option).replace("-", " ").replace("/", " ").split())
