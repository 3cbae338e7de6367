"""Nhập thông tin hồ sơ: the portal's own blocks, and the procedure's declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from portal_bot.dossier.block import Declaration
from portal_bot.dossier.entries import Entry, Value, entries, entry_at
from portal_bot.dossier.ids import holder
from portal_bot.errors import PortalRejected
from portal_bot.form import Form, FormMismatch
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.papers import PapersScreen
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen

OWNER = "Thông tin chủ hồ sơ"
GENERAL = "Thông tin chung"


class DeclarationForm(Form):
    """The open form: the portal's own blocks are filled along with the first declaration."""

    own: tuple[Entry, ...] = ()

    async def fill(self, declared: Declaration | Sequence[Entry]) -> None:
        wanted = entries(declared) if isinstance(declared, Declaration) else tuple(declared)
        own, self.own = self.own, ()
        await super().fill((*own, *wanted))


class DeclarationScreen(Screen):
    """The form page: submitter (from the account), owner, declaration, general."""

    heading = "Nhập thông tin hồ sơ"
    then: ClassVar[type[Screen]] = PapersScreen

    def form(self, own: tuple[Entry, ...]) -> DeclarationForm:
        form = DeclarationForm(self.tab.page)
        form.own = own
        return form

    async def go_on(self, form: Form) -> Screen:
        """Sends the form, if it still shows what was filled in.

        Raises:
            FormMismatch: it does not, before it was sent or after the portal gave it back.
            PortalRejected: it does, and the portal says no; with the field it blames.
        """
        if not form.is_proved():
            await self._still(form)
        try:
            return await self.tab.press("Tiếp tục", self.then, body=self.body)
        except PortalRejected as error:
            await self._still(form)
            blame = await form.blamed()
            raise PortalRejected(error.message, field=blame.path) from error

    @staticmethod
    async def _still(form: Form) -> None:
        comparison = await form.verify(form.filled)
        if comparison.differences:
            raise FormMismatch(comparison)


def own_entries(request: Request, reference_field: str | None) -> tuple[Entry, ...]:
    """What the portal's own blocks get: the dossier's owner, the subject line, the reference.

    Args:
        request: what is filed.
        reference_field: the label of the box for our reference, or `None` where there is none.
    """
    return (*_owner(request), *_general(request, reference_field))


def _owner(request: Request) -> tuple[Entry, ...]:
    """The dossier's owner: written out, for the box that copies the submitter copies only part."""
    who = request.applicant
    printed: dict[str, tuple[str, Value]] = {
        "Họ và tên": ("full_name", who.full_name),
        "Ngày sinh": ("birth_date", who.birth_date),
        "Giới tính": ("gender", (who.gender or holder(who.citizen_id).gender).label),
        "Số CCCD/CMND": ("citizen_id", who.citizen_id),
        "Số điện thoại": ("phone", who.phone),
        "Email": ("email", who.email),
    }
    box = Entry(OWNER, None, "Người nộp là chủ hồ sơ", None, "applicant")
    return (
        box,
        *(
            Entry(OWNER, None, k, value, f"applicant.{path}")
            for k, (path, value) in printed.items()
        ),
        *(
            entry_at(level, OWNER, "Địa chỉ", ADDRESS_LEVELS, "applicant.address")
            for level in who.address.levels
        ),
    )


def _general(request: Request, reference_field: str | None) -> tuple[Entry, ...]:
    """What the dossier is about, and our reference, by which it is found again."""
    about = Entry(GENERAL, None, "Về việc", request.title, "procedure")
    if reference_field is None:
        return (about,)
    return (about, Entry(GENERAL, None, reference_field, request.reference, "request"))
