"""The stepper: a step that was taken can be gone back to; what it shows then is the server's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from importlib import resources

from portal_bot.errors import PortalChanged
from portal_bot.form import Comparison
from portal_bot.portals.screen import S, Tab

# A form that was just opened fills its lists and shows what depends on a choice bit by bit: so long
# nothing may move until it is looked at once more, and at last taken for what it shows.
QUIETS_MS, REST_MS = (60, 150, 400), 10_000


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


async def rest(tab: Tab, quiet_ms: int = QUIETS_MS[-1]) -> None:
    """Waits until what is shown stays as it is so long, within bounds."""
    asked = {"action": "rest", "name": "", "quietMs": quiet_ms, "waitMs": REST_MS}
    await tab.ask(script("steps"), asked)


async def patiently(tab: Tab, compare: Callable[[], Awaitable[Comparison]]) -> Comparison:
    """What is compared with a step that was just opened; where it differs, once it is at rest."""
    found = await compare()
    for quiet_ms in QUIETS_MS:
        if not found.differences:
            break
        await rest(tab, quiet_ms)
        found = await compare()
    return found
