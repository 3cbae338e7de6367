"""The key of one home: made at first use, found again each time, never replaced by another.

It lies in the system's keyring; where there is none (a server, a container), in the home itself as
`home.key`. That is weaker and said to be: whoever copies the whole home has the key with it. It is
still worth having, because evidence that is copied without it, and what `purge` destroyed, stays
shut; and a machine without a keyring must not be the reason why dossiers lie open.

`home-key.json` says which key a home was begun with, and where that lies. It holds no secret.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from filelock import FileLock

from portal_bot import settings
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words
from portal_bot.strongbox import CARD
from portal_bot.strongbox.locking import PlaceLock, derived, key_of, new_key
from portal_bot.strongbox.signing import public_of

SERVICE = "portal_bot:home"
FILE, KEYS = "home.key", "keys"
# There as long as a key is being changed for another (`keeping.key_change`), and the new one.
CHANGING, NEXT = "key-change.json", "home.key.next"
Kept = Literal["keyring", "file", "variable"]


@dataclass(frozen=True)
class HomeKey:
    """The key of one home.

    Attributes:
        key: 32 bytes, from which all others are derived.
        kept: where it was found.
    """

    key: bytes
    kept: Kept

    @property
    def id(self) -> str:
        """Names it, and is of no use to whoever looks for it."""
        return derived(self.key, b"portal-bot home: id")[:8].hex()

    @cached_property
    def lock(self) -> PlaceLock:
        """What the keys of filings are wrapped with."""
        return PlaceLock(derived(self.key, b"portal-bot home: filing keys"))

    @cached_property
    def signing_seed(self) -> bytes:
        """What the home's manifests are signed with (Ed25519)."""
        return derived(self.key, b"portal-bot home: manifests")

    @property
    def public(self) -> bytes:
        """By which anybody can check what it signed."""
        return public_of(self.signing_seed)


def signer(home: Path) -> bytes | None:
    """By which what this home signed is checked where its key is not at hand; `None`: unknown."""
    try:
        return bytes.fromhex(json.loads((home / CARD).read_text("utf-8"))["signs"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def was_begun(home: Path) -> bool:
    """Whether anything of this home was ever locked."""
    return (home / CARD).exists() or (home / KEYS).exists()


def known_key(home: Path) -> HomeKey:
    """The key with which this home was begun.

    Raises:
        SetupError: it is not to be found, or is another one; the message says the way back.
    """
    card = _card(home)
    if (home / CHANGING).exists():
        raise SetupError(
            f"khóa của thư mục {home} đang đổi dở (lần đổi trước bị ngắt): chạy lại "
            "`portal-bot key --change`, nó làm nốt"
        )
    others: list[str] = []
    for found in _found(home, card["id"]):
        if found.id == card["id"]:
            return found
        where = {"variable": f"biến {settings.HOME_KEY}", "file": str(home / FILE)}
        others.append(f"khóa ở {where.get(found.kept, 'kho khóa')} là khóa khác (dấu {found.id})")
    missing = {
        "keyring": "kho khóa của máy không mở được, hoặc không còn khóa ấy",
        "file": f"mất tệp {home / FILE}",
        "variable": f"chưa đặt biến {settings.HOME_KEY}",
    }
    why = "; ".join(others) or missing.get(card["kept"], "")
    raise SetupError(
        f"không có khóa của thư mục {home} (dấu {card['id']}): {why}. Không đọc, không nộp gì. "
        f"{_WAY_BACK}"
    )


def home_key(home: Path, *, in_file: bool = False) -> HomeKey:
    """`known_key`; in a home of which nothing was ever locked it is made.

    Args:
        home: the home folder.
        in_file: whether one that is made is kept in the home, and not in the keyring.

    Raises:
        SetupError: as `known_key`, or it cannot be kept anywhere.
    """
    if not was_begun(home):
        try:
            with FileLock(home / "keys.lock", mode=0o600):
                if not was_begun(home):
                    _make(home, in_file=in_file)
        except OSError as error:
            raise SetupError(f"không ghi được vào {home} ({in_words(error)})") from error
    return known_key(home)


_WAY_BACK = (
    "Khôi phục khóa từ bản đã cất (docs/giu-va-xoa.md), rồi chạy lại cùng lệnh; đừng tạo khóa mới"
)


def _make(home: Path, *, in_file: bool) -> None:
    given = settings.value(settings.HOME_KEY)
    text = given or new_key()
    made = HomeKey(_parsed(text, settings.HOME_KEY), "variable")
    kept: Kept = "variable"
    if given is None:
        kept = "file" if in_file or not in_keyring(made.id, text) else "keyring"
    if kept == "file":
        write_private(home / FILE, f"{text}\n")
    # Last: without it the next run makes another key, and nothing was locked with this one.
    write_card(home, made, kept)


def write_card(home: Path, key: HomeKey, kept: Kept) -> None:
    """Says which key a home has from now on, and where it lies."""
    told = {"id": key.id, "kept": kept, "signs": key.public.hex()}
    write_private(home / CARD, json.dumps(told) + "\n")


def key_named(home: Path, key_id: str, *files: str) -> HomeKey | None:
    """The key of this name, wherever it may lie.

    Args:
        home: the home folder.
        key_id: its name.
        files: where in the home, besides `FILE`.
    """
    for name in files:
        text = (home / name).read_text("utf-8", errors="replace") if (home / name).exists() else ""
        if (key := key_of(text)) and HomeKey(key, "file").id == key_id:
            return HomeKey(key, "file")
    return next((found for found in _found(home, key_id) if found.id == key_id), None)


def _card(home: Path) -> dict[str, str]:
    path = home / CARD
    try:
        told = json.loads(path.read_text("utf-8"))
        return {"id": str(told["id"]), "kept": str(told["kept"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetupError(
            f"tệp {path} mất hoặc hỏng: không biết thư mục này dùng khóa nào, nên không đọc, không "
            f"ghi gì. Chép {home / 'backups' / CARD} về, rồi chạy lại cùng lệnh"
        ) from error


def _found(home: Path, key_id: str) -> Iterator[HomeKey]:
    """The variable goes first, then wherever else it may lie: one run may read several homes."""
    if given := settings.value(settings.HOME_KEY):
        yield HomeKey(_parsed(given, settings.HOME_KEY), "variable")
    file = home / FILE
    if file.exists():
        yield HomeKey(_parsed(file.read_text("utf-8", errors="replace"), str(file)), "file")
    if text := _from_keyring(key_id):
        yield HomeKey(_parsed(text, "kho khóa"), "keyring")


def _parsed(text: str, where: str) -> bytes:
    if (key := key_of(text)) is None:
        raise SetupError(f"{where} không chứa khóa đúng dạng (32 byte, base64). {_WAY_BACK}")
    return key


def in_keyring(key_id: str, text: str) -> bool:
    """Keeps it in the system's keyring; false: there is none that gives it back."""
    import keyring  # slow, and only at first use
    from keyring.errors import KeyringError  # likewise

    try:
        keyring.set_password(SERVICE, key_id, text)
        return keyring.get_password(SERVICE, key_id) == text
    except (KeyringError, RuntimeError, OSError):
        return False


def forget_in_keyring(key_id: str) -> None:
    """Takes a key out of the system's keyring, where it is there."""
    import keyring  # slow, and seldom
    from keyring.errors import KeyringError  # likewise

    with suppress(KeyringError, RuntimeError, OSError):
        keyring.delete_password(SERVICE, key_id)


def _from_keyring(key_id: str) -> str | None:
    import keyring  # slow, and only where the key lies nowhere else
    from keyring.errors import KeyringError  # likewise

    try:
        return keyring.get_password(SERVICE, key_id)
    except (KeyringError, RuntimeError, OSError):
        return None


def as_text(key: HomeKey) -> str:
    """The key as it is written down, and given to `PORTAL_BOT_HOME_KEY`."""
    return base64.urlsafe_b64encode(key.key).decode().rstrip("=")


def file_is_the_key(home: Path) -> bool:
    """Whether the key's file, which is there, holds this home's key as it was written."""
    try:
        text = (home / FILE).read_text("utf-8", errors="replace")
        found = HomeKey(_parsed(text, str(home / FILE)), "file")
        return found.id == _card(home)["id"] and text == f"{as_text(found)}\n"
    except SetupError:
        return False


def restore(home: Path, text: str) -> Kept:
    """Keeps a copy of the home's key where it is looked for, once it is known to be that key.

    Returns:
        Where it lies now.

    Raises:
        SetupError: it is another key, or none; or nothing of this home was ever locked.
        OSError: it cannot be written.
    """
    card = _card(home)
    given = HomeKey(_parsed(text, "chữ vừa gõ"), "variable")
    if given.id != card["id"]:
        raise SetupError(
            f"khóa vừa gõ (dấu {given.id}) không phải khóa của thư mục {home} (dấu {card['id']})"
        )
    if in_keyring(given.id, as_text(given)):
        return "keyring"
    write_private(home / FILE, f"{as_text(given)}\n")
    return "file"
