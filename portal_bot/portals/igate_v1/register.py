"""Đăng ký tài khoản công dân: personal data, a code by SMS, a password."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry, entry_at
from portal_bot.dossier.ids import holder
from portal_bot.dossier.model import Applicant
from portal_bot.errors import PortalChanged, PortalRejected
from portal_bot.form import Form
from portal_bot.human import Human
from portal_bot.portals.igate_v1.captcha import answered, is_about_captcha
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.sign_in import SignedInScreen, SignInScreen
from portal_bot.portals.screen import Screen, Tab

PATH = "/dich-vu-cong/dang-ky"
# A captcha is misread; another no of the portal is final, and is never asked for twice.
TRIES = 3


class RegisterScreen(Screen):
    """The form for a new account; the telephone number becomes the user name."""

    heading = "Đăng ký tài khoản công dân"

    async def send(self, applicant: Applicant, human: Human) -> OtpScreen:
        form = Form(self.tab.page)
        await form.fill([*_entries(applicant), await answered(self.tab, human)])
        return await self.tab.press("Gửi thông tin", OtpScreen)


class OtpScreen(Screen):
    """The code that was sent to the telephone: only its owner can know it."""

    heading = "Xác thực tài khoản"

    async def answer(self, code: str) -> PasswordScreen:
        await Form(self.tab.page).enter("Mã OTP", code)
        return await self.tab.press("Xác nhận", PasswordScreen)


class PasswordScreen(Screen):
    """The new account's password, twice."""

    heading = "Tạo mật khẩu"

    async def choose(self, password: str) -> None:
        form = Form(self.tab.page)
        await form.fill(
            [
                Entry("", None, "Mật khẩu", password, "account"),
                Entry("", None, "Nhập lại mật khẩu", password, "account"),
            ]
        )
        await self.tab.press("Xác nhận", SignInScreen, SignedInScreen)


async def register(tab: Tab, applicant: Applicant, password: str, human: Human) -> str:
    """Opens an account for the applicant and returns its user name.

    Raises:
        HumanNeeded: nobody read the captcha or the code.
        PortalRejected: the portal says no, for example because the account exists.
    """
    screen = await tab.go(PATH, RegisterScreen)
    for tries_left in reversed(range(TRIES)):
        try:
            otp = await screen.send(applicant, human)
            break
        except PortalRejected as error:
            if not tries_left or not is_about_captcha(error.message):
                raise
            screen = await tab.go(PATH, RegisterScreen)
    else:
        raise PortalChanged("cổng không cho gửi thông tin đăng ký")
    passwords = await otp.answer(await human.otp(applicant.phone))
    await passwords.choose(password)
    return applicant.phone


def _entries(who: Applicant) -> list[Entry]:
    gender = (who.gender or holder(who.citizen_id).gender).label
    return [
        Entry("", None, "Đăng ký bằng", "Số điện thoại", "applicant.phone", driver=True),
        Entry("", None, "Họ và tên", who.full_name, "applicant.full_name"),
        Entry("", None, "Ngày sinh", who.birth_date, "applicant.birth_date"),
        Entry("", None, "Giới tính", gender, "applicant.gender"),
        Entry("", None, "Số CCCD/CMND", who.citizen_id, "applicant.citizen_id"),
        Entry("", None, "Số điện thoại", who.phone, "applicant.phone"),
        Entry("", None, "Email", who.email, "applicant.email"),
        *(
            entry_at(level, "", "Địa chỉ", ADDRESS_LEVELS, "applicant.address")
            for level in who.address.levels
        ),
    ]
