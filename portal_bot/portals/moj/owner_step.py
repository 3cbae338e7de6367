"""Step 1, Thông tin chủ hồ sơ: who is signed in, and for whom it is done."""

from __future__ import annotations

import re

from portal_bot.dossier.entries import Entry
from portal_bot.errors import HumanNeeded, PortalChanged
from portal_bot.form import Form
from portal_bot.portals.moj.declared_in_frame import DeclarationStep
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen

NEXT = "Bước tiếp theo"
OTHER = "Thông tin ủy quyền cá nhân"
_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
_TEXT = "() => (document.querySelector('main') ?? document.body).innerText"


def asked_for(request: Request) -> tuple[Entry, ...]:
    """Whom it is done for, where that is not who is signed in."""
    who = request.applicant
    return (
        Entry(OTHER, None, "Họ và tên", who.full_name, "applicant.full_name"),
        Entry(OTHER, None, "Số định danh cá nhân", who.citizen_id, "applicant.citizen_id"),
        Entry(OTHER, None, "Số điện thoại", who.phone, "applicant.phone"),
    )


class OwnerStep(Screen):
    """The account's own data, which VNeID has filled in."""

    heading = "Thông tin chủ hồ sơ"

    async def insist_on_holder(self, number: str) -> None:
        """Compares whose account it is with the dossier's, before anything is filled in.

        Raises:
            HumanNeeded: somebody else is signed in.
            PortalChanged: the page does not say who.
        """
        printed = set(_NUMBER.findall(await self.tab.ask(_TEXT)))
        if not printed:
            raise PortalChanged("bước 1 không ghi số định danh của chủ tài khoản")
        if printed != {number}:
            raise HumanNeeded(
                "cổng đang đăng nhập bằng tài khoản của người khác, không phải chủ tài khoản ghi "
                "trong hồ sơ; chưa điền gì. Đăng xuất, để đúng người đăng nhập rồi chạy lại",
                field="account.username",
            )

    async def go_on(self, request: Request, *, for_oneself: bool) -> DeclarationStep:
        """Fills in whom the portal may call, and goes on; the rest is as VNeID has it."""
        form = Form(self.tab.page, root="main")
        if for_oneself:
            await form.enter("Số điện thoại", request.applicant.phone)
        else:
            await form.fill(asked_for(request))
        return await self.tab.press(NEXT, DeclarationStep)
