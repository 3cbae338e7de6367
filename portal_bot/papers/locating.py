"""From what a dossier says of a scan to the file on the disk.

The name as it is written comes first and is never tidied. Only where nothing lies there, a name
that differs in its Unicode form (a Mac's archive), in its blanks (a screenshot's U+202F) or, after
those, in its case is taken, if it is the only one.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from portal_bot import files
from portal_bot.marked import own
from portal_bot.papers.fault import PaperFault
from portal_bot.shown import shown

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]")
# Of another machine (`\\server\share`), of a device or a pipe (`\\.\`, `\\?\`).
_NETWORK = re.compile(r"[\\/]{2}")
# A path has lost one of an address's two strokes.
_ADDRESS = re.compile(r"[a-z][a-z+.-]+:/", re.IGNORECASE)
# Of the ways that lead to a name, so many are gone; a row's five files are looked for at most.
_MOST_WAYS = 50
# Scans of several dossiers lie there, beside the folder in which the dossiers are.
BESIDE = "papers"
_LIKE = 75


def locate(folder: Path, said: Path, *, outside: bool = False) -> Path | PaperFault:
    """The scan's file, from the root, or why there is none.

    A dossier that somebody sent could name any file of this machine, and it would be handed in.

    Args:
        folder: where the dossier lies.
        said: what it says.
        outside: whether it may lie elsewhere than below the folder, or in `papers` beside it. The
            samples' dummy scans, which are nobody's, may be named from anywhere.
    """
    if _NETWORK.match(str(said)):
        # Not even looked at: Windows would give that machine proof of the clerk's password.
        return PaperFault("paper_elsewhere", _on_the_network(said))
    exact = folder / said
    # First by its name alone: not even whether it is there is told of what lies outside.
    if not (outside or _is_within(exact, folder, _plain)):
        return PaperFault("paper_outside", _outside(folder, said))
    if files.is_there(exact):
        return _allowed(folder, said, exact, outside=outside)
    for form in (_same_letters, _same_but_for_case):
        found = _alike(folder, said, form)
        if len(found) == 1:
            return _allowed(folder, said, found[0], outside=outside)
        if found:
            return PaperFault("paper_ambiguous", _several(said, found))
    return PaperFault("paper_missing", _missing(folder, said, exact))


def _allowed(folder: Path, said: Path, exact: Path, *, outside: bool) -> Path | PaperFault:
    """The file, unless a link leads to it that leads out of the folder."""
    if outside or _is_within(exact, folder, files.whole):
        return _whole(exact)
    return PaperFault("paper_outside", _outside(folder, said))


def _is_within(path: Path, folder: Path, known: Callable[[Path], Path]) -> bool:
    """Whether it lies where a dossier's scans may, by the names or as they are."""
    place = Path(os.path.normcase(known(path)))
    return any(place.is_relative_to(os.path.normcase(known(one))) for one in _allowed_at(folder))


def _allowed_at(folder: Path) -> Iterator[Path]:
    """Below the dossier's folder; in `papers` beside it, as the samples have it; the dummies."""
    yield folder
    beside = Path(os.path.abspath(folder)).parent / BESIDE  # noqa: PTH100 - as `_plain`
    if not beside.is_symlink():
        yield beside
    if (dummies := _dummies()) is not None:
        yield dummies


def _plain(path: Path) -> Path:
    """From the root, without `..`; no link is followed, the system is asked for nothing."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `Path.absolute` leaves `..` where it is


@cache
def _dummies() -> Path | None:
    from portal_bot import practice  # slow: only for what is not the dossier's own

    try:
        return practice.samples() / "papers"
    except StopIteration:
        # Installed without them.
        return None


def _several(said: Path, found: list[Path]) -> str:
    """Names that look alike are told apart by their letters' codes where nothing else does."""
    names = [shown(one.name) for one in found[:3]]
    if len(set(map(_same_letters, names))) < len(names):
        names = [f"{name} ({_odd(one.name)})" for name, one in zip(names, found, strict=False)]
    told = " và ".join(f"“{own(name)}”" for name in names)
    return (
        f"Có {len(found)} tệp tên giống “{own(shown(said))}”: {told}; đổi tên một tệp rồi ghi đúng"
    )


def _odd(name: str) -> str:
    form = "dựng sẵn" if unicodedata.is_normalized("NFC", name) else "tổ hợp"
    blanks = [f"U+{ord(c):04X}" for c in name if c.isspace() and c != " "]
    return ", ".join([f"dấu {form}", f"{name.count(' ')} dấu cách", *blanks])


def _whole(path: Path) -> Path:
    """From the root; it keeps the name by which it was asked for, also where that is a link."""
    return files.whole(path.parent) / path.name


def _same_letters(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _same_but_for_case(name: str) -> str:
    return unicodedata.normalize("NFC", _same_letters(name).casefold())


def _alike(folder: Path, said: Path, form: Callable[[str], str]) -> list[Path]:
    """Every file whose path is the same in this form, part by part."""
    ways = [Path(said.anchor)] if said.anchor else [folder]
    for part in said.parts[bool(said.anchor) :]:
        wanted = form(part)
        ways = [to for way in ways for to in _steps(way, part, wanted, form)][:_MOST_WAYS]
    return ways


def _steps(way: Path, part: str, wanted: str, form: Callable[[str], str]) -> list[Path]:
    if part == os.pardir:
        return [way / part]
    try:
        names = files.listed(way)
    except files.Unopened:
        # A folder that may be entered and not listed.
        return [way / part] if files.is_there(way / part) else []
    return [way / name for name in names if name == part or form(name) == wanted]


def _missing(folder: Path, said: Path, exact: Path) -> str:
    text = str(said)
    if _WINDOWS.match(text):
        return _of_windows(folder, text)
    if "\\" in text and os.sep == "/":
        right = text.replace("\\", "/")
        told = f"Không có tệp “{own(shown(said))}”: ghi đường dẫn bằng dấu /"
        return f"{told}, ví dụ “{own(shown(right))}”"
    if _ADDRESS.match(text):
        return (
            f"“{own(shown(said))}” là địa chỉ, không phải tệp: tải tệp về để cạnh hồ sơ rồi ghi tên"
        )
    try:
        os.lstat(exact)
        reason = "không có ở đó"
    except OSError as error:
        reason = files.refused(error).reason
    except ValueError:
        reason = "tên có ký tự mà máy không nhận"
    like = _like(exact)
    proposal = f"; có phải “{own(shown(like))}”?" if like else ""
    return f"Không có tệp {shown(said)}: {reason}{proposal}"


def _on_the_network(said: Path) -> str:
    name = re.split(r"[\\/]", str(said))[-1]
    return (
        f"“{own(shown(said))}” là đường dẫn tới máy khác, không mở: chép tệp vào cạnh hồ sơ và chỉ "
        f"ghi tên tệp, ví dụ “{own(shown(name or 'a.pdf'))}”"
    )


def _outside(folder: Path, said: Path) -> str:
    name = said.name
    beside = files.is_there(folder / name) if name and name != os.pardir else False
    told = f"“{shown(said)}” nằm ngoài thư mục của hồ sơ, không mở"
    if beside:
        return f"{told}: cạnh hồ sơ có “{shown(name)}”, chỉ ghi tên ấy"
    return f"{told}: chép tệp vào cạnh hồ sơ và chỉ ghi tên tệp, ví dụ “{shown(name or 'a.pdf')}”"


def _of_windows(folder: Path, text: str) -> str:
    name = re.split(r"[\\/]", text)[-1]
    beside = files.is_there(folder / name) if name else False
    told = f"Không có tệp “{own(shown(text))}”: đây là đường dẫn đầy đủ của một máy Windows; "
    if beside:
        return f"{told}cạnh hồ sơ có “{own(shown(name))}”: chỉ ghi tên ấy"
    return (
        f"{told}chép tệp vào cạnh hồ sơ và chỉ ghi tên tệp, ví dụ “{own(shown(name or 'a.pdf'))}”"
    )


def _like(exact: Path) -> str | None:
    from portal_bot.catalogue.names import nearest  # the catalogue: limits of scans do without

    try:
        names = files.listed(exact.parent)
    except files.Unopened:
        return None
    found = nearest(exact.name[:200], names[:500], limit=1, cutoff=_LIKE)
    return found[0] if found else None
