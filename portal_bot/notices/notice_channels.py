"""Where notices go: a file that the home's settings name, with an address of apprise a channel."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from portal_bot import files, settings
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words
from portal_bot.toml_text import toml_of

# What stands in an address for the citizen's own.
PLACES = {"email": "{email}", "sms": "{phone}"}
_LARGEST = 100_000
_PHONE = re.compile(r"\+?\d{9,15}")
_EMAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+")
_FORM = 'email = "mailtos://…?to={email}", sms = "…{phone}…", auto = true hoặc false'


@dataclass(frozen=True, slots=True)
class NoticeChannels:
    """The channels of a home.

    Attributes:
        addresses: apprise's address of each, with the citizen's place in it.
        auto: whether every `track` sends notices, also without being told to.
    """

    addresses: Mapping[str, str] = field(default_factory=dict, repr=False)
    auto: bool = False

    def address(self, channel: str, to: str) -> str:
        """The address for one citizen."""
        return self.addresses[channel].replace(PLACES[channel], quote(to, safe=""))


def channels() -> NoticeChannels | None:
    """Those of the home; `None`: notices are off.

    Raises:
        SetupError: the file cannot be read, is not understood, or is open to others: it holds
            passwords.
    """
    named = settings.value(settings.NOTICES)
    if not named:
        return None
    path = Path(named).expanduser()
    path = path if path.is_absolute() else settings.home_path() / path
    try:
        text = files.read(path, _LARGEST).decode("utf-8-sig")
        said = toml_of(text)
    except files.Unopened as error:
        raise SetupError(f"không đọc được tệp kênh thông báo {path}: {error.reason}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = in_words(error) if isinstance(error, tomllib.TOMLDecodeError) else "không phải UTF-8"
        raise SetupError(f"tệp kênh thông báo {path} không phải TOML: {why}") from error
    _insist_private(path)
    return _understood(path, said)


def _insist_private(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SetupError(
            f"tệp kênh thông báo {path} chứa mật khẩu mà người khác trên máy đọc được: "
            f"chmod 600 {path}"
        )


def _understood(path: Path, said: Mapping[str, object]) -> NoticeChannels:
    auto = said.get("auto", False)
    if unknown := sorted(said.keys() - {*PLACES, "auto"}):
        raise SetupError(f"{path}: không có mục {', '.join(unknown)}; các mục: {_FORM}")
    addresses = {name: said[name] for name in PLACES if name in said}
    for name, address in addresses.items():
        if not isinstance(address, str) or PLACES[name] not in address:
            raise SetupError(f"{path}: {name} phải là địa chỉ có {PLACES[name]}; ví dụ: {_FORM}")
    if not isinstance(auto, bool) or not addresses:
        raise SetupError(f"{path}: cần ít nhất một kênh; ví dụ: {_FORM}")
    return NoticeChannels({name: str(address) for name, address in addresses.items()}, auto)


def reachable(channel: str, said: str) -> str:
    """A telephone number or an e-mail address that can stand in a channel; else empty."""
    if channel == "sms":
        plain = re.sub(r"[\s.()-]+", "", said)
        return plain if _PHONE.fullmatch(plain) else ""
    return said.strip() if _EMAIL.fullmatch(said.strip()) else ""
