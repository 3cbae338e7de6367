"""Lệ phí và hình thức nhận kết quả: how the result comes back, what it costs."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry, entry_at
from portal_bot.dossier.model import DeliveryMethod
from portal_bot.form import Form
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.review import ReviewScreen
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen

METHODS = {
    DeliveryMethod.IN_PERSON: "Trả kết quả tại bộ phận tiếp nhận và trả kết quả",
    DeliveryMethod.POSTAL: "Trả kết quả qua đường bưu điện",
    DeliveryMethod.ELECTRONIC: "Trả kết quả trên môi trường mạng (kết quả có ký số)",
}
METHOD = "Hình thức nhận kết quả"
POSTAL = "Địa chỉ nhận kết quả"
STORED = "Thông tin nhận kết quả"


class DeliveryScreen(Screen):
    """The fee is recalculated after each change; the button waits for it."""

    heading = "Lệ phí và hình thức nhận kết quả"

    async def choose(self, request: Request) -> ReviewScreen:
        form = Form(self.tab.page)
        await form.enter(METHOD, method_of(request))
        if request.is_sent:
            await form.fill(postal(request))
        return await self.tab.press("Đồng ý và tiếp tục", ReviewScreen)


def method_of(request: Request) -> str:
    """The method as this product prints it."""
    return METHODS[request.delivery.method]


def stored(request: Request) -> tuple[Entry, ...]:
    """The choice as the record page shows it: the address without a title of its own."""
    method = Entry("", None, METHOD, method_of(request), "delivery.method")
    if not request.is_sent:
        return (method,)
    rest = (e for e in postal(request) if not isinstance(e.value, bool))
    return (method, *(Entry(STORED, None, e.label, e.value, e.path) for e in rest))


def postal(request: Request) -> tuple[Entry, ...]:
    """What is asked besides when the post brings the result."""
    recipient, to = request.recipient, request.letter_to
    return (
        Entry("", None, "Họ và tên người nhận", recipient.full_name, "delivery.recipient"),
        Entry("", None, "Số điện thoại người nhận", recipient.phone, "delivery.recipient"),
        *(entry_at(level, "", POSTAL, ADDRESS_LEVELS, "delivery.address") for level in to.levels),
        Entry("", None, "Tôi đồng ý trả cước phí bưu chính", True, "delivery.fee_accepted"),
    )
