"""The procedure's own page with the choice of its office, and the case before the form opens."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry
from portal_bot.form import Form
from portal_bot.portals.igate_v1.procedure import ProcedureScreen, insist_on_title
from portal_bot.portals.igate_v2.form_step import FormStep
from portal_bot.portals.igate_v2.known_requests import PREFIX
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen, Tab


class CaseScreen(Screen):
    """The question which case it is; the usual one is chosen."""

    heading = "Chọn trường hợp giải quyết"


async def open_procedure(tab: Tab, request: Request) -> FormStep:
    """From the procedure's page to its open form at the right office.

    Raises:
        PortalChanged: the page under this code is of another procedure.
    """
    page = await tab.go(f"{PREFIX}/thu-tuc/{request.code}", ProcedureScreen)
    insist_on_title(page, request)
    ward = Entry("", None, "Phường/Xã", request.agency.commune, "agency")
    await Form(tab.page).fill([ward])
    await tab.press("Nộp trực tuyến", CaseScreen)
    return await tab.press("Đồng ý và tiếp tục", FormStep)
