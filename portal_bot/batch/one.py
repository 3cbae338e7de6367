"""One dossier of many: whatever happens to it becomes its line, and the others go on."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable

from loguru import logger

from portal_bot import privacy
from portal_bot.batch.careful import HomeUnwritable, is_about_disk
from portal_bot.errors import PortalBotError
from portal_bot.filing.desk import Desk
from portal_bot.filing.ready import Ready
from portal_bot.filing.report import FilingReport, of_error
from portal_bot.reasons import in_words

One = Callable[[Desk, Ready], Awaitable[FilingReport]]


async def guarded(one: One, desk: Desk, ready: Ready) -> FilingReport:
    """One dossier; every error becomes its report, and a bug of ours does not stop the others."""
    try:
        return await one(desk, ready)
    except PortalBotError as error:
        return of_error(ready, error)
    except Exception as error:  # noqa: BLE001 - reported as our bug, with exit 50
        if is_about_disk(error):
            return of_error(ready, _no_room(error))
        # As text: a sink that is not ours would print every variable on the way, values and all.
        trace = "".join(traceback.format_exception(error))
        logger.error("unexpected error in {}:\n{}", ready.flow.slug, privacy.redact(trace))
        return of_error(ready, PortalBotError(f"lỗi của chương trình ({type(error).__name__})"))


def _no_room(error: BaseException) -> HomeUnwritable:
    return HomeUnwritable(
        f"không ghi được vào thư mục dữ liệu ({in_words(error)}): dọn ổ đĩa rồi chạy lại cùng "
        "lệnh; hồ sơ nào đang dở sẽ được đối chiếu với cổng, không nộp lại"
    )
