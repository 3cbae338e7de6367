"""The browser may go only to the portal's allowed origins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from loguru import logger

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Request, Route


def outside(origins: Sequence[str]) -> re.Pattern[str]:
    """A pattern that matches every http(s) and ws(s) address outside `origins`.

    It is matched inside the driver, so a request that stays inside costs nothing here.
    """
    inside = "|".join(re.escape(origin.rstrip("/")) for origin in origins)
    return re.compile(rf"^(?!(?:{inside})(?:[/?#]|$))(?:https?|wss?):.*")


async def fence(context: BrowserContext, origins: Sequence[str]) -> None:
    """Stops every request of a context that leaves `origins` (scheme, host and port)."""

    async def stop(route: Route, request: Request) -> None:
        logger.warning("fence: stopped a request outside the portal")
        await route.abort("blockedbyclient")

    await context.route(outside(origins), stop)
