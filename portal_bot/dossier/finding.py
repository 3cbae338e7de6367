"""Which files among the paths are dossiers, and what beside them may be one and is left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal_bot import files
from portal_bot.dossier.book_rows import CSV, OPEN_WORKBOOK, OTHER_SHEETS, WORKBOOK, is_result
from portal_bot.shown import shown

SUFFIXES = (".yaml", ".yml", ".json")
_READ = (*SUFFIXES, WORKBOOK, OPEN_WORKBOOK)
GOLDEN = ".expected.json"
# What systems leave behind: no person made it, and nobody misses it.
_SYSTEM = frozenset(
    (
        "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin",
        "system volume information", "lost+found", "@eadir", "__pycache__",
    )
)  # fmt: skip
_SYSTEM_BEGINNINGS = (".", "~$", "~lock.")
_HIDDEN_ENDING = re.compile(r"\.(?:ya?ml|json)(?![a-z])", re.IGNORECASE)
_OFFICE = (".docx", ".doc", ".odt", ".rtf")
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
# Scans are never looked into: of anything else, the beginning tells whether it is a dossier.
_SCANS = frozenset(
    (".pdf", ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
)
# What programs leave beside a file while or after they change it.
_COPY_OF = re.compile(
    r"(?:~|\.(?:bak|old|orig|swp|swo|tmp|temp|part|crdownload|save))$", re.IGNORECASE
)
# "Thủ tục" with its marks composed, decomposed or left out.
_IS_DOSSIER = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*[\"']?(?:procedure|th(?:u|\xe1\xbb[\xa6\xa7]|u\xcc\x89)[ _]t"
    rb"(?:u|\xe1\xbb[\xa4\xa5]|u\xcc\xa3)c)[\"']?\s*:",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = 4096
# How much of the folders below one is looked at: enough to name them, never a whole disk.
_MOST_LOOKED_AT = 2_000
_DEEPEST = 6
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something beside the dossiers that was left out, and is told of.

    Attributes:
        path: the file or folder.
        code: a stable English word.
        message: Vietnamese: why, and what to do.
        is_dossier: whether it holds one by its looks: then not all was done that was meant.
    """

    path: Path
    code: str
    message: str
    is_dossier: bool = True

    def as_json(self) -> dict[str, str]:
        """The shape of the ``skipped`` list."""
        return {"path": str(self.path), "code": self.code, "message": self.message}


@dataclass(slots=True)
class Found:
    """What lies at some paths.

    Attributes:
        dossiers: the files, in order.
        skipped: what was left out.
    """

    dossiers: list[Path] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The dossier files among the paths; of a folder, those directly in it, by name.

    What a portal stored of a dossier may lie beside it (`plain.expected.json`): no dossier itself.
    """
    for path in paths:
        names = _names(path) if files.is_folder(path) else None
        if names is None:
            yield path
        else:
            yield from (path / name for name in names if _is_dossier(name))


def survey(paths: Iterable[Path]) -> Found:
    """The same, each file once, and what else lies in the folders that somebody may miss."""
    found = Found()
    given = list(paths)
    found.dossiers = list(dict.fromkeys(find(given)))
    known = {*given, *found.dossiers}
    for path in given:
        names = _names(path) if files.is_folder(path) else None
        if names is not None and found.dossiers and not any(map(_is_dossier, names)):
            told = f"Thư mục “{shown(path)}” không có hồ sơ nào"
            found.skipped.append(Skipped(path, "no_dossier", told, is_dossier=False))
        beside = (path / name for name in names or () if not _is_dossier(name))
        left_out = (_left_out(path, each.name) for each in beside if each not in known)
        found.skipped += filter(None, left_out)
    return found


def _names(folder: Path) -> list[str] | None:
    """What is in the folder, by name; `None`: it cannot be opened, as its reader will say."""
    try:
        return files.listed(folder)
    except files.Unopened:
        return None


def is_system(name: str) -> bool:
    """Whether a file is the system's own: hidden, a lock, a folder's look."""
    return name.startswith(_SYSTEM_BEGINNINGS) or name.casefold() in _SYSTEM


def _is_dossier(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return (
        bool(stem)
        and dot + suffix.lower() in _READ
        and not name.endswith(GOLDEN)
        and not is_result(name)
        and not is_system(name)
    )


def _left_out(folder: Path, name: str) -> Skipped | None:
    if name.endswith(GOLDEN) or is_system(name) or is_result(name):
        return None
    path, told = folder / name, shown(name)
    if files.is_folder(path):
        return _folder(path, told)
    if (original := _original(name)) and (folder / original).exists():
        message = f"Bỏ qua “{told}”: là bản sao mà máy để lại của “{shown(original)}”"
        return Skipped(path, "left_copy", message, is_dossier=False)
    if hidden := _HIDDEN_ENDING.search(name):
        message = (
            f"Bỏ qua “{told}”: tên không kết thúc bằng .yaml, .yml hay .json. Nếu là hồ sơ thì đổi "
            f"tên thành “{shown(name[: hidden.end()])}”; nếu là bản sao thì cất đi chỗ khác"
        )
        return Skipped(path, "wrong_ending", message)
    suffix = path.suffix.lower()
    if suffix in (*OTHER_SHEETS, *_OFFICE, CSV):
        message = f"Bỏ qua “{told}”: {_why_not(suffix)}"
        return Skipped(path, "office_file", message, is_dossier=False)
    if suffix in _ARCHIVES and not _says_procedure(path):
        message = f"Bỏ qua “{told}”: là tệp nén, không mở ra xem; có hồ sơ trong đó thì giải nén"
        return Skipped(path, "archive", message, is_dossier=False)
    if suffix not in _SCANS and _says_procedure(path):
        right = shown(f"{path.stem}.yaml")
        return Skipped(
            path, "wrong_ending", f"Bỏ qua “{told}”: là hồ sơ nhưng sai đuôi; đổi thành “{right}”"
        )
    return None


def _why_not(suffix: str) -> str:
    if suffix == CSV:
        return "CSV chỉ được đọc khi ghi tên tệp ấy vào lệnh; nếu là danh sách hồ sơ thì ghi tên ra"
    if suffix in OTHER_SHEETS:
        return OTHER_SHEETS[suffix]
    return "không đọc hồ sơ từ tệp Word; nếu là hồ sơ thì chép sang tệp .xlsx (`portal-bot new`)"


def _is_misnamed(name: str, beside: list[str]) -> bool:
    """Whether a dossier hides under another ending, and is no copy of one that is there."""
    if is_system(name) or name.endswith(GOLDEN) or _is_dossier(name):
        return False
    return _HIDDEN_ENDING.search(name) is not None and _original(name) not in beside


def _original(name: str) -> str:
    """The dossier of which a program left this copy; empty: it is none."""
    if name.startswith("#") and name.endswith("#"):
        name = name[1:-1]
    else:
        name, copies = _COPY_OF.subn("", name)
        if not copies:
            return ""
    return name if _is_dossier(name) else ""


def _says_procedure(path: Path) -> bool:
    try:
        return bool(_IS_DOSSIER.search(files.read(path, _HEAD)))
    except files.Unopened:
        return False


def _folder(path: Path, told: str) -> Skipped | None:
    """A folder is named only for the dossiers in it; one that leads back up holds no others."""
    if _leads_back(path):
        return None
    inside, looked_at, closed = [], 0, list[OSError]()
    misnamed: list[Path] = []
    for at, folders, names in os.walk(path, onerror=closed.append):
        deep = len(Path(at).relative_to(path).parts)
        folders[:] = [] if deep >= _DEEPEST else sorted(f for f in folders if not is_system(f))
        inside += [Path(at) / name for name in sorted(names) if _is_dossier(name)]
        misnamed += [Path(at) / name for name in sorted(names) if _is_misnamed(name, names)]
        looked_at += 1 + len(names)
        if looked_at > _MOST_LOOKED_AT or len(inside) > _MOST_NAMED:
            break
    if not inside and misnamed:
        return _wrong_ending(path, told, misnamed[0])
    if not inside:
        return _closed(path, told, closed)
    count = f"hơn {_MOST_NAMED}" if len(inside) > _MOST_NAMED else str(len(inside))
    first = shown(inside[0].relative_to(path))
    message = (
        f"Bỏ qua thư mục con “{told}”: trong đó có {count} hồ sơ (ví dụ {first}) chưa được tính. "
        f"Muốn làm cả, ghi thêm thư mục ấy vào lệnh: “{shown(inside[0].parent)}”"
    )
    if misnamed:
        message += f". Trong đó cũng có {shown(misnamed[0].relative_to(path))}, sai đuôi: xem lại"
    return Skipped(path, "folder", message)


def _wrong_ending(path: Path, told: str, first: Path) -> Skipped:
    """A folder that is named only for what hides in it under another ending."""
    message = (
        f"Bỏ qua thư mục con “{told}”: trong đó có {shown(first.relative_to(path))}, tên không kết "
        "thúc bằng .yaml, .yml hay .json. Nếu là hồ sơ thì đổi tên rồi ghi thêm thư mục ấy vào "
        f"lệnh: “{shown(first.parent)}”"
    )
    return Skipped(path, "wrong_ending", message)


def _closed(path: Path, told: str, faults: list[OSError]) -> Skipped | None:
    """Nobody knows what lies in a folder that cannot be opened."""
    if not faults:
        return None
    where = Path(os.fsdecode(faults[0].filename or path))
    place = told if where == path else f"{told}/{shown(where.relative_to(path))}"
    message = (
        f"Bỏ qua thư mục con “{place}”: {files.refused(faults[0]).reason}, không biết trong đó có "
        "hồ sơ không"
    )
    return Skipped(path, "closed_folder", message)


def _leads_back(path: Path) -> bool:
    real = files.whole(path)
    return real in files.whole(path.parent).parents or real == files.whole(path.parent)
