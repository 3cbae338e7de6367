"""The one way in which anything is locked here: AES-256-GCM, bound to the place where it lies.

A queue's dossiers, a home's evidence and the personal columns of its journal all go through this.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
# Bytes, as GCM wants it; drawn at random, which is safe for some 2^32 contents of one key.
_NONCE = 12


class NotOpened(ValueError):
    """It is not what was locked at this place, or was locked with another key."""


class PlaceLock:
    """Locks and opens with one key.

    Args:
        key: 32 bytes, for this purpose only.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def lock(self, content: bytes, place: str) -> bytes:
        """Locks `content` so that it opens only at `place`, a name of ours for where it lies."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, locked: bytes, place: str) -> bytes:
        """Opens what was locked at this place.

        Raises:
            NotOpened: it was not, or not with this key.
        """
        try:
            return self._cipher.decrypt(locked[:_NONCE], locked[_NONCE:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise NotOpened(place) from error


def derived(key: bytes, purpose: bytes) -> bytes:
    """A key of its own for one purpose: what names a key, or makes others, opens no content."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def new_key() -> str:
    """A fresh key as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=")


def key_of(text: str) -> bytes | None:
    """The key from its text; `None`: this is none."""
    plain = text.strip()
    try:
        key = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
