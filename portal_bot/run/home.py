"""What lies in a home and must stay together: the secret, the journal, and the evidence of both.

Another secret makes every dossier look new, and so does a blank journal: neither is ever begun
beside what an earlier one left.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.journal import Journal, JournalAltered, OtherSecret, Seal
from portal_bot.journal.backup import (
    cover_copies,
    folder_of,
    holds_filings,
    how_to_restore,
    is_clear,
    is_unsealed,
    newest,
    newest_with,
    pin,
)
from portal_bot.journal.covering import Cover
from portal_bot.journal.seal import fingerprint
from portal_bot.strongbox import CARD

JOURNAL = "journal.sqlite3"
SENT = "sent.log"
SECRET = "secret.key"  # noqa: S105 - a file's name
_BYTES = 32


def home_secret(home: Path) -> bytes:
    """The home's secret, made on first use.

    Raises:
        SetupError: it is missing, empty or another one, or the journal is blank, in a home that
            was used before; the message says the way back.
    """
    path = home / SECRET
    if not path.exists() and used(home) is None:
        write_private(path, secrets.token_bytes(_BYTES))
    return known_secret(home)


def known_secret(home: Path) -> bytes:
    """As `home_secret`, but makes none."""
    path, trace = home / SECRET, used(home)
    secret = path.read_bytes() if path.exists() else b""
    if len(secret) != _BYTES:
        what = f"tệp {path} rỗng hoặc hỏng" if path.exists() else f"mất tệp {path}"
        raise SetupError(
            f"{what}: không có nó thì mọi hồ sơ đã nộp trông như hồ sơ mới, nên không nộp gì. "
            f"{_secret_back(home)}; đừng tạo tệp mới"
        )
    if trace is not None and trace != home / JOURNAL:
        raise SetupError(
            f"sổ nhật ký {home / JOURNAL} mất, hoặc bị thay bằng sổ trắng, trong khi {trace} cho "
            "thấy đã có hồ sơ làm từ đây: không nộp gì, kẻo nộp lần nữa. Khôi phục: "
            f"{how_to_restore(home / JOURNAL)}. Không còn bản nào thì tra danh sách hồ sơ của từng "
            "tài khoản trên cổng, và chỉ dùng thư mục mới (PORTAL_BOT_HOME) cho hồ sơ chưa có ở đó"
        )
    made_with = _sent_with(home)
    if made_with not in {None, fingerprint(secret)}:
        raise OtherSecret(f"{home / SENT}", made_with)
    if made_with is not None and trace is not None and is_unsealed(trace):
        raise SetupError(
            f"sổ nhật ký {trace} không còn mang dấu của thư mục này, trong khi {home / SENT} cho "
            "thấy đã nộp từ một sổ có dấu: sổ này cũ hơn, hoặc bị sửa từ bên ngoài. Không nộp gì. "
            f"Khôi phục: {how_to_restore(home / JOURNAL)}"
        )
    return secret


def keep_copy(home: Path, secret: bytes) -> None:
    """A copy of the secret that opened the journal, and which key it has, beside the journal's."""
    folder, card = folder_of(home / JOURNAL), home / CARD
    with suppress(OSError, SetupError):
        for copy, content in (
            (folder / SECRET, secret),
            (folder / CARD, card.read_bytes() if card.exists() else b""),
        ):
            if content and (not copy.exists() or copy.read_bytes() != content):
                write_private(copy, content)


def writing(home: Path) -> Journal:
    """The home's journal, to write in.

    Raises:
        SetupError: as `home_secret`, or the journal is damaged.
    """
    return journal_of_home(home, home_secret(home))


def journal_of_home(home: Path, secret: bytes, folder: Path | None = None) -> Journal:
    """A journal of the home, to write in.

    Args:
        home: the home folder, whose key covers what is personal.
        secret: the home's.
        folder: where the journal lies; `None`: in the home itself.

    Raises:
        SetupError: the journal is damaged, or the home's key is missing.
    """
    path, seal, cover = (folder or home) / JOURNAL, Seal(secret), _cover(home)
    if is_clear(path):
        # First the copies: as long as the journal itself is clear, this is begun anew.
        cover_copies(path, seal, cover)
    return Journal(path, seal, cover)


def _cover(home: Path) -> Cover:
    from portal_bot.strongbox.box import box_of  # its ciphers: not for who only looks for a home

    return box_of(home)


def reading(home: Path, folder: Path | None = None, secret: bytes | None = None) -> Journal:
    """A journal of the home, to read: also where its secret is lost, and then on trust.

    Args:
        home: the home folder.
        folder: where the journal lies; `None`: in the home itself.
        secret: the home's, where it was read already.

    Raises:
        SetupError: the journal is damaged.
    """
    path = home / SECRET
    secret = secret or (path.read_bytes() if path.exists() else b"")
    seal = Seal(secret) if secret else None
    return Journal.reading((folder or home) / JOURNAL, seal, _cover(home))


def altered(home: Path, secret: bytes, told: JournalAltered) -> JournalAltered:
    """The same with the way back: the newest copy that is right, which is kept for long now."""
    journal = home / JOURNAL
    pin(journal)
    copy = newest_with(journal, Seal(secret), told.filing_id)
    if copy is None:
        return JournalAltered(told.filing_id, "không bản nào trong backups còn đúng ở hồ sơ này")
    return JournalAltered(told.filing_id, how_to_restore(journal, copy))


def used(home: Path) -> Path | None:
    """What says that this home was used before: its journal, else what an earlier one left."""
    if holds_filings(home / JOURNAL):
        return home / JOURNAL
    sent, last = home / SENT, newest(home / JOURNAL)
    if sent.exists() and sent.stat().st_size:
        return sent
    if last is not None and holds_filings(last):
        return last
    kept = (path for path in (home / "evidence").rglob("*") if path.is_file())
    return next(kept, None)


def _sent_with(home: Path) -> str | None:
    """The fingerprint of the secret that the last click was noted with."""
    path = home / SENT
    if not path.exists():
        return None
    for line in reversed(path.read_text("utf-8", errors="replace").splitlines()):
        with suppress(ValueError, TypeError, KeyError):
            return str(json.loads(line)["secret"])
    return None


def _secret_back(home: Path) -> str:
    copy = folder_of(home / JOURNAL) / SECRET
    if copy.exists():
        return f"Chép {copy} thành {home / SECRET}, rồi chạy lại cùng lệnh"
    return "Khôi phục tệp từ bản sao lưu của thư mục này, rồi chạy lại cùng lệnh"
