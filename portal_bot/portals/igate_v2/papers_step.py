"""Step 2, Thành phần hồ sơ: the table of papers; its boxes take several files at once."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.portals.igate_v1.papers import PapersScreen
from portal_bot.portals.igate_v2.last_step import FeesStep
from portal_bot.portals.igate_v2.stepper import back_to
from portal_bot.portals.screen import Screen


class PapersStep(PapersScreen):
    """The table; a step back to it shows it as the server has it."""

    body = "#giayTo tr"
    rows_at: ClassVar = ("#giayTo tr", ".paper-name")

    async def again(self) -> None:
        await back_to(self.tab, PapersStep)

    async def go_on(self) -> Screen:
        return await self.tab.press("Tiếp tục", FeesStep, body=self.body)
