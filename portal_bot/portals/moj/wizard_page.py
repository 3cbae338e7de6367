"""What every step of the wizard asks of its page."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from portal_bot.portals.screen import Tab


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.moj") / "wizard.js").read_text("utf-8")


async def ask(tab: Tab, action: str, **more: object) -> Any:
    """What the page tells; the actions are those of `wizard.js`."""
    return await tab.page.evaluate(_script(), {"action": action, **more})
