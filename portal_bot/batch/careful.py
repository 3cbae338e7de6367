"""The journal of a run, watched: what cannot be written down stops the line, never a receipt.

A full disk, a lock of another program, a database that went away: before the click nothing is sent;
after it the room that was kept for the outcome is given back, and it is written again; failing
that, the receipt is kept in memory and printed, and the next run finds it by reconciliation.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, cast

from loguru import logger

from portal_bot.batch.reserve import HomeUnwritable, Reserve
from portal_bot.journal import Filing, JournalAltered, JournalPort, Receipt, State
from portal_bot.reasons import in_words

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def is_about_disk(error: BaseException) -> bool:
    """Whether a file could not be written for want of room, or because the disk fails."""
    return isinstance(error, OSError) and error.errno in _FULL


class CarefulJournal:
    """Stands before a journal; everything but what is said here is the journal's own.

    Args:
        journal: the journal.
        reserve: the room that is kept for an outcome.

    Attributes:
        unwritten: receipts that the journal could not take, by the filing's id.
    """

    def __init__(self, journal: JournalPort, reserve: Reserve) -> None:
        self._journal = journal
        self._reserve = reserve
        self.unwritten: dict[str, Receipt] = {}

    @classmethod
    def around(cls, journal: JournalPort, reserve: Reserve) -> tuple[CarefulJournal, JournalPort]:
        """The watcher, and the same as the journal that a desk wants."""
        made = cls(journal, reserve)
        return made, cast(JournalPort, made)

    def receive(self, filing: Filing, receipt: Receipt, *, how: str) -> Filing:
        """As the journal's; a receipt that cannot be written is kept here, and the page lives on.

        The intent stays open in the journal, so the next run reconciles.
        """
        try:
            return cast(
                Filing, self._again(lambda: self._journal.receive(filing, receipt, how=how))
            )
        except (sqlite3.Error, OSError, JournalAltered) as error:
            logger.error("filing {}: receipt not written ({})", filing.id, type(error).__name__)
            self.unwritten[filing.id] = receipt
            return replace(filing, state=State.RECEIVED, receipt=receipt, intent=None, fault=None)

    def __getattr__(self, name: str) -> Any:
        # By name, so that no call of the port is left out that a later version adds.
        of_journal = getattr(self._journal, name)
        return self._told(of_journal) if callable(of_journal) else of_journal

    def _again(self, write: Callable[[], Any]) -> Any:
        """Writes; once more with the room that was kept, where there was none. A change that did
        not become durable is undone, so it may be made again.
        """
        try:
            return write()
        except (sqlite3.Error, OSError):
            self._reserve.give_back()
            return write()

    def _told(self, call: Callable[..., Any]) -> Callable[..., Any]:
        return _told(call, self._again)


def _told(
    call: Callable[..., Any], again: Callable[[Callable[[], Any]], Any]
) -> Callable[..., Any]:
    @wraps(call)
    def wrapped(*args: Any, **options: Any) -> Any:
        try:
            return again(lambda: call(*args, **options))
        except (sqlite3.Error, OSError) as error:
            raise HomeUnwritable(
                f"không ghi được sổ nhật ký ({in_words(error)}): ổ đĩa đầy, hỏng, hay bị "
                "chương trình khác khóa? Sửa xong chạy lại cùng lệnh; hồ sơ nào đang dở sẽ được "
                "đối chiếu với cổng, không nộp lại"
            ) from error

    return wrapped
