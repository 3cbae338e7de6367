"""The home's secret: what keys are made with."""

from __future__ import annotations

import secrets
from pathlib import Path

from portal_bot.errors import SetupError
from portal_bot.settings import write_private


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
