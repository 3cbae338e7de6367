"""Kiểm tra hồ sơ: the last screen before the dossier leaves our hands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portal_bot.dossier import Entry
from portal_bot.errors import HumanNeeded, PortalChanged
from portal_bot.form import Comparison, Form
from portal_bot.human import Captcha, Human
from portal_bot.portals.screen import Screen

CAPTCHA = "Mã xác nhận"
RESPONSIBILITY = "Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên"
SUBMIT = "Nộp hồ sơ"


class ReviewScreen(Screen):
    """A disabled copy of the forms as the portal keeps them, captcha, box, the last button."""

    heading = "Kiểm tra hồ sơ"

    async def compare(self, entries: Sequence[Entry]) -> Comparison:
        return await Form(self.tab.page).verify(entries, read_only=True)

    async def total(self) -> int:
        """The fee's total as printed, in VND."""
        text = await self.tab.page.locator("tr:has-text('Tổng cộng')").last.inner_text()
        digits = re.sub(r"\D", "", text)
        if not digits:
            raise PortalChanged("bảng lệ phí không có dòng “Tổng cộng” với số tiền")
        return int(digits)

    async def make_ready(self, human: Human) -> None:
        page = self.tab.page
        image = page.locator("img[src*='captcha']").first
        address = await image.get_attribute("src") or ""
        picture = await image.screenshot()
        field = page.get_by_label(CAPTCHA).first
        text = await human.captcha(Captcha(address, picture, field))
        if not text:
            raise HumanNeeded("mã xác nhận còn trống")
        form = Form(page)
        await form.enter(CAPTCHA, text)
        await form.enter(RESPONSIBILITY, True)

    async def submit(self) -> None:
        await self.tab.click(SUBMIT)
