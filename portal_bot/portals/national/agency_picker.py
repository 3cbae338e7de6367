"""The procedure's page: which procedure it is, the picker of agencies, the agencies that answer."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from portal_bot.errors import HumanNeeded, PortalChanged
from portal_bot.form.text import fold, places_of, squeeze
from portal_bot.portals.national import listboxes
from portal_bot.portals.national.interface import AGENCIES
from portal_bot.portals.profile_parts import AgencyPath
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Tab

if TYPE_CHECKING:
    from playwright.async_api import Response

# Cards come one after the other. Where the answer that they are made of was not heard within the
# first, as many for so long are all.
CALM_MS, CARDS_MS = 1_000, 15_000
_COMMITTEE = re.compile(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.national") / "entry.js").read_text("utf-8")


class ProcedurePage:
    """The page that a deep link opens, before a dossier is begun."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._answered: int | None = None

    async def look(self) -> dict[str, Any]:
        """What it shows: codes, the picker's lists (`None`: there is no picker), the agency."""
        told: dict[str, Any] = await self.tab.ask(_script(), {"action": "look"})
        return told

    async def open_found(self, code: str) -> None:
        """Where a search stands open instead, opens the one procedure of this code in it."""
        told = await self.look()
        found = [one["href"] for one in told["found"] if one["text"].startswith(f"{code} ")]
        if told["slots"] is None and len(found) == 1:
            await self.tab.page.goto(urljoin(self.tab.page.url, found[0]))

    async def insist_on_code(self, code: str) -> None:
        """Compares the code that the page prints: an id may open another procedure.

        Raises:
            PortalChanged: it prints none, or another one.
        """
        refuse_other_code(await self.look(), code)

    async def choose(self, agency: AgencyPath) -> None:
        """Chooses province and commune, unless the link has done so, and asks for the agencies.

        Raises:
            PortalChanged: there is no picker, or no such unit in its lists.
        """
        told = await self.look()
        slots = told["slots"]
        if slots is None or len(slots) < len(_levels(agency)):
            raise PortalChanged("trang thủ tục không có khung “Chọn cơ quan thực hiện” như đã biết")
        for place, name in enumerate(_levels(agency)):
            await self._pick(place, name)
        self._answered = await self._asked("Nộp hồ sơ" if told["account"] else "Đồng ý")

    async def _asked(self, button: str) -> int | None:
        """Presses; how many agencies the portal answers with, `None`: it was not heard to."""
        from playwright.async_api import Error  # slow, and loaded by then

        page = self.tab.page
        try:
            async with page.expect_response(_tells_agencies, timeout=CALM_MS) as awaited:
                await self.tab.click(button)
            return all_agencies(await (await awaited.value).json())
        except (Error, ValueError):
            return None

    async def _pick(self, place: int, name: str) -> None:
        """Chooses in one of the two lists; its trigger gives way to a box then."""
        [*_, now] = (await self.look())["slots"][: place + 1]
        if now and places_of(name, [now]):
            return
        if now:
            raise PortalChanged(f"khung chọn cơ quan đã chọn sẵn “{now}”, cần “{name}”")
        # Those above are boxes by now.
        trigger = self.tab.page.locator("button[aria-haspopup=listbox]:visible").first
        await listboxes.choose(self.tab.page, trigger, name, "agency")

    async def take(self, agency: AgencyPath) -> None:
        """Presses “Nộp trực tuyến” of this very agency: the first card may be another one's.

        Raises:
            HumanNeeded: it is not among those that take dossiers online.
            PortalChanged: several cards have its name.
        """
        cards = await self._cards(self._answered)
        mine = _of_agency(cards, agency)
        if len(mine) != 1 and self._answered is not None:
            # The answer may be of another making than it was: whatever comes is waited for.
            cards = await self._cards(None)
            mine = _of_agency(cards, agency)
        there = "; ".join(lines[-1] for lines in cards if lines) or "không cơ quan nào"
        if len(mine) > 1:
            raise PortalChanged(f"có {len(mine)} mục của {agency.commune}: {there}", field="agency")
        if not mine:
            raise HumanNeeded(
                f"chưa gửi gì: {agency.commune} không có trong các cơ quan nhận trực tuyến thủ tục "
                f"này (cổng nêu: {there}). Nộp trực tiếp ở Bộ phận Một cửa hoặc qua bưu chính; nếu "
                "cơ quan đã nhận trực tuyến thì báo người bảo trì",
                field="agency",
            )
        await self.tab.ask(_script(), {"action": "take", "card": mine[0]})

    async def _cards(self, many: int | None) -> list[list[str]]:
        """The lines of each card, once there are so many; else once no more come."""
        asked = {"action": "cards", "many": many, "calmMs": CALM_MS, "waitMs": CARDS_MS}
        cards: list[list[str]] = await self.tab.ask(_script(), asked)
        return cards


def _tells_agencies(response: Response) -> bool:
    return response.ok and urlsplit(response.url).path == AGENCIES


def all_agencies(told: Any) -> int | None:
    """How many agencies an answer names, if it names all."""
    match told:
        case {"data": {"rows": [_, *_] as rows, **more}} if not more.get("lastId"):
            return len(rows)
    return None


def _of_agency(cards: list[list[str]], agency: AgencyPath) -> list[int]:
    return [n for n, lines in enumerate(cards) if any(is_agency(ln, agency) for ln in lines)]


def refuse_other_code(told: dict[str, Any], code: str) -> None:
    """Raises `PortalChanged` unless a page prints this procedure's code, and no other."""
    if told["codes"] != [code]:
        there = ", ".join(told["codes"]) or "không mã nào"
        raise PortalChanged(
            f"đường dẫn mở thủ tục khác: trang ghi {there}, hồ sơ là {code}; chưa điền gì. Báo "
            "người bảo trì để sửa mã thủ tục trong danh mục"
        )


def refuse_other_agency(told: dict[str, Any], request: Request) -> None:
    """Raises `PortalChanged` where the form's page names another agency."""
    if told["agency"] and not is_agency(told["agency"], request.agency):
        raise PortalChanged(
            f"trang tờ khai ghi cơ quan “{told['agency']}”, hồ sơ nộp cho "
            f"{request.agency.commune}; chưa điền gì",
            field="agency",
        )


def is_agency(printed: str, agency: AgencyPath) -> bool:
    """Whether a printed name is the committee of this commune: “UBND Phường Phú Yên”."""
    commune, *wider = (part.strip() for part in _COMMITTEE.sub("", squeeze(printed)).split(","))
    return fold(commune) == fold(agency.commune) and all(
        fold(one) == fold(agency.province) for one in wider
    )


def _levels(agency: AgencyPath) -> tuple[str, str]:
    return agency.province, agency.commune
