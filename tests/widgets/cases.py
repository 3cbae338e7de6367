"""The cases of a page: what is filled, what the library must hold, and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.async_api import Error, Page

from portal_bot import PageForm
from portal_bot.errors import PortalBotError

REST_MS = 300
AFTER_CLICK_MS = 400


@dataclass(frozen=True)
class Ended:
    """How one case ended: `right`, `closed`, `wrong`; and why."""

    case: str
    how: str
    why: str
    is_fair: bool

    def __str__(self) -> str:
        return f"{self.case}: {self.how}: {self.why}"


def value_of(told: Any) -> Any:
    """A case's value as Python's: `{"date": iso}` a date, `{"rows": [...]}` a table's rows."""
    if isinstance(told, dict):
        return date.fromisoformat(told["date"]) if "date" in told else told["rows"]
    return told


def values_of(case: dict[str, Any]) -> dict[str, Any]:
    """What `PageForm.fill` is given; which entry rules which is nobody's business but its own."""
    values: dict[str, Any] = {}
    for one in case["entries"]:
        place = values.setdefault(one["section"], {})
        if one.get("group"):
            place = place.setdefault(one["group"], {})
        place[one["label"]] = value_of(one["value"])
    return values


async def model(page: Page) -> dict[str, Any]:
    """What the libraries of all the page's frames hold."""
    held: dict[str, Any] = {}
    for frame in page.frames:
        held |= await frame.evaluate("window.__model ? window.__model() : {}") or {}
    return held


def agrees(case: dict[str, Any], held: dict[str, Any]) -> bool:
    """Whether the library holds what the case wants; numbers equal their text."""

    def plain(value: Any) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return str(value) if number else value

    if case.get("regex"):
        return all(
            re.search(str(wanted), str(held.get(key))) for key, wanted in case["model"].items()
        )
    return all(plain(held.get(key)) == plain(wanted) for key, wanted in case["model"].items())


async def play(page: Page, case: dict[str, Any]) -> Ended:
    """Fills one case into the open page, asks the library, clicks elsewhere, asks again."""
    form, values = PageForm(page), values_of(case)
    try:
        await form.fill(values, whole=bool(case.get("whole")))
        await form.verify(values)
    except PortalBotError as error:
        fair = "closed" in accepted(case) and case.get("tells", "").lower() in str(error).lower()
        return Ended(case["id"], "closed", str(error), fair)
    except Error as error:
        return Ended(case["id"], "crash", str(error), is_fair=False)
    await page.wait_for_timeout(case.get("wait", REST_MS))
    held = await model(page)
    if agrees(case, held):
        await page.mouse.click(5, 5)
        await page.wait_for_timeout(AFTER_CLICK_MS)
        held = await model(page)
    if not agrees(case, held) or "right" not in accepted(case):
        return Ended(case["id"], "wrong", f"the library holds {held}", is_fair=False)
    try:
        await form.verify(values)
    except PortalBotError as error:
        return Ended(case["id"], "closed", f"after a click elsewhere: {error}", is_fair=False)
    return Ended(case["id"], "right", "", is_fair=True)


def accepted(case: dict[str, Any]) -> list[str]:
    """The outcomes that are right for a case."""
    told: list[str] = case.get("accept", ["right"])
    return told
