"""`settings.toml` in the home: what this desk wants each time, said once.

Strict: a key that is not known, or a value of another kind, is told with its line; nothing of the
file is then used. Secrets have no place in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from portal_bot.errors import SetupError
from portal_bot.reasons import in_words, said_twice
from portal_bot.toml_text import toml_of

NAME = "settings.toml"
COLOURS = ("auto", "always", "never")
MOST_SESSIONS = 16
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Key:
    """What may stand behind a key, and how that is told."""

    fits: Callable[[Any], bool]
    wanted: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_sessions(value: Any) -> bool:
    return isinstance(value, int) and value is not True and 1 <= value <= MOST_SESSIONS


KEYS: Mapping[str, _Key] = {
    "portal": _Key(_is_text, 'tên cổng trong dấu nháy, ví dụ "mock"'),
    "browser": _Key(_is_text, "đường dẫn tới trình duyệt trong dấu nháy đơn"),
    "sessions": _Key(_is_sessions, f"một số từ 1 đến {MOST_SESSIONS}, không có dấu nháy"),
    "colours": _Key(lambda value: value in COLOURS, 'một trong "auto", "always", "never"'),
    "roster": _Key(_is_text, "đường dẫn tới lịch trực trong dấu nháy đơn"),
    "officer": _Key(_is_text, 'tên đăng nhập một cửa trong dấu nháy, ví dụ "motcua"'),
    "notices": _Key(_is_text, "đường dẫn tới tệp kênh thông báo trong dấu nháy đơn"),
}
_KEY = re.compile(r"\s*\[{0,2}[\"']?([\w-]+)[\"']?\s*[=.\]]")
_SECRETS = re.compile(r"pass|secret|token|mat.?khau|\bpin\b", re.IGNORECASE)


def read(home: Path) -> Mapping[str, str]:
    """What the file says, as the variables would say it; nothing where there is no file.

    Raises:
        SetupError: it cannot be read, or not all of it is understood.
    """
    file = home / NAME
    text = _text(file)
    if text is None:
        return {}
    try:
        # What is wrong with the last line is then told with its number.
        said = toml_of(f"{text}\n")
    except tomllib.TOMLDecodeError as error:
        twice = _twice(text) if said_twice(error) else ""
        why = twice or f": {in_words(error)}{_windows_path(text)}"
        raise SetupError(f"{file}{why}") from error
    for key, value in said.items():
        if (fault := _fault(key, value)) is not None:
            line = _line(text, key)
            raise SetupError(f"{file}{f', dòng {line}' if line else ''}: {fault}")
    return {key: str(value) for key, value in said.items()}


def _text(file: Path) -> str | None:
    try:
        if not file.exists():
            return None
        if not file.is_file():
            raise SetupError(f"{file} phải là một tệp")
        with file.open("rb") as opened:
            # Notepad writes a mark in front.
            return opened.read(_LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"không đọc được {file}: {in_words(error)}") from error


def _fault(key: str, value: Any) -> str | None:
    if key in KEYS:
        wanted = KEYS[key]
        return None if wanted.fits(value) else f"{key} phải là {wanted.wanted}"
    if _SECRETS.search(key):
        return f"không để “{key}” trong tệp này; cất mật khẩu bằng `portal-bot account set`"
    near = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.5)
    meant = f" (có phải {near[0]}?)" if near else ""
    return f"không có mục “{key}”{meant}; các mục: {', '.join(KEYS)}"


def place(home: Path, key: str) -> str:
    """The file and the line where the key stands: ``…/settings.toml, dòng 2``."""
    file = home / NAME
    line = _line(_text(file) or "", key)
    return f"{file}, dòng {line}" if line else str(file)


def _line(text: str, key: str) -> int | None:
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if _key_of(line) == key), None)


def _key_of(line: str) -> str | None:
    found = _KEY.match(line)
    return found[1] if found else None


def _twice(text: str) -> str:
    """The first key that stands there twice, with both lines; empty where none is seen."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key = _key_of(line)
        if key and first.setdefault(key, number) != number:
            return f", dòng {number}: “{key}” đã ghi ở dòng {first[key]}; bỏ một trong hai dòng"
    return ""


def _windows_path(text: str) -> str:
    """The usual cause: in double quotes a backslash is the start of something else."""
    if not re.search(r'"[^"\n]*\\[^"\n]*"', text):
        return ""
    return "; đường dẫn Windows viết trong dấu nháy đơn: 'C:\\Thư mục\\chrome.exe'"
