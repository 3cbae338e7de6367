"""Which dossier is the same dossier: a key that only this home can compute.

An HMAC, because a plain hash of a 12-digit id can be guessed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path

from portal_bot.catalogue.names import fold
from portal_bot.errors import SetupError
from portal_bot.settings import write_private

REFERENCE_LENGTH = 10


def home_secret(home: Path, *, has_filings: bool) -> bytes:
    """The home's secret, made on first use.

    Args:
        home: the home folder.
        has_filings: whether the journal holds filings: then the secret must be there, for another
            one would make every dossier look new.

    Raises:
        SetupError: filings are known, but the secret is gone.
    """
    path = home / "secret.key"
    if path.exists():
        return path.read_bytes()
    if has_filings:
        raise SetupError(
            f"mất tệp {path}: không có nó thì mọi hồ sơ đã nộp trông như hồ sơ mới. Khôi phục tệp "
            "từ bản sao lưu của thư mục này; đừng tạo tệp mới"
        )
    write_private(path, secrets.token_bytes(32))
    return path.read_bytes()


def filing_key(
    secret: bytes,
    *,
    portal: str,
    world: str,
    procedure: str,
    subject: Sequence[str],
    request: str | None,
) -> str:
    """The dossier's key: portal (and the mock's world), procedure, subject, request label.

    Subjects are compared without regard to case, to how letters are composed, or to where the
    tone mark stands (hoà, hòa).
    """
    parts = [portal, world, procedure, *(fold(s) for s in subject), "", fold(request or "")]
    message = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()


def reference(key: str) -> str:
    """The short name of a filing: it names the evidence and stands in the portal's note field."""
    letters = base64.b32encode(bytes.fromhex(key)).decode()[:REFERENCE_LENGTH]
    return f"PB-{letters}"
