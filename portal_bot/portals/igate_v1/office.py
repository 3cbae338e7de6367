"""The product's officers' pages, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from portal_bot.browser.gate import Requests
from portal_bot.errors import PortalChanged
from portal_bot.portals.igate_v1.office_list import read_part
from portal_bot.portals.igate_v1.office_page import (
    TITLES,
    OfficeDossierScreen,
    open_office_page,
    peek_office_page,
)
from portal_bot.portals.igate_v1.office_requests import DESK, requests
from portal_bot.portals.igate_v1.office_sign_in import OfficeSignInScreen, sign_in
from portal_bot.portals.igate_v1.review import new_words
from portal_bot.portals.office_side import (
    OfficeDossier,
    OfficeList,
    OfficeSide,
    Task,
    TaskValues,
)
from portal_bot.portals.screen import Tab, fresh_mark

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.portals.profile import Portal


class IgateV1Office(OfficeSide):
    """VNPT iGate v1 behind the counter. Its shapes are the mock's: no officer has shown us one."""

    # Where the officers' own pages stand.
    desk: ClassVar = DESK

    def __init__(self, page: Page, portal: Portal) -> None:
        super().__init__(page, portal)
        self._tab = Tab(page, portal, OfficeSignInScreen)
        self._record: OfficeDossierScreen | None = None
        self._mark = 0

    @classmethod
    def requests(cls, number: str = "", task: Task | None = None) -> Requests:
        return requests(cls.desk, number, task)

    async def sign_in(self, username: str, password: str) -> None:
        await sign_in(self._tab, self.desk, username, password)

    async def officer(self) -> str:
        return await self._on().officer()

    async def waiting_for(self, task: Task) -> OfficeList:
        return await read_part(self._tab, self.desk, task)

    async def open(self, number: str) -> OfficeDossier:
        self._record = await open_office_page(self._tab, self.desk, number)
        return self._own(await self._record.read(), number)

    async def peek(self, number: str) -> OfficeDossier:
        return self._own(await peek_office_page(self._tab, self.desk, number), number)

    @staticmethod
    def _own(record: OfficeDossier, number: str) -> OfficeDossier:
        if record.number != number:
            raise PortalChanged(f"mở hồ sơ {number} nhưng cổng hiện hồ sơ {record.number}")
        return record

    def _on(self) -> OfficeDossierScreen:
        if self._record is None:
            raise PortalChanged(f"chưa ở màn hình “{OfficeDossierScreen.heading}”")
        return self._record

    async def enter(self, task: Task, values: TaskValues) -> None:
        await self._on().enter(task, values)

    async def press(self, task: Task) -> None:
        self._on()
        self._mark = fresh_mark()
        await self._tab.click(TITLES[task], mark=self._mark)

    async def is_shown(self) -> bool:
        return await self._tab.still_shows(OfficeDossierScreen)

    async def refused_before_sending(self) -> str | None:
        return await new_words(self._tab, OfficeDossierScreen)

    async def words(self) -> str:
        seen = await self._tab.after(self._mark)
        # The sign-in screen, or a gateway's own page, speaks of itself.
        return " · ".join(seen.messages) if OfficeDossierScreen.is_open(seen) else ""
