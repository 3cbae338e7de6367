"""One sign-in for the dossiers of one account, one after the other; never for another account.

Only cookies are carried over, in memory: what a page keeps for itself (drafts in its local storage)
could bring one citizen's values into another's form. Two dossiers at once never share a sign-in,
for the portal keeps an open draft by session.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from portal_bot.browser.session import CLOSE_S

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam
    from playwright.async_api import BrowserContext


class Accounts:
    """The sign-ins of one run, by account; each is dropped with its account's last dossier."""

    def __init__(self) -> None:
        self._left = Counter[str | None]()
        self._free: dict[str, list[list[SetCookieParam]]] = {}

    def expect(self, usernames: Iterable[str | None]) -> None:
        """Dossiers of these accounts are to come: one each."""
        self._left.update(usernames)

    def of(self, username: str | None) -> AccountSession | None:
        """For one dossier of this account; `None` where there is none to share with."""
        # The last of its account has nobody to leave a sign-in to; there may be one to take.
        alone = self._left[username] == 1
        if username is None or (alone and username not in self._free):
            return None
        return AccountSession(self._free.setdefault(username, []))

    def done(self, username: str | None) -> None:
        """One dossier of this account is over."""
        self._left[username] -= 1
        if self._left[username] <= 0 and username is not None:
            self._free.pop(username, None)


class AccountSession:
    """One dossier's share in its account's sign-in.

    Args:
        free: the sign-ins of this account that nobody uses at the moment.
    """

    def __init__(self, free: list[list[SetCookieParam]]) -> None:
        self._free = free

    async def enter(self, context: BrowserContext) -> None:
        if self._free:
            # Taken away: whoever comes meanwhile signs in by itself.
            await context.add_cookies(self._free.pop())

    async def leave(self, context: BrowserContext) -> None:
        # A browser that does not answer keeps its sign-in to itself.
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                cookies = await context.cookies()
                # What is read out may be put in: only the types differ, in what may be left out.
                self._free.append([cast("SetCookieParam", cookie) for cookie in cookies])
