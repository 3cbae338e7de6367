"""A workbook's file as the parts in it: opened carefully, for it may come from anybody.

An `.xlsx` is an archive of XML, and so is an `.ods`. What unpacks to too much, has too many parts,
holds macros or is no workbook at all is refused before anything is read of it; every part is read
with a limit, whatever the archive says of its size. Links to other files are never followed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portal_bot import files
from portal_bot.dossier.book_rows import LARGEST_BOOK, OTHER_SHEETS, SAVE_AS
from portal_bot.dossier.source import Unreadable
from portal_bot.shown import shown

_LARGEST_PART = 100_000_000
_LARGEST_WHOLE = 300_000_000
_MOST_PARTS = 2_000
# Of what only names other parts, and of the looks of numbers: far more than programs write.
SMALL_PART, LOOKS_PART = 5_000_000, 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_BOOK = "không phải bảng tính .xlsx hay .ods"
_TYPES = "[Content_Types].xml"
# What an `.ods` says of itself, and where it keeps programs.
_KIND, _MANIFEST, _PROGRAMS = "mimetype", "META-INF/manifest.xml", ("basic/", "scripts/")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# LibreOffice may keep lists of libraries without anything in them.
_LISTS = ("script-lb.xml", "script-lc.xml")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, OSError),
)


class ZipParts:
    """The parts of one workbook.

    Args:
        path: the file.

    Attributes:
        content: its bytes, as they were read.
        is_ods: whether it is one of LibreOffice's own, whatever its name says.

    Raises:
        Unreadable: it cannot be opened, is no workbook, or is one that is not taken.
    """

    def __init__(self, path: Path) -> None:
        self._name = shown(path.name)
        self.content = read(path)
        if self.content.startswith(_OLE):
            raise self._refused(f"có mật khẩu, hoặc là .xls cũ; bỏ mật khẩu, {SAVE_AS}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.content))
        except _BROKEN as error:
            told = (
                "không phải bảng tính .xlsx hay .ods, hoặc đã hỏng; mở lại bằng bảng tính rồi lưu"
            )
            raise self._refused(told) from error
        self._known = {info.filename: info for info in self._zip.infolist()}
        self._refuse_large()
        self.is_ods = self.has(_KIND)
        if self.is_ods:
            self._refuse_odd_ods()
        else:
            self._refuse_odd()

    def _refuse_large(self) -> None:
        infos = self._zip.infolist()
        whole = sum(info.file_size for info in infos)
        if len(infos) > _MOST_PARTS or whole > _LARGEST_WHOLE:
            raise self._refused("bung ra quá lớn (tệp nén bất thường); không mở", "too_big")

    def _refuse_odd(self) -> None:
        if _TYPES not in self._known:
            raise self._refused(f"{_NO_BOOK}; mở bằng bảng tính rồi lưu lại")
        macros = any(name.lower().endswith("vbaproject.bin") for name in self._known)
        types = b"".join(self.chunks(_TYPES, SMALL_PART))
        if macros or b"macroenabled" in types.lower():
            raise self._refused(OTHER_SHEETS[".xlsm"], "macros")

    def _refuse_odd_ods(self) -> None:
        if b"".join(self.chunks(_KIND, SMALL_PART)).strip() != _ODS:
            raise self._refused(f"không phải bảng tính; {SAVE_AS}")
        manifest = b"".join(self.chunks(_MANIFEST, SMALL_PART)) if self.has(_MANIFEST) else b""
        if b"encryption-data" in manifest:
            raise self._refused("có mật khẩu; mở bằng LibreOffice, lưu lại không mật khẩu")
        names = (name.lower() for name in self._known)
        programs = (each for each in names if each.startswith(_PROGRAMS))
        if any(not each.endswith(("/", *_LISTS)) for each in programs):
            raise self._refused(f"là bảng tính có macro, không nhận; {SAVE_AS}", "macros")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._known

    def read(self, name: str) -> bytes:
        """A whole part; empty, where there is none.

        Raises:
            Unreadable: it is too large, or damaged.
        """
        return b"".join(self.chunks(name)) if self.has(name) else b""

    def chunks(self, name: str, most: int = _LARGEST_PART) -> Iterator[bytes]:
        """A part, piece by piece.

        Args:
            name: the part's.
            most: so many bytes.

        Raises:
            Unreadable: it is too large, or damaged.
        """
        left = most
        try:
            with self._zip.open(self._known[name]) as part:
                while piece := part.read(1 << 16):
                    left -= len(piece)
                    if left < 0:
                        raise self._refused("bung ra quá lớn (tệp nén bất thường)", "too_big")
                    yield piece
        except _BROKEN as error:
            raise self._refused("đã hỏng; mở lại bằng bảng tính rồi lưu") from error

    def with_parts(self, changed: dict[str, bytes], to: IO[bytes]) -> None:
        """Writes the workbook with some parts changed, all others byte for byte as they are."""
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self._known.values():
                new = changed.get(info.filename)
                made.writestr(info, self.read(info.filename) if new is None else new)

    def _refused(self, why: str, code: str = "unreadable_file") -> Unreadable:
        return Unreadable(code, f"{self._name} {why}")


def read(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        Unreadable: it is not there, may not be read, or is too large.
    """
    try:
        content = files.read(path, LARGEST_BOOK)
    except files.Unopened as fault:
        told = f"Không mở được {shown(path)}: {fault.reason}"
        raise Unreadable("unreadable_file", told) from fault
    if len(content) > LARGEST_BOOK:
        many = LARGEST_BOOK // 1_000_000
        told = f"{shown(path.name)} quá lớn (hơn {many} MB); chia thành nhiều tệp"
        raise Unreadable("too_big", told)
    if not content:
        raise Unreadable("empty_file", f"{shown(path.name)} rỗng; tạo mẫu bằng `portal-bot new`")
    return content
