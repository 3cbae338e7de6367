"""The procedure's own page with the choice of its office, and the case before the form opens."""

from __future__ import annotations

from collections.abc import Sequence

from portal_bot.dossier.entries import Entry
from portal_bot.form import Form
from portal_bot.portals.igate_v1.procedure import ProcedureScreen, insist_on_title
from portal_bot.portals.igate_v2.form_step import FormStep
from portal_bot.portals.igate_v2.known_requests import PREFIX
from portal_bot.portals.igate_v2.stepper import script
from portal_bot.portals.roles import PaperRow, Request
from portal_bot.portals.screen import Screen, Tab


class ProcedureScreenV2(ProcedureScreen):
    """A procedure's page: it lists the papers' names, and not which of them it insists on."""

    async def paper_rows(self) -> tuple[PaperRow, ...] | None:
        names: Sequence[str] | None = await self.tab.ask(script("paper_names"))
        return tuple(PaperRow(name, None) for name in names) if names else None


class CaseScreen(Screen):
    """The question which case it is; the usual one is chosen."""

    heading = "Chọn trường hợp giải quyết"


async def procedure_page(tab: Tab, request: Request) -> ProcedureScreenV2:
    """The procedure's own page, which anybody may see.

    Raises:
        PortalChanged: the page under this code is of another procedure.
    """
    page = await tab.go(f"{PREFIX}/thu-tuc/{request.code}", ProcedureScreenV2)
    insist_on_title(page, request)
    return page


async def open_procedure(tab: Tab, request: Request) -> FormStep:
    """From the procedure's page to its open form at the right office.

    Raises:
        PortalChanged: the page under this code is of another procedure.
    """
    await procedure_page(tab, request)
    ward = Entry("", None, "Phường/Xã", request.agency.commune, "agency")
    await Form(tab.page).fill([ward])
    await tab.press("Nộp trực tuyến", CaseScreen)
    return await tab.press("Đồng ý và tiếp tục", FormStep)
