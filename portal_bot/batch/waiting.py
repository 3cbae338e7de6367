"""A dossier that needs a person waits aside; the others go on.

Its page stays open, its slot goes to the next dossier, and when the person has answered it goes on
ahead of all that have not begun. A code that expired meanwhile is asked for anew, before the codes
of others who wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from portal_bot import clock
from portal_bot.batch.slots import Slot, Slots
from portal_bot.errors import HumanNeeded
from portal_bot.human import ABOUT, Captcha, Human, VneidModal

T = TypeVar("T")

# An answer that comes at once was no wait; the mock's own always does.
GRACE_S = 0.3
CAPTCHA, OTP, CONSENT, VNEID = "mã xác nhận", "mã OTP", "xác nhận", "đăng nhập VNeID"


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One dossier that waits for a person.

    Attributes:
        who: the dossier's id and file, for people.
        what: what it needs.
        since: from when on.
    """

    who: str
    what: str
    since: datetime = field(default_factory=clock.now)


class WaitingRoom:
    """Where dossiers wait for a person, a bounded number of them.

    Args:
        pages: how many may wait beside those that are being filed; more keep their slot, and so
            the line stands still until somebody answers.
        patience_s: how long one waits.
        one_at_a_time: whether there is one person, who is asked one thing at a time.
    """

    def __init__(self, pages: int, patience_s: float, *, one_at_a_time: bool) -> None:
        self._pages = pages
        self._patience_s = patience_s
        self._person = Slots(1) if one_at_a_time else None
        self._waiting: list[Waiting] = []
        self._away = 0

    @property
    def waiting(self) -> Sequence[Waiting]:
        """Who waits for what, the longest first."""
        return tuple(self._waiting)

    async def wait(self, guest: Guest, what: str, ask: Callable[[], Awaitable[T]]) -> T:
        """The person's answer.

        Raises:
            HumanNeeded: nobody answered in time, or nobody is there.
        """
        waiting = Waiting(guest.who, what)
        self._waiting.append(waiting)
        question = asyncio.ensure_future(self._ask(guest, ask))
        try:
            await asyncio.wait({question}, timeout=min(GRACE_S, self._patience_s))
            if not question.done():
                async with self._aside(guest, what):
                    await asyncio.wait({question}, timeout=self._patience_s)
            if not question.done():
                raise HumanNeeded(
                    f"đợi {what} {self._patience_s / 60:.0f} phút mà chưa ai trả lời; chưa có gì "
                    "được nộp, chạy lại cùng lệnh khi có người"
                )
            return question.result()
        finally:
            self._waiting.remove(waiting)
            question.cancel()
            await asyncio.gather(question, return_exceptions=True)

    async def _ask(self, guest: Guest, ask: Callable[[], Awaitable[T]]) -> T:
        if self._person is None:
            return await ask()
        again, guest.asked = guest.asked, True
        # A page whose code has expired asks anew at once, or the new one would expire as well.
        await self._person.take(returning=again)
        try:
            others = len(self._waiting) - 1
            ABOUT.set(f"{guest.who}; còn {others} hồ sơ khác đợi" if others else guest.who)
            return await ask()
        finally:
            self._person.give()

    @asynccontextmanager
    async def _aside(self, guest: Guest, what: str) -> AsyncIterator[None]:
        steps_aside = self._away < self._pages
        guest.began(what)
        if steps_aside:
            self._away += 1
            guest.place.leave()
        try:
            yield
        finally:
            if steps_aside:
                self._away -= 1
            guest.ended(what)
        # Not in `finally`: who was cancelled while it stood aside needs no slot any more.
        await guest.place.take()


@dataclass(slots=True)
class Guest:
    """One dossier of the run, as the waiting room knows it.

    Attributes:
        who: its id and file, for people; no citizen's name.
        place: its slot.
        began: is told what it waits for when the wait begins.
        ended: likewise when it is over, whatever came of it.
        asked: whether it has asked before.
    """

    who: str
    place: Slot
    began: Callable[[str], None]
    ended: Callable[[str], None]
    asked: bool = False


class PatientHuman:
    """The person, asked for one dossier by way of the waiting room."""

    def __init__(self, person: Human, room: WaitingRoom, guest: Guest) -> None:
        self._person = person
        self._room = room
        self._guest = guest

    async def captcha(self, captcha: Captcha) -> str:
        return await self._room.wait(self._guest, CAPTCHA, lambda: self._person.captcha(captcha))

    async def otp(self, sent_to: str) -> str:
        return await self._room.wait(self._guest, OTP, lambda: self._person.otp(sent_to))

    async def confirm(self, question: str) -> bool:
        return await self._room.wait(self._guest, CONSENT, lambda: self._person.confirm(question))

    async def vneid(self, modal: VneidModal) -> None:
        await self._room.wait(self._guest, VNEID, lambda: self._person.vneid(modal))
