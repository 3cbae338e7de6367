"""The browser may go only to the portal's allowed origins.

Two ways. The browser's own name resolver is told to know nothing else: that costs nothing. Where
a proxy resolves names instead of the browser, every request is matched in the driver: that costs
a third of a filing (measured), for while it does, Chromium fetches every script of every page anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from loguru import logger

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Route

_PORTS = {"http": 80, "https": 443}


def resolver_rules(origins: Sequence[str]) -> str | None:
    """The browser's argument that lets it find `origins` and nothing else.

    `None` where a proxy is set for this machine: then the proxy finds the names.
    """
    if {"http", "https", "all"} & getproxies().keys():
        return None
    places = [_place(origin) for origin in origins]
    rules = [f"MAP {place} {place}" for place in dict.fromkeys(places)]
    return f"--host-resolver-rules={','.join([*rules, 'MAP * ~NOTFOUND'])}"


def _place(origin: str) -> str:
    parts = urlsplit(origin)
    return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def outside(origins: Sequence[str]) -> re.Pattern[str]:
    """A pattern that matches every http(s) and ws(s) address outside `origins`.

    It is matched inside the driver; only what leaves the portal comes here.
    """
    inside = "|".join(re.escape(origin.rstrip("/")) for origin in origins)
    return re.compile(rf"^(?!(?:{inside})(?:[/?#]|$))(?:https?|wss?):.*")


async def fence(context: BrowserContext, origins: Sequence[str]) -> None:
    """Stops every request of a context that leaves `origins` (scheme, host and port)."""

    async def stop(route: Route) -> None:
        logger.warning("fence: stopped a request outside the portal")
        await route.abort("blockedbyclient")

    await context.route(outside(origins), stop)
