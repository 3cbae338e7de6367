"""What a row of the papers table shows of a file, and whether it is ours, whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot.form.text import label_key, squeeze
from portal_bot.portals.roles import Paper

_SIZE = re.compile(r"(\d+(?:[.,](\d+))?)\s*(byte|b|kb|mb)", re.IGNORECASE)
_BYTES = {"byte": (1,), "b": (1,), "kb": (1024, 1000), "mb": (1024**2, 1000**2)}
_CUT = re.compile(r"…|\.\.\.")
# The least of a name that a shortened one must show.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as its row shows it: its name, shortened perhaps, and its size, where printed."""

    name: str
    size: str


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One row of the table: its name, where its file box is, the files it shows."""

    place: int
    name: str
    takes_files: bool
    files: tuple[ShownFile, ...]


def shown_files(told: Sequence[Mapping[str, str]]) -> tuple[ShownFile, ...]:
    """The files of a row as the page's script tells of them."""
    return tuple(ShownFile(one["name"], one["size"] or "") for one in told)


def differing(
    papers: Sequence[Paper], shown: Iterable[tuple[str, Sequence[ShownFile]]]
) -> list[str]:
    """The rows that do not show just the dossier's files, in their order; sorted by name.

    Args:
        papers: the dossier's.
        shown: rows and what they show; a row that comes twice shows both.
    """
    wanted = {label_key(paper.row): paper.files for paper in papers if paper.files}
    found: dict[str, list[ShownFile]] = {}
    for row, files in shown:
        if files:
            found.setdefault(label_key(row), []).extend(files)
    return sorted(
        row
        for row in wanted | found
        if len(wanted.get(row, ())) != len(found.get(row, ()))
        or not all(map(is_file, found.get(row, ()), wanted.get(row, ())))
    )


def is_file(shown: ShownFile, file: Path) -> bool:
    """Whether the row shows this very file: its name, and its whole size where one is printed."""
    return is_name(shown.name, file.name) and is_size(shown.size, file.stat().st_size)


def is_name(shown: str, name: str) -> bool:
    """Whether a printed name is the file's own, or shortened with dots in its middle or end."""
    shown, name = squeeze(shown), squeeze(name)
    if shown == name:
        return True
    head, dots, tail = _split(shown)
    if not dots or len(head) + len(tail) < _LEAST or len(head) + len(tail) >= len(name):
        return False
    return name.startswith(head) and name.endswith(tail)


def is_size(shown: str, size: int) -> bool:
    """Whether a printed size (``(12,3 KB)``) is that of so many bytes, as exactly as it is said."""
    found = _SIZE.search(shown)
    if found is None:
        return True
    number, decimals, unit = found.groups()
    said = float(number.replace(",", "."))
    exact = 0.51 * 10 ** -len(decimals or "")
    return any(abs(size / one - said) <= exact for one in _BYTES[unit.lower()])


def _split(shown: str) -> tuple[str, str, str]:
    found = _CUT.search(shown)
    if found is None:
        return shown, "", ""
    return shown[: found.start()].rstrip(), found[0], shown[found.end() :].lstrip()
