"""Days on the command line: ``--from 01/10/2026 --to 31/12/2026``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from portal_bot.errors import UsageError
from portal_bot.moments import said_day

Since = Annotated[
    str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày này: 01/10/2026.")
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày này: 31/12/2026.")
]


def a_day(said: str | None, option: str) -> date | None:
    """The day that an option says.

    Raises:
        UsageError: it is none.
    """
    if said is None:
        return None
    day = said_day(said)
    if day is None:
        raise UsageError(f"{option} “{said}”: không phải ngày; ghi ngày/tháng/năm, ví dụ 1/10/2026")
    return day


def days_between(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Both ends, in their order.

    Raises:
        UsageError: one is no day, or they are the wrong way round.
    """
    first, last = a_day(since, "--from"), a_day(until, "--to")
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {first:%d/%m/%Y} sau --to {last:%d/%m/%Y}: đổi lại hai ngày")
    return first, last
