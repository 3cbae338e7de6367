"""One request, two records: a portal that does this says so nowhere but on its list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from portal_bot.filing.search import Findings, Sought, judged, to_open
from portal_bot.portals.delays import Delays
from portal_bot.portals.roles import Overview, Platform

# A list that lags further behind is not waited for: the next run reads it again.
LONGEST_LAG_S = 5.0


async def twins(
    platform: Platform,
    sought: Sought,
    number: str,
    delays: Delays,
    *,
    newest: Overview,
    again: Callable[[], Awaitable[Overview]],
    others: Callable[[], Collection[str]],
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Findings:
    """The other records that may be this very dossier, among what is new on the list.

    A list on which its own record does not stand yet, or that is not understood, is a doubt.

    Args:
        platform: on any page of the portal, signed in.
        sought: the dossier.
        number: its own number.
        delays: how long the list may be silent about it.
        newest: the list's newest lines, as they were read last.
        again: reads them again.
        others: gives the numbers of other filings; asked only if there is something to compare.
        wait: how to wait so many seconds.
    """
    seen, lag = newest, delays.list_lag_s or 0.0
    if number not in seen.numbers and 0 < lag <= LONGEST_LAG_S:
        await wait(lag)
        seen = await again()
    doubts = list(seen.doubts)
    if number not in seen.numbers:
        doubts.append("danh sách của cổng chưa hiện chính hồ sơ này")
    new = [each for each in to_open(seen, sought) if each != number]
    found = Findings()
    if new:
        known = others()
        new = [each for each in new if each not in known]
        found = await judged(platform, sought, new, beside=True)
    return replace(found, doubts=(*doubts, *found.doubts))
