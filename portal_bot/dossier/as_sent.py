"""Which communes of a dossier the portal gets by another name, for `check` to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal_bot.dossier.block import Block
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import Finding, Path


def told_as_sent(said: Mapping[str, Any], declared: Block | None) -> Iterator[Finding]:
    """Each commune that is sent as another, once, at the first of its places.

    Args:
        said: the dossier's own parts, as far as they could be read.
        declared: the declaration, likewise.
    """
    found: dict[tuple[str, str], list[Path]] = {}
    parts = {**said, "declaration": declared}
    for path, place in (each for name, part in parts.items() for each in _places(part, (name,))):
        if any(level.declared for level in place.levels[: len(place.sent)]):
            pair = (_written(place.declared), _written(place.sent))
            found.setdefault(pair, []).append(path)
    for (old, new), paths in found.items():
        many = f" ({len(paths)} chỗ)" if len(paths) > 1 else ""
        told = f"{old}: gửi lên cổng là “{new}”, tên từ 01/7/2025{many}"
        yield Finding((*paths[0], "commune"), "sent_as", told, "info")


def _written(levels: tuple[str, ...]) -> str:
    return ", ".join(reversed(levels))


def _places(value: Any, path: Path) -> Iterator[tuple[Path, Locality]]:
    if isinstance(value, Locality):
        yield path, value
    elif isinstance(value, Block):
        for name, each in value.__dict__.items():
            yield from _places(each, (*path, name))
    elif isinstance(value, list):
        for row, each in enumerate(value):
            yield from _places(each, (*path, row))
