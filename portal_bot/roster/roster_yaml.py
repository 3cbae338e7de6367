"""A roster in YAML, read node by node: a day that stands there twice is seen, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from portal_bot.catalogue.names import plain
from portal_bot.roster.duty import RosterError
from portal_bot.roster.roster_words import RawRow, day_in, role_of
from portal_bot.shown import shown

_DAYS = frozenset({"days", "day", "lich truc", "ngay truc", "lich"})
_DAY = frozenset({"day", "date", "ngay"})
_NAME = frozenset({"name", "ho ten", "ten", "ho va ten"})
_OFF = frozenset({"off", "nghi", "ngay nghi"})
_NOTE = frozenset({"note", "ghi chu"})


def yaml_rows(content: bytes, path: Path) -> list[RawRow]:
    """What the file says of people and days.

    Raises:
        RosterError: it is not YAML, or no mapping.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=loader)
    except UnicodeDecodeError as error:
        raise RosterError(f"lịch trực {shown(path)}: không phải chữ UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        raise RosterError(f"lịch trực {shown(path)}{line}: sai cú pháp YAML") from error
    if root is None:
        raise RosterError(f"lịch trực {shown(path)}: tệp trống")
    if not isinstance(root, yaml.MappingNode):
        raise RosterError(
            f"lịch trực {shown(path)}: phải có các mục officers, volunteers (người trực) và days "
            "(từng ngày)"
        )
    return list(_rows(root))


def _rows(root: yaml.MappingNode) -> Iterator[RawRow]:
    for key, value in root.value:
        word = _text(key)
        if role := role_of(word):
            for node in _items(value):
                yield "person", _where(node), {"role": role, **_person(node)}
        elif plain(word) in _DAYS:
            yield from _days(value)
        else:
            told = f"không có mục “{shown(word)}”; các mục: officers, volunteers, days"
            yield "unread", _where(key), {"message": told}


def _person(node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {"name": node.value}
    said: dict[str, Any] = {}
    for key, value in _pairs(node):
        word = plain(_text(key))
        if word in _NAME:
            said["name"] = _text(value)
        elif word in _OFF:
            said["off"] = [_text(item) for item in _items(value)]
    return said


def _days(node: yaml.Node) -> Iterator[RawRow]:
    if isinstance(node, yaml.MappingNode):
        # The days themselves are the keys; where they stand twice, both are seen.
        for key, value in node.value:
            yield "day", _where(key), {"day": _text(key), **_duty(value)}
        return
    for item in _items(node):
        yield "day", _where(item), _duty(item)


def _duty(node: yaml.Node) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for key, value in _pairs(node):
        word = plain(_text(key))
        if role := role_of(word):
            said[role] = [_text(item) for item in _items(value)]
        elif word in _DAY:
            said["day"] = _text(value)
        elif word in _NOTE:
            said["note"] = _text(value)
        elif (day := day_in(_text(key))) is not None:
            said |= {"day": day, **_duty(value)}
    return said


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _items(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [] if isinstance(node, yaml.ScalarNode) and _text(node) == "" else [node]


def _text(node: yaml.Node) -> str:
    """As it was written: `no` is a name here, and a date is not yet one."""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    return "" if node.value in {"~", "null"} else str(node.value)


def _where(node: yaml.Node) -> str:
    return f"dòng {node.start_mark.line + 1}"
