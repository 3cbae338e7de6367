"""Đăng nhập: a local account's user name and password."""

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalRejected, SignInRefused
from portal_bot.form import Form
from portal_bot.portals.screen import Screen, Seen, Tab

PATH = "/dich-vu-cong/dang-nhap"


class SignInScreen(Screen):
    """The sign-in screen; it asks for a captcha only after several wrong passwords."""

    heading = "Đăng nhập"

    async def sign_in(self, username: str, password: str) -> None:
        form = Form(self.tab.page)
        await form.fill(
            [
                Entry("", None, "Tên đăng nhập", username, "account.username"),
                Entry("", None, "Mật khẩu", password, "account"),
            ]
        )
        try:
            await self.tab.press("Đăng nhập", SignedInScreen)
        except PortalRejected as error:
            raise SignInRefused(
                f"cổng không cho đăng nhập ({error.message}). Sai mật khẩu thì chạy lại ở cửa sổ "
                "dòng lệnh để chủ tài khoản gõ; mật khẩu của đơn vị đã cất thì cất lại bằng "
                "`portal-bot account set TÊN_ĐĂNG_NHẬP`, của người dân thì không cất; cổng đòi mã "
                "xác nhận thì đăng nhập một lần trên cổng rồi chạy lại",
                field="account",
            ) from error


class SignedInScreen(Screen):
    """Any screen of somebody who is signed in."""

    heading = "không còn ở màn hình đăng nhập"

    @classmethod
    def is_open(cls, seen: Seen) -> bool:
        return bool(seen.heading) and not SignInScreen.is_open(seen)


async def sign_in(tab: Tab, username: str, password: str, path: str = PATH) -> None:
    """Signs in. The context is fresh for every dossier, so nobody else can be signed in."""
    screen = await tab.go(path, SignInScreen, SignedInScreen)
    if isinstance(screen, SignInScreen):
        await screen.sign_in(username, password)
