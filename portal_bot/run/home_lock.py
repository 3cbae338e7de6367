"""One program at a time on a home, and who it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.moments import stamp
from portal_bot.reasons import in_words
from portal_bot.strongbox.working import sweep


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Holds a home for this program alone; the system lets go of it even after a kill.

    Raises:
        SetupError: another program holds it; the message says which, since when, doing what.
    """
    lock = FileLock(home / "lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise SetupError(
            f"thư mục {home} đang được {_holder(home)} dùng; đợi nó xong, hoặc bấm "
            "Ctrl-C ở đó (nó dừng gọn, không mất gì), rồi chạy lại cùng lệnh. Trong lúc đó "
            "portal-bot status, check, và resolve MÃ (chỉ xem, chưa quyết định) vẫn dùng được"
        ) from error
    try:
        sweep(home)
        _sign(home)
        yield
    finally:
        # Still ours: whoever comes next writes its own.
        _card(home).unlink(missing_ok=True)
        lock.release()


def _card(home: Path) -> Path:
    return home / "lock.json"


def _sign(home: Path) -> None:
    since = clock.now().isoformat(timespec="seconds")
    text = json.dumps({"pid": os.getpid(), "since": since, "command": _command()})
    try:
        write_private(_card(home), text)
    except OSError as error:
        raise SetupError(
            f"không ghi được vào {home} ({in_words(error)}): ổ đĩa đầy hoặc thiếu quyền "
            "ghi; chưa có gì được nộp"
        ) from error


def _command() -> str:
    """The program and its verb: paths may be called after citizens."""
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
    if program in {"__main__.py", "portal-bot"}:
        verbs = [a for a in sys.argv[1:2] if a.isalpha()]
        return " ".join(["portal-bot", *verbs])
    return program


def _holder(home: Path) -> str:
    """Who holds it, as far as it said so."""
    try:
        card = json.loads(_card(home).read_text("utf-8"))
        since = datetime.fromisoformat(card["since"])
        return f"“{card['command']}” (tiến trình {card['pid']}, từ {stamp(since)})"
    except (OSError, ValueError, KeyError, TypeError):
        return "một chương trình portal-bot khác"
