"""The open form of a dossier's procedure, on each platform that is played."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from portal_bot.portals.igate_v1.platform import IgateV1
from portal_bot.portals.profile import load
from tests.support.fixtures import FIXTURES, PASSWORD
from tests.support.mock import MockPortal
from tests.support.sheets import ready_of, request_of

CASES = sorted(FIXTURES.glob("*/full.yaml"))
# Whose account opens a form says nothing of the form.
USERNAME = "nguyenvanthu"


@dataclass(frozen=True)
class OpenForm:
    """A form that was opened once, and is loaded anew as often as wanted.

    Attributes:
        case: the dossier's procedure.
        address: where it is.
        html: as the portal sent it.
        entries: all that is filled into it.
    """

    case: str
    address: str
    html: str
    entries: tuple[Entry, ...]


async def on_igate_v1(page: Page, mock: MockPortal, case: Path) -> OpenForm:
    """By the platform's own way: sign-in, procedure, agency, form."""
    portal = load("mock").model_copy(update={"address": mock.address})
    ready = ready_of(case)
    request = request_of(ready, portal)
    nobody: Any = None  # is asked on the way to a form
    platform = IgateV1(page, portal, nobody, nobody)
    await platform.sign_in(USERNAME, PASSWORD)
    await platform.open_declaration(request)
    html = await (await page.request.get(page.url)).text()
    entries = (*platform.own_entries(request), *ready.entries)
    return OpenForm(case.parent.name, page.url, html, entries)


# A platform more is one line more.
PLATFORMS: dict[str, Callable[[Page, MockPortal, Path], Awaitable[OpenForm]]] = {
    "igate_v1": on_igate_v1,
}
