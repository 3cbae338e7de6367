"""Step 3, Phí, lệ phí và hình thức nhận kết quả: delivery, fees, captcha and the last button."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form import Form
from portal_bot.journal import Due
from portal_bot.portals.igate_v1.delivery import METHOD, method_of, postal
from portal_bot.portals.igate_v1.review import ReviewScreen, paid_where
from portal_bot.portals.igate_v2.own_pages import MyDossiersV2
from portal_bot.portals.igate_v2.stepper import patiently, script
from portal_bot.portals.roles import Request

DELIVERY, CAPTCHA = "#nhanKetQua", "#captchaForm"


class FeesStep(ReviewScreen):
    """What can still be chosen, and below it what sends the dossier."""

    heading = "Phí, lệ phí và hình thức nhận kết quả"
    root = CAPTCHA

    async def choose(self, request: Request) -> None:
        """Chooses how the result comes back; the fees are worked out anew after each change."""
        form = Form(self.tab.page, root=DELIVERY)
        await form.enter(METHOD, method_of(request))
        if request.is_sent:
            await form.fill(postal(request))

    async def chosen(self, request: Request) -> None:
        """Insists that the choice that is shown is the dossier's.

        Raises:
            PortalChanged: it is not.
        """
        wanted = [Entry("", None, METHOD, method_of(request), "delivery.method")]
        if request.is_sent:
            wanted += postal(request)
        form = Form(self.tab.page, root=DELIVERY)
        comparison = await patiently(self.tab, partial(form.verify, wanted))
        if comparison.differences:
            names = ", ".join(f"“{one.name}”" for one in comparison.differences)
            raise PortalChanged(f"hình thức nhận kết quả khác hồ sơ ở: {names}", field="delivery")

    async def due(self) -> Due | None:
        """The fee's total as printed, what for and how it is paid; `None`: nothing is due.

        Raises:
            PortalChanged: there is no total.
        """
        told: dict[str, Any] = await self.tab.ask(script("steps"), {"action": "fees"})
        digits = re.sub(r"\D", "", told["total"])
        if not digits:
            raise PortalChanged("bảng lệ phí không có dòng “Tổng cộng” với số tiền")
        where = paid_where(told["payment"], MyDossiersV2)
        return Due(int(digits), told["why"], where) if int(digits) else None
