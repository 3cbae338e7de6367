"""The one policy of trying again: only `PortalUnavailable`, only before the commit point."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from portal_bot.errors import PortalSilent, PortalUnavailable, SessionLost

T = TypeVar("T")

ATTEMPTS = 4
# A page that never ends holds half a minute each time: other dossiers wait for this one.
SILENCES = 2
LONGEST_WAIT_S = 60.0
_backoff = wait_random_exponential(multiplier=0.5, max=LONGEST_WAIT_S)


def _wait(state: RetryCallState) -> float:
    """The portal's own `Retry-After` where it gave one, else growing and jittered.

    A session that ended says nothing about the portal's strength: signing in again need not wait.
    """
    error = _error(state)
    if isinstance(error, SessionLost):
        return 0.0
    asked = _asked(state)
    return asked if asked is not None else _backoff(state)


def _asked(state: RetryCallState) -> float | None:
    error = _error(state)
    return error.retry_after if isinstance(error, PortalUnavailable) else None


def _asked_too_long(state: RetryCallState) -> bool:
    """Whether the portal asks for more patience than one attempt has: then a later run goes on."""
    return (_asked(state) or 0.0) > LONGEST_WAIT_S


def _error(state: RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    return error or PortalUnavailable("")


async def while_unavailable(
    work: Callable[[], Awaitable[T]],
    *,
    attempts: int = ATTEMPTS,
    before_sleep: Callable[[BaseException], None] = lambda _: None,
) -> T:
    """Runs `work`, again while the portal is unavailable, at most `attempts` times.

    Raises:
        PortalUnavailable: the last one, when all attempts are used up, the portal asks to wait
            longer than `LONGEST_WAIT_S` or was silent too often; anything else at once.
    """
    used_up = stop_after_attempt(attempts)
    silences = 0

    def silent_too_long(state: RetryCallState) -> bool:
        nonlocal silences
        error = _error(state)
        if not isinstance(error, PortalSilent):
            return False
        silences += 1
        return error.over or silences == SILENCES

    retrying = AsyncRetrying(
        retry=retry_if_exception_type(PortalUnavailable),
        stop=lambda state: used_up(state) or _asked_too_long(state) or silent_too_long(state),
        wait=_wait,
        before_sleep=lambda state: before_sleep(_error(state)),
        reraise=True,
    )

    async def once() -> T:
        return await work()

    return await retrying(once)
