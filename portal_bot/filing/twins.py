"""One request, two records: a portal that does this says so nowhere but on its list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection

from portal_bot.filing.search import Sought, judged
from portal_bot.portals.base import Listed, Platform
from portal_bot.portals.delays import Delays

# A list that lags further behind is not waited for: `track` reads it again another day.
LONGEST_LAG_S = 5.0


async def twins(
    platform: Platform,
    sought: Sought,
    number: str,
    delays: Delays,
    *,
    newest: Collection[Listed],
    others: Callable[[], Collection[str]],
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> tuple[str, ...]:
    """The numbers of other records that are this very dossier, among the newest of the list.

    Args:
        platform: on any page of the portal, signed in.
        sought: the dossier.
        number: its own number.
        delays: how long the list may be silent about it.
        newest: the list's newest lines, as they were read last.
        others: gives the numbers of other filings; asked only if there is something to compare.
        wait: how to wait so many seconds.
    """
    lines = newest
    lag = delays.list_lag_s or 0.0
    if not _lists(lines, number) and 0 < lag <= LONGEST_LAG_S:
        await wait(lag)
        lines = await platform.glance()
    alike = [line.number for line in lines if line.number != number and sought.may_be(line)]
    if not alike:
        return ()
    known = others()
    found = await judged(platform, sought, [each for each in alike if each not in known])
    return (*found.ours, *found.likely)


def _lists(lines: Collection[Listed], number: str) -> bool:
    return any(line.number == number for line in lines)
