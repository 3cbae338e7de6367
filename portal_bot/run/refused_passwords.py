"""A password that the portal refused is not tried again: portals lock accounts for that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from portal_bot.errors import SignInRefused

# Who signs in first may be asking a person, who may need the slot of the one that waits here.
_PATIENCE_S = 60.0


@dataclass(slots=True)
class _Account:
    """One account with one password: what the portal said to it, if it was asked."""

    first: asyncio.Lock = field(default_factory=asyncio.Lock)
    accepted: bool = False
    refused: SignInRefused | None = None
    refused_at: float = 0.0


class SignIns:
    """What a portal said to the passwords of one run; shared by all its dossiers.

    Args:
        kept_s: how long a refusal is remembered; `None`: as long as the program runs.
    """

    def __init__(self, kept_s: float | None = None) -> None:
        self._kept_s = kept_s
        self._accounts: dict[tuple[str, str], _Account] = {}
        # What a person typed in the place of a refused one; each is asked about once.
        self._asked: dict[tuple[str, str], str | None] = {}

    async def sign_in(
        self,
        username: str,
        password: str,
        enter: Callable[[str, str], Awaitable[None]],
        again: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """Signs in by `enter`, unless the portal has refused this very password before.

        Until the portal has taken a password once, only one dossier tries it.

        Args:
            username: the account's user name.
            password: what is tried, or what a person gave in its place earlier in the run.
            enter: types both at the portal.
            again: asks a person for another one, given the user name; `None`: nobody gave one. What
                is refused then is the end of it: portals lock accounts.

        Raises:
            SignInRefused: now, or before.
        """
        tried = self._asked.get((username, password)) or password
        try:
            await self._try(username, tried, enter)
        except SignInRefused:
            given = self._given_again(username, password, again)
            if given is None or given == tried:
                raise
            await self._try(username, given, enter)

    def _given_again(
        self, username: str, password: str, again: Callable[[str], str | None]
    ) -> str | None:
        # Nothing is awaited between the look and the question: of many dossiers one asks.
        key = (username, password)
        if key not in self._asked:
            self._asked[key] = again(username)
        return self._asked[key]

    async def _try(
        self, username: str, password: str, enter: Callable[[str, str], Awaitable[None]]
    ) -> None:
        account = self._accounts.setdefault((username, password), _Account())
        # Not ten at once with one wrong password: portals lock an account after a few.
        async with _one_first(account):
            self._refuse(account)
            if not account.accepted:
                return await self._enter(account, lambda: enter(username, password))
        return await self._enter(account, lambda: enter(username, password))

    async def _enter(self, account: _Account, enter: Callable[[], Awaitable[None]]) -> None:
        try:
            await enter()
        except SignInRefused as error:
            account.refused, account.refused_at = error, monotonic()
            account.accepted = False
            raise
        account.accepted, account.refused = True, None

    def _refuse(self, account: _Account) -> None:
        before = account.refused
        if before is None:
            return
        if self._kept_s is not None and monotonic() - account.refused_at >= self._kept_s:
            account.refused = None
            return
        raise SignInRefused(
            f"{before.message}. Với hồ sơ này chưa thử lại mật khẩu ấy: sai nhiều lần thì cổng "
            "khóa tài khoản",
            field=before.field,
        )


@asynccontextmanager
async def _one_first(account: _Account) -> AsyncIterator[None]:
    """One at a time, until the portal has taken the password."""
    held = False
    if not account.accepted:
        with suppress(TimeoutError):
            held = await asyncio.wait_for(account.first.acquire(), _PATIENCE_S)
    try:
        yield
    finally:
        if held:
            account.first.release()
