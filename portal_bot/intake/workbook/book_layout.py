"""Which parts of a workbook's archive are what: its relations say so, not the parts' names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from portal_bot.dossier.source import Unreadable
from portal_bot.intake.workbook.sheet_scan import parse
from portal_bot.intake.workbook.zip_parts import SMALL_PART, ZipParts

_MOST_SHEETS = 200


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of a workbook: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    concealed: bool = False


@dataclass(slots=True)
class BookLayout:
    """Where things are.

    Attributes:
        sheets: in the order of their tabs.
        strings: the part with the texts that cells share; empty: none.
        styles: the part with the looks of numbers; empty: none.
        since_1904: whether days are counted from 1904, as on old Macs.
    """

    sheets: list[SheetPart] = field(default_factory=list)
    strings: str = ""
    styles: str = ""
    since_1904: bool = False


class _Relation(NamedTuple):
    key: str
    kind: str
    part: str


def layout_of(parts: ZipParts) -> BookLayout:
    """Finds the sheets, and what is needed to read them.

    Raises:
        Unreadable: it is damaged, or has no list of sheets.
    """
    books = [each.part for each in _relations(parts, "") if each.kind == "officeDocument"]
    if not books or not parts.has(books[0]):
        raise Unreadable("unreadable_file", "bảng tính đã hỏng; mở bằng bảng tính rồi lưu lại")
    layout, sheets = BookLayout(), dict[str, str]()
    for key, kind, part in _relations(parts, books[0]):
        if kind == "worksheet":
            sheets[key] = part
        elif kind == "sharedStrings" and parts.has(part):
            layout.strings = part
        elif kind == "styles" and parts.has(part):
            layout.styles = part
    _list_sheets(layout, sheets, parts, books[0])
    return layout


def _relations(parts: ZipParts, of: str) -> Iterator[_Relation]:
    """What a part, or the whole archive, has to do with which others; never with other files."""
    folder, name = posixpath.split(of)
    found: list[_Relation] = []

    def start(tag: str, has: Mapping[str, str]) -> None:
        if tag == "Relationship" and has.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, has.get("Target", "")))
            kind = has.get("Type", "").rpartition("/")[2]
            found.append(_Relation(has.get("Id", ""), kind, target.lstrip("/")))

    at = posixpath.join(folder, "_rels", f"{name}.rels")
    if parts.has(at):
        parse(parts.chunks(at, SMALL_PART), start, lambda _: None)
    yield from found


def _list_sheets(
    layout: BookLayout, targets: Mapping[str, str], parts: ZipParts, book: str
) -> None:
    def start(tag: str, has: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            layout.since_1904 = has.get("date1904") in {"1", "true"}
        elif tag == "sheet":
            key = next((text for at, text in has.items() if at.rpartition(":")[2] == "id"), "")
            hidden = has.get("state", "visible") != "visible"
            if key in targets and len(layout.sheets) < _MOST_SHEETS:
                layout.sheets.append(SheetPart(has.get("name", ""), targets[key], hidden))

    parse(parts.chunks(book, SMALL_PART), start, lambda _: None)
