"""One scan that is handed in twice: for two papers of a dossier, or for two people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_bot.papers.alike import is_same
from portal_bot.shown import shown

# Prints are compared with those about as bright as they are; of so many, no more.
_NEAR = 4
_MOST_BESIDE = 200


@dataclass(frozen=True, slots=True)
class SeenScan:
    """A scan in its place.

    Attributes:
        paper: the key of the paper it is for.
        number: its place there.
        title: the paper's, for people.
        path: the file.
        sha256: of its bytes.
        print: of its first page (`papers.alike`).
    """

    paper: str
    number: int
    title: str
    path: Path
    sha256: str
    print: bytes


@dataclass(frozen=True, slots=True)
class Twice:
    """One scan that was seen before; which, and whether byte by byte."""

    scan: SeenScan
    first: SeenScan
    is_copy: bool


def within(scans: Iterable[SeenScan]) -> Iterator[Twice]:
    """Those of one dossier that are for another paper as well, or twice the same picture."""
    before: list[SeenScan] = []
    for scan in scans:
        first = next((one for one in before if _is_same(one, scan)), None)
        is_copy = first is not None and first.sha256 == scan.sha256
        # The same file twice for one paper is told where the paper is judged.
        if first is not None and not (is_copy and first.paper == scan.paper):
            yield Twice(scan, first, is_copy)
        before.append(scan)


def _is_same(one: SeenScan, other: SeenScan) -> bool:
    return one.sha256 == other.sha256 or is_same(one.print, other.print)


def told_within(found: Twice) -> str:
    """For people."""
    where = f"“{found.first.title}”" if found.first.paper != found.scan.paper else "cùng giấy tờ ấy"
    how = "là cùng một tệp với" if found.is_copy else "trông giống hệt"
    return (
        f"“{found.scan.title}”: {shown(found.scan.path.name)} {how} "
        f"{shown(found.first.path.name)} của {where}; xem có gắn nhầm bản quét không"
    )


class Across:
    """The scans of many dossiers, each with whose it is."""

    def __init__(self) -> None:
        self._by_digest: dict[str, tuple[str, str, SeenScan]] = {}
        self._by_level: dict[int, list[tuple[str, str, SeenScan]]] = {}

    def seen(self, owner: str, name: str, scan: SeenScan) -> tuple[str, Twice] | None:
        """Adds a scan; tells of the same one of *another* person's dossier.

        Args:
            owner: whose dossier it is: two dossiers of one person may share a scan.
            name: the dossier, for people.
            scan: the scan.
        """
        known = self._by_digest.get(scan.sha256)
        if known is not None:
            return None if known[0] == owner else (known[1], Twice(scan, known[2], True))
        self._by_digest[scan.sha256] = (owner, name, scan)
        if not scan.print:
            return None
        level = sum(scan.print) // len(scan.print)
        alike = next((one for one in self._near(level) if is_same(one[2].print, scan.print)), None)
        self._by_level.setdefault(level, []).append((owner, name, scan))
        if alike is None or alike[0] == owner:
            return None
        return alike[1], Twice(scan, alike[2], False)

    def _near(self, level: int) -> Iterator[tuple[str, str, SeenScan]]:
        for at in range(level - _NEAR, level + _NEAR + 1):
            yield from self._by_level.get(at, ())[-_MOST_BESIDE:]


def told_across(found: Twice, dossier: str) -> str:
    """For people; no name of anybody."""
    how = "là cùng một tệp với" if found.is_copy else "trông giống hệt"
    return (
        f"“{found.scan.title}”: {shown(found.scan.path.name)} {how} bản quét của người khác "
        f"({shown(found.first.path.name)}, hồ sơ {dossier}); xem có gắn nhầm không"
    )
