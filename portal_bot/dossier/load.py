"""Dossier files as text with places: what stands where, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from portal_bot import files
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.foreign import foreign
from portal_bot.dossier.problems import Finding, Problem
from portal_bot.dossier.problems import Path as Place
from portal_bot.shown import shown

# A dossier is a page of text; anything near this is some other file.
LARGEST = 2_000_000
# Nor has it lists like this one: what is longer is told of, and the rest is not judged.
_LONGEST_LIST = 1_000


class Unreadable(Exception):
    """A file, or a place in it, that cannot be read.

    Attributes:
        code: a stable English word.
        message: Vietnamese.
        line: counted from 1, or ``None`` for the file as a whole.
        also: more lines of the file that are wrong, each with its message.
    """

    also: tuple[tuple[int, str], ...] = ()

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


class Lines(Protocol):
    """Where things stand; looked up only for what a problem is about, which most things are not."""

    def get(self, place: Place, /) -> int | None:
        """The line, counted from 1, that the key or the list's item starts on."""


@dataclass(slots=True)
class Tree:
    """Mappings, lists, texts and ``None``, and the line that each of them starts on."""

    data: Any = None
    lines: Lines = field(default_factory=dict[Place, int])
    faults: list[tuple[int, Finding]] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """One dossier's text, wherever it came from.

    Attributes:
        path: the file.
        data: mappings, lists and texts; ``None`` when the file could not be read.
        problems: what was wrong already in the reading.
    """

    path: Path
    data: Any = None
    lines: Lines = field(default_factory=dict[Place, int])
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int | None:
        """The line of the place, or of the nearest one around it."""
        for end in range(len(place), -1, -1):
            line = self.lines.get(place[:end])
            if line is not None:
                return line
        return None

    def where(self, place: Place) -> str:
        """The file and the line of the place."""
        return self._at(self.line(place))

    def _at(self, line: int | None) -> str:
        name = shown(self.path.name)
        return f"{name}:{line}" if line else name

    def problem(self, finding: Finding, line: int | None = None) -> Problem:
        """The finding, told with its place in the file; the line, if it is known already."""
        return Problem(
            finding.severity,
            finding.code,
            ".".join(map(str, finding.path)),
            self._at(line) if line else self.where(finding.path),
            finding.message,
        )


def load(path: Path) -> Source:
    """Reads one file; what is wrong with it becomes problems, never an exception."""
    source = Source(path)
    name = shown(path.name)
    try:
        tree = _read(path, name)
    except Unreadable as fault:
        where = f"{name}:{fault.line}" if fault.line else name
        source.problems.append(Problem("error", fault.code, "", where, fault.message))
        for line, message in fault.also:
            where = f"{name}:{line}"
            source.problems.append(Problem("error", fault.code, "", where, message))
        return source
    source.data, source.lines = tree.data, tree.lines
    source.problems += [source.problem(finding, line) for line, finding in tree.faults]
    if not isinstance(tree.data, dict):
        message = f"{name} không phải hồ sơ: cần các mục procedure, applicant, declaration…"
        source.problems.append(Problem("error", "not_a_dossier", "", source.where(()), message))
        source.data = None
    return source


def _read(path: Path, name: str) -> Tree:
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        raise Unreadable(
            "unsupported_file", f"{name}: chưa đọc được bảng tính; dùng tệp .yaml hoặc .json"
        )
    if suffix not in SUFFIXES:
        if not suffix:
            # A folder that cannot be opened, or nothing at all, is told of as that.
            _text(path, name)
        raise Unreadable("unsupported_file", f"{name}: hồ sơ phải là tệp .yaml, .yml hoặc .json")
    text = _text(path, name)
    if suffix == ".json":
        from portal_bot.dossier import json_text

        tree = json_text.parse(text)
    else:
        from portal_bot.dossier import yaml_text

        tree = yaml_text.parse(text)
    # Between two items of a list stands a comma or a line.
    if text.count(",") + text.count("\n") >= _LONGEST_LIST:
        _shorten(tree.data, (), tree)
    return tree


def _text(path: Path, name: str) -> str:
    try:
        str(path).encode()
        content = files.read(path, LARGEST)
    except files.Unopened as fault:
        reason = files.closed(path) if fault.kind == "folder" else None
        told = f"Không mở được {shown(path)}: {reason or fault.reason}"
        if fault.kind == "missing":
            told += _why_missing(path)
        raise Unreadable("unreadable_file", told) from fault
    except UnicodeEncodeError as error:
        told = f"Tên {shown(path)} có ký tự hỏng (không phải UTF-8); đổi tên rồi làm lại"
        raise Unreadable("unreadable_file", told) from error
    if len(content) > LARGEST:
        raise Unreadable("unreadable_file", f"{name} quá lớn, không phải tệp hồ sơ")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if what := foreign(content):
            raise Unreadable("unreadable_file", f"{name} là {what}") from error
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            "unreadable_file", f"{name} không phải văn bản UTF-8; lưu lại với mã UTF-8", line
        ) from error
    if not text.strip():
        raise Unreadable("empty_file", f"{name} rỗng; tạo mẫu bằng lệnh “portal-bot new”")
    return text


def _why_missing(path: Path) -> str:
    if files.is_there(path):
        return "; tên này là liên kết (lối tắt) tới một tệp không còn"
    if any(one in path.name for one in "*?"):
        return "; dấu * hay ? không khớp tên tệp nào ở đó; kiểm tra lại tên, hoặc ghi cả thư mục"
    return "; kiểm tra lại tên"


def _shorten(value: Any, place: Place, tree: Tree) -> None:
    """Cuts lists that no dossier has. The scans' own lists are counted where they are judged."""
    if isinstance(value, list):
        if len(value) > _LONGEST_LIST and place[:1] != ("papers",):
            told = f"Danh sách có {len(value)} phần tử, nhiều nhất {_LONGEST_LIST}; xem lại tệp"
            line = tree.lines.get(place) or 1
            tree.faults.append((line, Finding(place, "too_many_items", told)))
            del value[_LONGEST_LIST:]
        inner: Iterator[tuple[str | int, Any]] = iter(enumerate(value))
    elif isinstance(value, dict):
        inner = iter(value.items())
    else:
        return
    for name, each in inner:
        if isinstance(each, list | dict):
            _shorten(each, (*place, name), tree)
