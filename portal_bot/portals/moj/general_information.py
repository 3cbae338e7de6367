"""“Thông tin chung”: whom it is done for. Over the page or in it, and made anew several times."""

from __future__ import annotations

from typing import Any

from portal_bot.errors import PortalChanged, PortalRejected, PortalUnavailable
from portal_bot.portals.moj.owner_step import OwnerStep
from portal_bot.portals.moj.wizard_page import ask
from portal_bot.portals.screen import Tab

FOR_ONESELF, FOR_ANOTHER = "Làm thủ tục cho bản thân", "Làm thủ tục cho người khác"
# Seen: three times; each may take its time.
MOST_TIMES, WAIT_MS = 5, 15_000


async def confirm(tab: Tab, subject: str) -> OwnerStep:
    """Says whom it is done for, as often as it is asked, until the first step stands there.

    Raises:
        PortalChanged: there is no such choice, or no end of it.
        PortalUnavailable: neither comes.
    """
    for _ in range(MOST_TIMES + 1):
        told: str | None = await ask(tab, "next", heading=OwnerStep.heading, waitMs=WAIT_MS)
        if told is None:
            raise await _silent(tab)
        if told == "step":
            return await tab.until(OwnerStep)
        refused: dict[str, Any] | None = await ask(tab, "confirm", subject=subject)
        if refused is not None:
            there = ", ".join(f"“{one}”" for one in refused["there"])
            raise PortalChanged(f"“Thông tin chung” không có mục “{subject}”; ở đó có: {there}")
    raise PortalChanged(f"cổng hỏi “Thông tin chung” quá {MOST_TIMES} lần")


async def _silent(tab: Tab) -> PortalRejected | PortalUnavailable:
    said = " · ".join((await tab.now()).messages)
    if said:
        return PortalRejected(f"cổng trả lời: “{said}”")
    return PortalUnavailable("mở thủ tục mà cổng không hỏi “Thông tin chung” và không hiện bước 1")
