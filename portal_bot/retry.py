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

from portal_bot.errors import PortalUnavailable

T = TypeVar("T")

ATTEMPTS = 4
LONGEST_WAIT_S = 60.0
_backoff = wait_random_exponential(multiplier=0.5, max=LONGEST_WAIT_S)


def _wait(state: RetryCallState) -> float:
    """The portal's own `Retry-After` where it gave one, else growing and jittered."""
    error = _error(state)
    asked = error.retry_after if isinstance(error, PortalUnavailable) else None
    return min(asked, LONGEST_WAIT_S) if asked is not None else _backoff(state)


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
        PortalUnavailable: the last one, when all attempts are used up; anything else at once.
    """
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(PortalUnavailable),
        stop=stop_after_attempt(attempts),
        wait=_wait,
        before_sleep=lambda state: before_sleep(_error(state)),
        reraise=True,
    )

    async def once() -> T:
        return await work()

    return await retrying(once)
