"""Many machines on one queue in PostgreSQL. Needs the extra `cluster`.

The engine (DBOS) says when a session runs and where; the shared journal alone says what was
submitted. `docs/several-machines.md` is for those who run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot.errors import SetupError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from portal_bot.batch.cluster.overview import Board
    from portal_bot.batch.cluster.queue_followed import QueueFollowed
    from portal_bot.batch.cluster.queue_keeping import KeptQueue
    from portal_bot.filing.hearing import Decision
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport, Report
    from portal_bot.journal import JournalPort
    from portal_bot.run.options import Options
    from portal_bot.run.run import Run

_NEEDED = ("dbos", "psycopg", "cryptography")


def require() -> None:
    """Says what to install, where something is missing.

    Raises:
        SetupError: the extra `cluster` is not installed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SetupError(
            f"hàng đợi chung cần thêm gói {', '.join(missing)}: cài bằng "
            '`pip install "portal-bot[cluster]"`'
        )


def board(url: str, paths: Sequence[Path] = ()) -> AbstractContextManager[Board]:
    """`portal_bot.batch.cluster.overview.board`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import overview  # slow, and an extra: `require` told first

    return overview.board(url, paths)


def journal(url: str) -> AbstractContextManager[JournalPort]:
    """`portal_bot.batch.cluster.overview.journal`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import overview  # slow, and an extra: `require` told first

    return overview.journal(url)


def followed_queue(
    url: str, paths: Sequence[Path], run: Run
) -> AbstractContextManager[QueueFollowed]:
    """`portal_bot.batch.cluster.queue_followed.followed_queue`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import queue_followed  # slow, and an extra: `require` told first

    return queue_followed.followed_queue(url, paths, run)


def kept_queue(url: str) -> AbstractContextManager[KeptQueue]:
    """`portal_bot.batch.cluster.queue_keeping.kept_queue`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import queue_keeping  # slow, and an extra: `require` told first

    return queue_keeping.kept_queue(url)


def question(filing_id: str, url: str) -> Question:
    """`portal_bot.batch.cluster.deciding.question`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import deciding  # slow, and an extra: `require` told first

    return deciding.question(filing_id, url)


def pay(filing_id: str, url: str, *, paid: bool, by: str) -> FilingReport:
    """`portal_bot.batch.cluster.deciding.pay`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import deciding  # slow, and an extra: `require` told first

    return deciding.pay(filing_id, url, paid=paid, by=by)


async def resolve(filing_id: str, decision: Decision, url: str, options: Options) -> FilingReport:
    """`portal_bot.batch.cluster.deciding.resolve`; errors as `submit`."""
    require()
    from portal_bot.batch.cluster import deciding  # slow, and an extra: `require` told first

    return await deciding.resolve(filing_id, decision, url, options)


async def submit(paths: Sequence[Path], url: str, run: Run, **how: Any) -> Report:
    """`portal_bot.batch.cluster.queueing.submit`, once it is known that it can be loaded.

    Raises:
        SetupError: the extra `cluster` is not installed; and whatever the real one raises.
    """
    require()
    from portal_bot.batch.cluster import queueing  # slow, and an extra: `require` told first

    return await queueing.submit(paths, url, run, **how)
