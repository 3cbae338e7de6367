"""Pictures of the portal's screens, with every value painted over."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.settings import write_private

if TYPE_CHECKING:
    from playwright.async_api import Page

QUALITY = 60


@cache
def _script() -> str:
    return (resources.files("portal_bot.evidence") / "mask.js").read_text("utf-8")


async def take(page: Page, to: Path, values: Collection[str]) -> None:
    """Takes a JPEG of the whole page while all boxes and all of `values` are painted over."""
    await page.evaluate(_script(), list(values))
    try:
        picture = await page.screenshot(
            type="jpeg", quality=QUALITY, full_page=True, caret="initial"
        )
    finally:
        await page.evaluate(_script(), None)
    write_private(to, picture)
