"""A list that does not show yet what was filed is asked again until it does, for a stated time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

# While nobody has measured how far a list lags behind, it is waited for so long; that it shows
# nothing then proves nothing still.
UNMEASURED_S = 120.0
UNMEASURED = " (chưa ai đo danh sách này chậm bao lâu)"
# Between two looks: short at first, for most lists are quick; later a portal is left in peace.
FIRST_GAP_S = 0.5
LONGEST_GAP_S = 10.0


def patience_s(lag_s: float | None) -> float:
    """How long a list is waited for that lags so far behind; `None`: nobody knows."""
    return UNMEASURED_S if lag_s is None else lag_s


@dataclass(frozen=True, slots=True)
class LateList:
    """How long one account's list is asked again, and who is told that it is.

    Args:
        lag_s: how far it may lag behind; `None`: nobody knows.
        name: what the portal calls it.
        tell: is given a sentence before the first wait.
        wait: how to wait so many seconds.
    """

    lag_s: float | None
    name: str
    tell: Callable[[str], None]
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    @property
    def patience_s(self) -> float:
        return patience_s(self.lag_s)

    def silence(self) -> str:
        """What is said of a list that showed nothing to the end, after its name."""
        unmeasured = UNMEASURED if self.lag_s is None else ""
        return f", dù đã đợi {self.patience_s:.0f} giây{unmeasured}" if self.patience_s else ""

    async def read(
        self, seen: T, shows: Callable[[T], bool], again: Callable[[], Awaitable[T]]
    ) -> T:
        """Reads it again until it shows what is looked for, or the time is over.

        Args:
            seen: as it was read last.
            shows: whether what was read is enough.
            again: reads it once more.
        """
        left, gap = self.patience_s, FIRST_GAP_S
        if left > 0 and not shows(seen):
            self.tell(self._waits())
        while left > 0 and not shows(seen):
            pause = min(gap, left)
            await self.wait(pause)
            left, gap = left - pause, min(2 * gap, LONGEST_GAP_S)
            seen = await again()
        return seen

    def _waits(self) -> str:
        unmeasured = UNMEASURED if self.lag_s is None else ""
        return (
            f"đợi danh sách “{self.name}” của cổng hiện hồ sơ, tối đa {self.patience_s:.0f} giây"
            f"{unmeasured}; không bấm nộp lần nữa"
        )
