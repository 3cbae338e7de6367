"""Step 4, Thông tin nhận kết quả: switches, the post's block, and the button that sends it all."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry, entry_at
from portal_bot.dossier.model import DeliveryMethod
from portal_bot.errors import PortalChanged
from portal_bot.form import Comparison, Form, FormMismatch
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.review import words_under
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen

SEND = "Gửi hồ sơ"
WAYS = {
    DeliveryMethod.IN_PERSON: "Trực tiếp",
    DeliveryMethod.POSTAL: "Bưu chính",
    DeliveryMethod.ELECTRONIC: "Trực tuyến",
}
_LEVELS = (*ADDRESS_LEVELS[:-1], "Địa chỉ nhận")


class DeliveryStep(Screen):
    """The last step."""

    heading = "Thông tin nhận kết quả"

    async def choose(self, request: Request) -> None:
        """Chooses how the result comes back; the post's block comes a moment later."""
        form = self._form()
        await form.enter(WAYS[request.delivery.method], True)
        if request.is_sent:
            await form.fill(posted(request))
        await self.insist(request)

    async def insist(self, request: Request) -> None:
        """Insists that the choice that is shown is the dossier's, and that the button is there.

        Raises:
            FormMismatch: another choice.
            PortalChanged: the button has another name.
        """
        wanted = [
            Entry("", None, label, way is request.delivery.method, "delivery.method")
            for way, label in WAYS.items()
        ]
        shown: Comparison = await self._form().verify([*wanted, *_post_of(request)])
        if shown.differences:
            raise FormMismatch(shown)
        buttons = self.tab.page.locator("main").get_by_role("button", disabled=False)
        there = [text.strip() for text in await buttons.all_inner_texts()]
        if there.count(SEND) != 1:
            named = ", ".join(f"“{one}”" for one in there if one)
            raise PortalChanged(f"bước 4 không có đúng một nút “{SEND}”; ở đó có: {named}")

    async def refusal(self) -> str | None:
        """Waits for new words of the portal on this same step; `None` once it is left."""
        return await words_under(self.tab, self.heading)

    def _form(self) -> Form:
        return Form(self.tab.page, root="main")


def _post_of(request: Request) -> tuple[Entry, ...]:
    return posted(request) if request.is_sent else ()


def posted(request: Request) -> tuple[Entry, ...]:
    """What the post's block asks for."""
    recipient, to = request.recipient, request.letter_to
    return (
        Entry("", None, "Họ và tên người nhận", recipient.full_name, "delivery.recipient"),
        Entry("", None, "Số điện thoại người nhận", recipient.phone, "delivery.recipient"),
        *(entry_at(level, "", None, _LEVELS, "delivery.address") for level in to.levels),
    )
