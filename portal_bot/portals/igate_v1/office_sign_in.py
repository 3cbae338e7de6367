"""Đăng nhập một cửa: an officer's user name and password."""

from __future__ import annotations

from portal_bot.errors import PortalRejected, SignInRefused
from portal_bot.form import Form
from portal_bot.portals.igate_v1.office_list import OfficeListScreen
from portal_bot.portals.screen import Screen, Tab

BUTTON = "Đăng nhập"


class OfficeSignInScreen(Screen):
    """The officers' sign-in screen."""

    heading = "Đăng nhập một cửa"

    async def sign_in(self, username: str, password: str) -> None:
        form = Form(self.tab.page)
        await form.enter("Tên đăng nhập", username)
        await form.enter("Mật khẩu", password)
        try:
            await self.tab.press(BUTTON, OfficeListScreen)
        except PortalRejected as error:
            raise SignInRefused(
                f"trang “{self.heading}” không cho cán bộ {username} đăng nhập "
                f"({error.message}). Xem lại --officer; sai mật khẩu thì đặt lại bằng "
                f"`portal-bot account set {username}`"
            ) from error


async def sign_in(tab: Tab, desk: str, username: str, password: str) -> None:
    """Signs in, unless the context's session still lives."""
    screen = await tab.go(desk, OfficeSignInScreen, OfficeListScreen)
    if isinstance(screen, OfficeSignInScreen):
        await screen.sign_in(username, password)
