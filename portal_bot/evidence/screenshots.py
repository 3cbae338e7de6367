"""Pictures of the portal's screens, with every value painted over."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loguru import logger

from portal_bot.settings import write_private

if TYPE_CHECKING:
    from playwright.async_api import Page

QUALITY = 60
SCALE = 0.5


@cache
def _script() -> str:
    return (resources.files("portal_bot.evidence") / "mask.js").read_text("utf-8")


async def take(
    page: Page, to: Path, values: Collection[str], selector: str, *, whole: bool = False
) -> None:
    """Takes a JPEG of the page with everything personal painted over.

    Args:
        page: the page; the paint is taken off again.
        to: where the picture goes (0600).
        values: every text that holds one of these is painted over, and every box.
        selector: CSS of what the platform knows to be personal, wherever it stands.
        whole: the whole page at half its size; else what a person sees without scrolling, which
            takes a third of the time.
    """
    from playwright.async_api import Error

    size = await page.evaluate(_script(), {"values": list(values), "selector": selector})
    try:
        picture = await _capture(page, size if whole else None)
    except Error as error:
        # A picture that cannot be taken must not stop a filing.
        logger.warning("no picture {}: {}", to.name, str(error).splitlines()[0])
        return
    finally:
        await page.evaluate(_script(), None)
    write_private(to, picture)


async def _capture(page: Page, size: dict[str, int] | None) -> bytes:
    """Through the browser's own protocol: Playwright's way first waits for fonts and frames."""
    asked: dict[str, Any] = {"format": "jpeg", "quality": QUALITY}
    if size is not None:
        asked["captureBeyondViewport"] = True
        asked["clip"] = {"x": 0, "y": 0, **size, "scale": SCALE}
    session = await page.context.new_cdp_session(page)
    answer = await session.send("Page.captureScreenshot", asked)
    return b64decode(answer["data"])
