"""One dossier of many: whatever happens to it becomes its line, and the others go on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from loguru import logger

from portal_bot import bugs
from portal_bot.batch.careful import is_about_disk
from portal_bot.batch.reserve import HomeUnwritable
from portal_bot.errors import PortalBotError
from portal_bot.filing.desk import Desk
from portal_bot.filing.report import FilingReport, of_error, of_filing
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalAltered
from portal_bot.reasons import in_words

One = Callable[[Desk, Ready], Awaitable[FilingReport]]


async def guarded(one: One, desk: Desk, ready: Ready) -> FilingReport:
    """One dossier; every error becomes its report, and a bug of ours does not stop the others."""
    before = _known(desk, ready)
    try:
        return await one(desk, ready)
    except PortalBotError as error:
        told = error
    except Exception as error:  # noqa: BLE001 - reported as our bug, with exit 50
        told = _unforeseen(desk, ready, error)
    return _told(desk, ready, told, before)


def failed(desk: Desk, ready: Ready, error: Exception) -> FilingReport:
    """What nobody foresaw, as this dossier's report; the filing's state is the journal's."""
    known = _known(desk, ready)
    return _told(desk, ready, _unforeseen(desk, ready, error), known)


def _unforeseen(desk: Desk, ready: Ready, error: Exception) -> PortalBotError:
    if is_about_disk(error):
        return _no_room(error)
    told = bugs.bug(error, home=desk.home)
    logger.error("unexpected error in {}: {}", ready.flow.slug, told)
    return told


def _told(desk: Desk, ready: Ready, told: PortalBotError, before: Filing | None) -> FilingReport:
    """The error, and beside it what the journal knows: it may have been sent meanwhile."""
    known = _known(desk, ready)
    if known is None and isinstance(told, JournalAltered):
        # Its row was taken out: that it ever was there says only that it may have been sent.
        known = replace(desk.identity.filing(ready), altered=True)
    if known is None:
        return of_error(ready, told)
    sent = known.was_sent and not (before is not None and before.was_sent)
    return of_filing(known, ready.path, error=told, sent=sent)


def _known(desk: Desk, ready: Ready) -> Filing | None:
    try:
        return desk.journal.by_key(desk.identity.key_of(ready))
    except Exception:  # noqa: BLE001 - the journal, or the key itself, is what failed
        return None


def _no_room(error: BaseException) -> HomeUnwritable:
    return HomeUnwritable(
        f"không ghi được vào thư mục dữ liệu ({in_words(error)}): dọn ổ đĩa rồi chạy lại cùng "
        "lệnh; hồ sơ nào đang dở sẽ được đối chiếu với cổng, không nộp lại"
    )
