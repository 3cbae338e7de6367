"""Danh sách thủ tục: what an agency offers, from which a dossier is begun."""

from __future__ import annotations

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form import Form
from portal_bot.portals.national.agency_picker import is_agency
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Screen

BEGIN = "Nộp hồ sơ"
_ROWS = f"""() => [...document.querySelectorAll('tr')]
  .filter((row) => [...row.querySelectorAll('a, button')].some((el) => el.textContent.trim() === '{BEGIN}'))
  .map((row) => [...row.cells].map((cell) => cell.textContent.normalize('NFC').trim()))"""  # noqa: E501


class OfferedProcedures(Screen):
    """The list, and above it the choice of the agency."""

    heading = "Danh sách thủ tục"

    async def choose(self, request: Request) -> OfferedProcedures:
        """Asks for what the dossier's agency offers."""
        agency = request.agency
        wanted = [
            Entry("", None, "Tỉnh/Thành phố", agency.province, "agency"),
            Entry("", None, "Phường/Xã", agency.commune, "agency"),
        ]
        await Form(self.tab.page, root="main").fill(wanted)
        return await self.tab.press("Tìm kiếm", OfferedProcedures)

    async def insist(self, request: Request) -> None:
        """Insists that one row is there, of the dossier's procedure at its agency.

        Raises:
            PortalChanged: there is none, or another one.
        """
        rows: list[list[str]] = await self.tab.ask(_ROWS)
        right = [
            row
            for row in rows
            if request.code in row and any(is_agency(text, request.agency) for text in row)
        ]
        if len(rows) != 1 or not right:
            there = "; ".join(" · ".join(row[:-1]) for row in rows) or "không dòng nào"
            raise PortalChanged(
                f"danh sách thủ tục không có đúng một dòng {request.code} của "
                f"{request.agency.commune}; ở đó có: {there}",
                field="agency",
            )
