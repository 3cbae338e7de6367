"""Dossier files as text with places: what stands where, before anybody asks what it means."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.dossier import json_text
from portal_bot.dossier.book_rows import OTHER_SHEETS
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.foreign import foreign
from portal_bot.dossier.problems import Finding, Problem
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.sensitive import register_loose
from portal_bot.dossier.source import Source, Tree, Unreadable
from portal_bot.shown import shown

# A dossier is a page of text; anything near this is some other file.
LARGEST = 2_000_000
# Nor has it lists like this one: what is longer is told of, and the rest is not judged.
_LONGEST_LIST = 1_000


def load(path: Path) -> Source:
    """Reads one file; what is wrong with it becomes problems, never an exception."""
    source = Source(path)
    name = shown(path.name)
    try:
        tree = _read(source, name)
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
        register_loose(str(tree.data), path)
        source.data = None
    return source


def _read(source: Source, name: str) -> Tree:
    path, suffix = source.path, source.path.suffix.lower()
    if suffix not in SUFFIXES:
        if not suffix:
            # A folder that cannot be opened, or nothing at all, is told of as that.
            _text(path, name)
        told = OTHER_SHEETS.get(suffix, "hồ sơ phải là tệp .yaml, .yml, .json, .xlsx hoặc .ods")
        raise Unreadable("unsupported_file", f"{name}: {told}")
    text = _text(path, name)
    source.may_hold_a_card = "|" in text
    try:
        tree = _parsed(text, suffix)
    except Unreadable:
        register_loose(text, path)
        raise
    # Between two items of a list stands a comma or a line.
    if text.count(",") + text.count("\n") >= _LONGEST_LIST:
        _shorten(tree.data, (), tree)
    return tree


def _parsed(text: str, suffix: str) -> Tree:
    if suffix == ".json":
        return json_text.parse(text)
    from portal_bot.dossier import yaml_text  # JSON needs no YAML reader

    return yaml_text.parse(text)


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
        text = content.removeprefix(codecs.BOM_UTF8).decode()
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
    """Cuts what no dossier has so many of.

    The scans' own lists are counted where they are judged.
    """
    if isinstance(value, list):
        if len(value) > _LONGEST_LIST and place[:1] != ("papers",):
            _tell_too_many(f"Danh sách có {len(value)} phần tử", place, tree)
            del value[_LONGEST_LIST:]
        inner: Iterator[tuple[str | int, Any]] = iter(enumerate(value))
    elif isinstance(value, dict):
        if len(value) > _LONGEST_LIST:
            _tell_too_many(f"Có {len(value)} mục cùng cấp", place, tree)
            for name in list(value)[_LONGEST_LIST:]:
                del value[name]
        inner = iter(value.items())
    else:
        return
    for name, each in inner:
        if isinstance(each, list | dict):
            _shorten(each, (*place, name), tree)


def _tell_too_many(what: str, place: Place, tree: Tree) -> None:
    told = f"{what}, nhiều nhất {_LONGEST_LIST}; xem lại tệp"
    tree.faults.append((tree.lines.get(place) or 1, Finding(place, "too_many_items", told)))
