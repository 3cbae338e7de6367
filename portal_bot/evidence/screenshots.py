"""Pictures of the portal's screens, with every value painted over."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from loguru import logger

if TYPE_CHECKING:
    from playwright.async_api import Page

CAPTURE: Mapping[str, Any] = {"format": "jpeg", "quality": 60, "optimizeForSpeed": True}
SCALE = 0.5
# What draws itself anew under the picture is pictured once more, so often.
TRIES = 4


@cache
def _script() -> str:
    return (resources.files("portal_bot.evidence") / "mask.js").read_text("utf-8")


async def take(
    page: Page, name: str, values: Collection[str], selector: str, *, whole: bool = False
) -> bytes | None:
    """Takes a JPEG of the page with everything personal painted over; `None`: it cannot be had.

    Args:
        page: the page; the paint is taken off again, unless the picture failed.
        name: the screen's, for the log.
        values: every text that holds one of these is painted over, and every box.
        selector: CSS of what the platform knows to be personal, wherever it stands.
        whole: the whole page at half its size; else what a person sees without scrolling, which
            takes a third of the time.
    """
    from playwright.async_api import Error  # slow, and loaded by then

    try:
        asked = {"values": list(values), "selector": selector}
        picture = await _masked(page, asked, whole=whole)
        if picture is None:
            logger.warning("no picture {}: the page goes on drawing", name)
        return picture
    except Error as error:
        # A picture that cannot be taken must not stop a filing.
        logger.warning("no picture {}: {}", name, str(error).splitlines()[0])
        return None


async def _masked(page: Page, asked: dict[str, Any], *, whole: bool) -> bytes | None:
    """Through the browser's own protocol: Playwright's way first waits for fonts and frames."""
    session = await page.context.new_cdp_session(page)
    for _ in range(TRIES):
        capture = dict(CAPTURE)
        size: dict[str, int] | None = await page.evaluate(_script(), {**asked, "whole": whole})
        if size is not None:
            capture["captureBeyondViewport"] = True
            capture["clip"] = {"x": 0, "y": 0, **size, "scale": SCALE}
        # Not in a `finally`: whoever ran out of time leaves the page, and a page that loops would
        # hold the taking off of the paint for ever.
        answer = await session.send("Page.captureScreenshot", capture)
        if await page.evaluate(_script(), {**asked, "ends": True}):
            return b64decode(answer["data"])
    return None
