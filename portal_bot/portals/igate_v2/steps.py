"""The stepper: a step that was taken can be gone back to; what it shows then is the server's."""

from __future__ import annotations

from functools import cache
from importlib import resources

from portal_bot.errors import PortalChanged
from portal_bot.portals.screen import S, Tab


@cache
def script(name: str) -> str:
    """One of the scripts beside this module."""
    return (resources.files("portal_bot.portals.igate_v2") / f"{name}.js").read_text("utf-8")


async def back_to(tab: Tab, step: type[S]) -> S:
    """Goes to a step that was taken before, and waits until it is there as the server has it.

    Raises:
        PortalChanged: the stepper has no such step.
    """
    asked = {"action": "press", "name": step.heading}
    found: int = await tab.ask(script("steps"), asked)
    if found != 1:
        raise PortalChanged(f"thanh các bước có {found} mục “{step.heading}”, cần đúng một")
    settled = {"action": "settled", "name": step.heading}
    await tab.page.wait_for_function(script("steps"), arg=settled)
    return await tab.until(step)
