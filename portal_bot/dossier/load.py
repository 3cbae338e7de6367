"""Dossier files as text with places: what stands where, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from portal_bot.dossier.foreign import foreign
from portal_bot.dossier.problems import Finding, Problem
from portal_bot.dossier.problems import Path as Place

SUFFIXES = (".yaml", ".yml", ".json")
GOLDEN = ".expected.json"
# A dossier is a page of text; anything near this is some other file.
_LARGEST = 2_000_000


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
        around = (self.lines.get(place[:end]) for end in range(len(place), -1, -1))
        return next((line for line in around if line is not None), None)

    def where(self, place: Place) -> str:
        """The file and the line of the place."""
        line = self.line(place)
        return f"{self.path.name}:{line}" if line else self.path.name

    def problem(self, finding: Finding, line: int | None = None) -> Problem:
        """The finding, told with its place in the file."""
        return Problem(
            finding.severity,
            finding.code,
            ".".join(map(str, finding.path)),
            f"{self.path.name}:{line}" if line else self.where(finding.path),
            finding.message,
        )


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The dossier files among the paths; of a folder, those directly in it, by name.

    What a portal stored of a dossier may lie beside it (`plain.expected.json`): no dossier itself.
    """
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in path.iterdir() if _is_dossier(entry.name))
            yield from sorted(inside, key=lambda entry: entry.name)
        else:
            yield path


def _is_dossier(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return bool(stem) and dot + suffix.lower() in SUFFIXES and not name.endswith(GOLDEN)


def load(path: Path) -> Source:
    """Reads one file; what is wrong with it becomes problems, never an exception."""
    source = Source(path)
    try:
        tree = _read(path)
    except Unreadable as fault:
        where = f"{path.name}:{fault.line}" if fault.line else path.name
        source.problems.append(Problem("error", fault.code, "", where, fault.message))
        for line, message in fault.also:
            where = f"{path.name}:{line}"
            source.problems.append(Problem("error", fault.code, "", where, message))
        return source
    source.data, source.lines = tree.data, tree.lines
    source.problems += [source.problem(finding, line) for line, finding in tree.faults]
    if not isinstance(tree.data, dict):
        message = f"{path.name} không phải hồ sơ: cần các mục procedure, applicant, declaration…"
        source.problems.append(Problem("error", "not_a_dossier", "", source.where(()), message))
        source.data = None
    return source


def _read(path: Path) -> Tree:
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        raise Unreadable(
            "unsupported_file", f"{path.name}: chưa đọc được bảng tính; dùng tệp .yaml hoặc .json"
        )
    if suffix not in SUFFIXES:
        raise Unreadable(
            "unsupported_file", f"{path.name}: hồ sơ phải là tệp .yaml, .yml hoặc .json"
        )
    text = _text(path)
    if suffix == ".json":
        from portal_bot.dossier import json_text

        return json_text.parse(text)
    from portal_bot.dossier import yaml_text

    return yaml_text.parse(text)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable("unreadable_file", f"{path.name} quá lớn, không phải tệp hồ sơ")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable(
            "unreadable_file", f"Không mở được {path} ({reason}); kiểm tra tên tệp và quyền đọc"
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if what := foreign(content):
            raise Unreadable("unreadable_file", f"{path.name} là {what}") from error
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            "unreadable_file", f"{path.name} không phải văn bản UTF-8; lưu lại với mã UTF-8", line
        ) from error
    if not text.strip():
        raise Unreadable("empty_file", f"{path.name} rỗng; tạo mẫu bằng lệnh “portal-bot new”")
    return text
