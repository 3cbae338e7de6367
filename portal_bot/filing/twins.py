"""One request, two records: a portal that does this says so nowhere but on its list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from portal_bot.filing.late_list import LateList
from portal_bot.filing.search import Findings, Sought, judged, to_open
from portal_bot.portals.roles import Overview, Platform


async def twins(
    platform: Platform,
    sought: Sought,
    number: str,
    late: LateList,
    *,
    newest: Overview,
    again: Callable[[], Awaitable[Overview]],
    others: Callable[[], Collection[str]],
) -> Findings:
    """The other records that may be this very dossier, among what is new on the list.

    A list on which its own record does not stand, however long it was waited for, or that is not
    understood, is a doubt.

    Args:
        platform: on any page of the portal, signed in.
        sought: the dossier.
        number: its own number.
        late: waits for the list to show it.
        newest: the list's newest lines, as they were read last.
        again: reads them again.
        others: gives the numbers of other filings; asked only if there is something to compare.
    """
    seen = await late.read(newest, lambda one: number in one.numbers or bool(one.doubts), again)
    doubts = list(seen.doubts)
    if number not in seen.numbers:
        doubts.append(f"danh sách của cổng chưa hiện chính hồ sơ này{late.silence()}")
    new = [each for each in to_open(seen, sought) if each != number]
    found = Findings()
    if new:
        known = others()
        new = [each for each in new if each not in known]
        found = await judged(platform, sought, new, beside=True)
    return replace(found, doubts=(*doubts, *found.doubts))
