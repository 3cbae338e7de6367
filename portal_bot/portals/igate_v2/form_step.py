"""Step 1, Thông tin hồ sơ: the portal's own blocks, and the procedure's declaration."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry, Value, entry_at
from portal_bot.dossier.ids import holder
from portal_bot.portals.igate_v1.declaration import DeclarationScreen
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v2.own_pages import GENERAL, OWNER
from portal_bot.portals.igate_v2.papers_step import PapersStep
from portal_bot.portals.roles import Request


class FormStep(DeclarationScreen):
    """The form: submitter (from the account), owner, declaration, what it is about."""

    heading = "Thông tin hồ sơ"
    body = ".mat-step .formio-component"
    then = PapersStep


def own_entries(request: Request, reference_field: str | None) -> tuple[Entry, ...]:
    """What the portal's own blocks get: the dossier's owner, the subject line, the reference.

    The button that copies the submitter is left alone: it copies only part.

    Args:
        request: what is filed.
        reference_field: the label of the box for our reference, or `None` where there is none.
    """
    who = request.applicant
    printed: dict[str, tuple[str, Value]] = {
        "Họ và tên chủ hồ sơ": ("full_name", who.full_name),
        "Ngày sinh": ("birth_date", who.birth_date),
        "Giới tính": ("gender", (who.gender or holder(who.citizen_id).gender).label),
        "Số định danh/CCCD": ("citizen_id", who.citizen_id),
        "Điện thoại": ("phone", who.phone),
        "Thư điện tử": ("email", who.email),
    }
    said = {"Nội dung yêu cầu giải quyết": ("procedure", request.title)}
    if reference_field is not None:
        said[reference_field] = ("request", request.reference)
    return (
        *(Entry(OWNER, None, k, value, f"applicant.{p}") for k, (p, value) in printed.items()),
        *(
            entry_at(level, OWNER, "Nơi thường trú", ADDRESS_LEVELS, "applicant.address")
            for level in who.address.levels
        ),
        *(Entry(GENERAL, None, label, value, path) for label, (path, value) in said.items()),
    )
