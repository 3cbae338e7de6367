"""The procedure's own page, and the choice of the agency that receives the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form import Form
from portal_bot.portals.igate_v1.declaration import DeclarationScreen
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.roles import PaperRow, Request
from portal_bot.portals.screen import Screen, Seen, Tab, same

NAME = "Tên giấy tờ"
DEMAND = "Bắt buộc"


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "procedure.js").read_text("utf-8")


class ProcedureScreen(Screen):
    """A procedure's page; its heading is the procedure's official name."""

    heading = "tên thủ tục"

    async def paper_rows(self) -> tuple[PaperRow, ...] | None:
        """The papers that it says are needed; `None`: no table of it is understood."""
        tables: Sequence[Sequence[dict[str, str]]] = await self.tab.ask(_script())
        known = [rows for rows in tables if rows and {NAME, DEMAND} <= rows[0].keys()]
        if len(known) != 1:
            return None
        return tuple(PaperRow(row[NAME], same(row[DEMAND], "Có")) for row in known[0])

    @classmethod
    def is_open(cls, seen: Seen) -> bool:
        return bool(seen.heading) and not same(seen.heading, "Đăng nhập")


class AgencyScreen(Screen):
    """Chọn cơ quan thực hiện: the 2022 tree of district and commune."""

    heading = "Chọn cơ quan thực hiện"

    async def choose(self, request: Request) -> DeclarationScreen:
        form = Form(self.tab.page)
        where = (request.agency.province, request.agency.district, request.agency.commune)
        await form.fill(
            [
                Entry("", None, label, name, "agency", level=level)
                for level, (label, name) in enumerate(zip(ADDRESS_LEVELS, where, strict=False))
                if name
            ]
        )
        return await self.tab.press("Đồng ý", DeclarationScreen)


async def procedure_page(tab: Tab, request: Request) -> ProcedureScreen:
    """The procedure's own page, which anybody may see.

    Raises:
        PortalChanged: the page under this code is of another procedure.
    """
    page = await tab.go(f"/dich-vu-cong/thu-tuc/{request.code}", ProcedureScreen)
    insist_on_title(page, request)
    return page


def insist_on_title(page: ProcedureScreen, request: Request) -> None:
    """Says when the page under a procedure's code is of another one.

    Raises:
        PortalChanged: it is.
    """
    if not same(page.seen.heading, request.title):
        raise PortalChanged(
            f"thủ tục {request.code} trên cổng tên là “{page.seen.heading}”, "
            f"không phải “{request.title}”"
        )


async def open_procedure(tab: Tab, request: Request) -> DeclarationScreen:
    """From the procedure's page to its open form at the right agency; errors likewise."""
    await procedure_page(tab, request)
    agency = await tab.press("Nộp trực tuyến", AgencyScreen)
    return await agency.choose(request)
