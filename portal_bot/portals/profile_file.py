"""Reads a portal's profile from a file that somebody wrote: strictly, and in Vietnamese.

Who can write it decides where passwords go: a file that anybody may change is not read.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from portal_bot import files
from portal_bot.errors import UsageError
from portal_bot.reasons import in_words, of_model
from portal_bot.shown import shown
from portal_bot.toml_text import toml_of

M = TypeVar("M", bound=BaseModel)
# A profile is a page; one more than that of whatever was named is read at most.
_LARGEST = 1_000_000
_TABLE = re.compile(r"\s*\[([\w.-]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def listed(folder: Path) -> list[str]:
    """The names in the folder of profiles.

    Raises:
        UsageError: it may not be looked into.
    """
    try:
        return files.listed(folder)
    except files.Unopened as error:
        raise UsageError(f"không đọc được thư mục {shown(folder)}: {error.reason}") from error


def read(path: Path, model: type[M]) -> M:
    """The file as the model, every key of it known.

    Raises:
        UsageError: it cannot be read, somebody else may write it, or not all of it is understood;
            with line and key.
    """
    name = f"tệp mô tả cổng {shown(path)}"
    try:
        # Notepad writes a mark in front.
        text = files.read(path, _LARGEST).decode("utf-8-sig")
    except files.Unopened as error:
        raise UsageError(f"không đọc được {name}: {error.reason}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} không phải văn bản UTF-8") from error
    _insist_on_own(path, name)
    try:
        # What is wrong with the last line is then told with its number.
        return model.model_validate(toml_of(f"{text}\n"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} không phải TOML: {in_words(error)}") from error
    except ValidationError as error:
        wrong = "; ".join(_told(dict(one), text, model) for one in error.errors())
        raise UsageError(f"{name} chưa đúng: {wrong}") from error


def _insist_on_own(path: Path, name: str) -> None:
    if os.name != "posix":
        return
    now = path.stat()
    if now.st_uid not in {os.geteuid(), 0}:
        raise UsageError(
            f"{name} là của người khác trên máy này (uid {now.st_uid}), người ấy đổi được nơi gửi "
            "mật khẩu: chép thành tệp của mình rồi dùng"
        )
    if now.st_mode & stat.S_IWOTH:
        raise UsageError(
            f"{name} ai trên máy này cũng sửa được, tức đổi được nơi gửi mật khẩu: chạy "
            f"`chmod o-w {shown(path)}` rồi xem lại tệp"
        )
    around = path.absolute().parent
    rights = around.stat().st_mode
    if rights & stat.S_IWOTH and not rights & stat.S_ISVTX:
        raise UsageError(
            f"{name} nằm trong thư mục mà ai trên máy này cũng đổi tệp được, tức đổi được nơi gửi "
            f"mật khẩu: chạy `chmod o-w {shown(around)}` rồi xem lại tệp"
        )


def _told(wrong: Mapping[str, Any], text: str, model: type[BaseModel]) -> str:
    place = [str(part) for part in wrong["loc"]]
    line = _line(text, place)
    where = f"{f'dòng {line}, ' if line else ''}`{'.'.join(place)}`"
    if wrong["type"] == "value_error":
        return f"{where}: {wrong['ctx']['error']}"
    told = of_model(wrong)
    if wrong["type"] == "extra_forbidden":
        known = _keys(model, place[:-1])
        near = get_close_matches(place[-1].lower(), known, n=1, cutoff=0.5)
        there = ", ".join(f"`{key}`" for key in known)
        told += f"; gần nhất là “{near[0]}”" if near else f"; có: {there}"
    return f"{where}: {told}"


def _keys(model: type[BaseModel], place: Sequence[str]) -> list[str]:
    """What may stand in the table of that name."""
    for part in place:
        held = model.model_fields[part].annotation if part in model.model_fields else None
        kinds = [held, *getattr(held, "__args__", ())]
        inner = [k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)]
        if not inner:
            return []
        model = inner[0]
    return list(model.model_fields)


def _line(text: str, place: Sequence[str]) -> int | None:
    """Where the key stands, or the nearest of its tables; `None`: nowhere."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TABLE.match(line):
            table = tuple(found[1].split("."))
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1]), number)
    ways = (tuple(place[:length]) for length in range(len(place), 0, -1))
    return next((lines[way] for way in ways if way in lines), None)
