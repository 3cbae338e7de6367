"""The desk of one session: a browser that others use too, its own journal, the right person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from portal_bot import privacy, settings
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.pace import Pace
from portal_bot.batch.slots import Slots
from portal_bot.browser.lending import Browsers, opening
from portal_bot.errors import HumanNeeded
from portal_bot.filing.desk import Desk
from portal_bot.human import Human, MockHuman, from_keyring
from portal_bot.intake.identity import Identity
from portal_bot.journal import Filing, JournalPort
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable
from portal_bot.run.events import Event, Tell
from portal_bot.run.refused_passwords import SignIns
from portal_bot.strongbox.working import work_folder

# A worker lives for weeks: what was wrong may have been mended on the portal's side meanwhile.
REFUSAL_S = 1800.0


@dataclass(slots=True)
class _Counter:
    """What the sessions at one portal share: a browser that finds only it, its pace, its no's."""

    portal: Portal
    browsers: Browsers
    pace: Pace
    sign_ins: SignIns


class Desks:
    """Opens a desk for each session of one worker.

    Args:
        home: where evidence goes.
        secret: what filing keys are made with; the cluster's.
        lines: the line in which all workers stand.
        sessions: how many sessions at once.
        headed: whether the browser's window is seen.
        fresh: waits until this worker has said lately that it lives.
        tell: is told what happens.
    """

    def __init__(
        self,
        home: Path,
        secret: bytes,
        lines: SharedLines,
        *,
        sessions: int,
        headed: bool,
        fresh: Callable[[], Awaitable[None]],
        tell: Tell,
    ) -> None:
        self.home = home
        self._secret = secret
        self._lines = lines
        self._sessions = sessions
        self._headed = headed
        self._fresh = fresh
        self._tell = tell
        self._counters: dict[str, _Counter] = {}

    @asynccontextmanager
    async def open(
        self, portal: Portal, human: str | None, journal: JournalPort, clerk: Human
    ) -> AsyncIterator[Desk]:
        """A desk for one session.

        Args:
            portal: where dossiers are filed, or looked at.
            human: who is asked there: as `Bundle` has it.
            journal: the session's own.
            clerk: the person who submitted it.

        Raises:
            PortalUnavailable: the mock does not answer.
            SetupError: the clock is set, and the portal is a real one.
        """
        portal.insist_on_real_time()
        counter = self._counter(portal)
        asks_clerk = human is not None or not portal.practice
        delays = await while_unavailable(lambda: delays_of(portal))
        yield Desk(
            home=self.home,
            secret=self._secret,
            journal=journal,
            portal=portal,
            delays=delays,
            identity=Identity.at(portal, self._secret, delays.world),
            browsers=counter.browsers,
            human=clerk if asks_clerk else MockHuman(portal.address),
            password=_passwords(portal),
            tell=self._tell,
            # Each session is a program of its own, which begins here and has made no intent yet.
            turn=lambda filing: self._turn(counter, filing),
            answered=counter.pace.heard,
            sign_ins=counter.sign_ins,
        )

    async def close(self) -> None:
        """Ends every browser."""
        for counter in self._counters.values():
            await counter.browsers.close()
        self._counters.clear()

    def _counter(self, portal: Portal) -> _Counter:
        # By the whole profile: the same portal at another address must not share a browser that
        # finds only one of them.
        key = portal.model_dump_json()
        if key not in self._counters:

            def told(text: str) -> None:
                self._tell(Event("line", "", Path(), f"{portal.title}: {text}"))

            pace = Pace(portal.politeness, Slots(self._sessions), told)
            browsers = Browsers(
                opening(
                    portal.origins,
                    channel=portal.browser_channel,
                    headed=self._headed,
                    scratch=lambda: work_folder(self.home),
                )
            )
            self._counters[key] = _Counter(portal, browsers, pace, SignIns(REFUSAL_S))
        return self._counters[key]

    async def _turn(self, counter: _Counter, filing: Filing) -> None:
        """Right before the click: the portal's pace over all workers, and a sign of life."""
        await counter.pace.may_submit()
        name, gap_s = counter.portal.name, counter.portal.politeness.gap_s
        if gap_s:
            await asyncio.sleep(await asyncio.to_thread(self._lines.turn, name, gap_s))
        # Else the others may think this worker dead: it says that it lives before it clicks.
        await self._fresh()


def _passwords(portal: Portal) -> Callable[[str], str]:
    """This worker's own; nobody sits before it to be asked."""

    def password(username: str) -> str:
        given = settings.value(settings.PASSWORD) if portal.practice else None
        given = given or from_keyring(portal.origin, username)
        if given is None:
            raise HumanNeeded(
                "máy xử lý hàng đợi chưa có mật khẩu cho tài khoản của hồ sơ (mục "
                f"account.username) ở cổng {portal.name}: trên mọi máy ấy chạy `portal-bot account "
                f"set TÊN_ĐĂNG_NHẬP --portal {portal.name}`, rồi nộp lại cùng lệnh"
            )
        # The browser's own errors tell what was typed.
        privacy.register([given])
        return given

    return password
