"""The cluster's key, and what is locked with it: no dossier lies readable in the database.

What is locked says with which key (its id) and is bound to its place (`strongbox.locking`): a scan
moved to another dossier's row does not open. The same key gives the secret behind filing keys, so
that all machines know the same dossier as the same.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from portal_bot import settings
from portal_bot.errors import SetupError
from portal_bot.journal import Seal
from portal_bot.strongbox.locking import (
    KEY_BYTES,
    NotOpened,
    PlaceLock,
    derived,
    key_of,
    new_key,
)

__all__ = [
    "KEY",
    "SERVICE",
    "USER",
    "Locked",
    "Vault",
    "new_key",
    "open_vault",
    "parse_key",
    "store_key",
]

KEY = "PORTAL_BOT_CLUSTER_KEY"
SERVICE, USER = "portal_bot:cluster", "key"


@dataclass(frozen=True, slots=True)
class Locked:
    """Something locked: with which key, and the bytes (nonce first)."""

    key_id: str
    body: bytes = field(repr=False)


class Vault:
    """Locks and opens with one cluster key.

    Args:
        key: 32 random bytes, the same on every machine.

    Attributes:
        key_id: names the key without telling it.
        secret: what filing keys are made with.
        seal: what the rows of the shared journal are sealed with.
        wraps: what locks the keys of its filings.
    """

    def __init__(self, key: bytes) -> None:
        # One derivation a purpose: what names the key, or makes filing keys, opens no content.
        self.key_id = derived(key, b"portal-bot cluster: id")[:8].hex()
        self.secret = derived(key, b"portal-bot cluster: filing keys")
        self.seal = Seal(self.secret)
        self._digests = derived(key, b"portal-bot cluster: digests")
        self._lock = PlaceLock(derived(key, b"portal-bot cluster: contents"))
        self.wraps = PlaceLock(derived(key, b"portal-bot cluster: journal"))

    def lock(self, content: bytes, *, place: str) -> Locked:
        """Locks `content` so that it opens only at `place`, a name of ours for where it lies."""
        return Locked(self.key_id, self._lock.lock(content, place))

    def open(self, locked: Locked, *, place: str) -> bytes:
        """Opens what was locked at this place.

        Raises:
            SetupError: it was locked with another key, or is not what was locked here.
        """
        if locked.key_id != self.key_id:
            raise SetupError(self._other_key(locked.key_id))
        try:
            return self._lock.open(locked.body, place)
        except NotOpened as error:
            raise SetupError(
                f"nội dung ở {place} trong hàng đợi chung đã bị sửa hoặc hỏng; không nộp. Nộp lại "
                "hồ sơ ấy từ tệp gốc, và tìm xem ai đã đụng vào cơ sở dữ liệu"
            ) from error

    def digest(self, content: bytes) -> str:
        """A keyed hash that may stay when the content is gone: it says nothing without the key."""
        return hmac.new(self._digests, content, hashlib.sha256).hexdigest()

    def check(self, key_id: str) -> None:
        """Refuses a queue that was begun with another key.

        Raises:
            SetupError: it was.
        """
        if key_id != self.key_id:
            raise SetupError(self._other_key(key_id))

    def _other_key(self, key_id: str) -> str:
        return (
            f"khóa của máy này ({self.key_id}) không phải khóa của hàng đợi này ({key_id}): đặt "
            f"{KEY} hoặc kho khóa giống các máy kia (portal-bot worker --store-key)"
        )


def parse_key(text: str) -> bytes:
    """The key from its text.

    Raises:
        SetupError: this is no key of ours.
    """
    if (key := key_of(text)) is None:
        raise SetupError(
            f"khóa của hàng đợi chung không đúng dạng (cần {KEY_BYTES} byte, base64): tạo khóa "
            "bằng `portal-bot worker --make-key` và chép nguyên vẹn sang mọi máy"
        )
    return key


def open_vault() -> Vault:
    """The vault of this machine: the key from `PORTAL_BOT_CLUSTER_KEY`, else from the keyring.

    Raises:
        SetupError: there is none, or it is no key.
    """
    text = settings.value(KEY) or _from_keyring()
    if text is None:
        raise SetupError(
            f"máy này chưa có khóa của hàng đợi chung: đặt biến {KEY}, hoặc cất vào kho khóa bằng "
            "`portal-bot worker --store-key`; khóa đầu tiên tạo bằng `portal-bot worker --make-key`"
        )
    return Vault(parse_key(text))


def store_key(text: str) -> str:
    """Keeps a key in the system's keyring; returns its id.

    Raises:
        SetupError: this is no key, or the machine has no keyring.
    """
    import keyring  # slow, and seldom asked
    from keyring.errors import KeyringError  # slow, and seldom asked

    key = parse_key(text)
    try:
        keyring.set_password(SERVICE, USER, text.strip())
    except (KeyringError, RuntimeError) as error:
        raise SetupError(
            f"máy này không có kho khóa dùng được ({type(error).__name__}): đặt khóa vào biến {KEY}"
        ) from error
    return Vault(key).key_id


def _from_keyring() -> str | None:
    import keyring  # slow, and seldom asked
    from keyring.errors import KeyringError  # slow, and seldom asked

    try:
        return keyring.get_password(SERVICE, USER)
    except (KeyringError, RuntimeError):
        return None
