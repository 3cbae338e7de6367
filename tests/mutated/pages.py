"""The open form of a dossier's procedure, on each platform that is played."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from portal_bot.checking import check_paths
from portal_bot.dossier.entries import Entry
from portal_bot.human import MockHuman
from portal_bot.portals.igate_v1.platform import IgateV1
from portal_bot.portals.igate_v2.known_requests import API
from portal_bot.portals.igate_v2.successor import IgateV2
from portal_bot.portals.moj.ministry_wizard import MinistryWizard
from portal_bot.portals.national.one_page import NationalPortal
from portal_bot.portals.profile import load
from portal_bot.portals.roles import Request
from tests.support.days import moment_of
from tests.support.fixtures import FIXTURES, PASSWORD
from tests.support.mock import MockPortal
from tests.support.sheets import ready_of, request_of

CASES = sorted(FIXTURES.glob("*/full.yaml"))
# Whose account opens a form says nothing of the form.
USERNAME = "nguyenvanthu"
# Where the page of the national portal asks for its form.
MODEL = "/api/v1/configuring/formality/get-formality-form-by-citizen"


@dataclass(frozen=True)
class OpenForm:
    """A form that was opened once, and is loaded anew as often as wanted.

    Attributes:
        case: the dossier's procedure.
        address: where it is.
        body: as the portal sent it: a page, or what its scripts make one of.
        entries: all that is filled into it.
        own: what the portal says there by itself.
    """

    case: str
    address: str
    body: str
    entries: tuple[Entry, ...]
    own: tuple[Entry, ...] = ()


async def on_igate_v1(page: Page, mock: MockPortal, case: Path) -> OpenForm:
    """By the platform's own way: sign-in, procedure, agency, form."""
    portal = load("mock").model_copy(update={"address": mock.address})
    ready = ready_of(case)
    request = request_of(ready, portal)
    nobody: Any = None  # is asked on the way to a form
    platform = IgateV1(page, portal, nobody, nobody)
    await platform.sign_in(USERNAME, PASSWORD)
    await platform.open_declaration(request)
    body = await (await page.request.get(page.url)).text()
    entries = (*platform.own_entries(request), *ready.entries)
    return OpenForm(case.parent.name, page.url, body, entries)


async def on_igate_v2(page: Page, mock: MockPortal, case: Path) -> OpenForm:
    """By the platform's own way, too; the form is what its scripts are told."""
    portal = load("mock_v2").model_copy(update={"address": mock.address})
    ready = ready_of(_since_2025(case), portal)
    request = request_of(ready, portal)
    nobody: Any = None  # is asked on the way to a form
    platform = IgateV2(page, portal, nobody, nobody)
    await platform.sign_in(USERNAME, PASSWORD)
    await platform.open_declaration(request)
    told = await page.request.get(f"{mock.address}{API}/thong-tin?sid={await platform.draft()}")
    entries = (*platform.own_entries(request), *ready.entries)
    return OpenForm(case.parent.name, page.url, await told.text(), entries)


async def on_national(page: Page, mock: MockPortal, case: Path) -> OpenForm:
    """Its holder signed in, by the deep link and the picker; the form is a SurveyJS model."""
    portal = load("mock_national").model_copy(update={"address": mock.address})
    ready = ready_of(case, portal)
    request = request_of(ready, portal)
    nobody: Any = None  # is asked on the way to a form
    platform = NationalPortal(page, portal, MockHuman(mock.address), nobody)
    await page.context.clear_cookies()
    await platform.sign_in_in_person(ready.username or "")
    async with page.expect_response(lambda one: one.url.endswith(MODEL)) as told:
        await platform.open_declaration(request)
    body = await (await told.value).text()
    own = platform.own_entries(request)
    # Two dossiers of one form are two accounts'.
    return OpenForm(f"{case.parent.name}/{case.stem}", page.url, body, ready.entries, own)


async def on_moj(
    page: Page, mock: MockPortal, case: Path
) -> tuple[MinistryWizard, Request, OpenForm]:
    """Its holder signed in, before the wizard: it is gone through anew each time."""
    at = {mock.address, mock.address.replace("127.0.0.1", "localhost")}
    changes = {"address": mock.address, "allowed_origins": sorted(at)}
    portal = load("mock_moj").model_copy(update=changes)
    ready = ready_of(case, portal)
    request = request_of(ready, portal)
    nobody: Any = None  # is asked on the way to a form
    platform = MinistryWizard(page, portal, MockHuman(mock.address), nobody)
    await page.context.clear_cookies()
    await platform.sign_in_in_person(ready.username or "")
    name = f"{case.parent.name}/{case.stem}"
    own = platform.own_entries(request)
    return platform, request, OpenForm(name, "", "", ready.entries, own)


def _since_2025(case: Path) -> Path:
    """The case, or the next of its procedure that the communes since 2025 ask nothing of."""
    office = load("mock_v2").office
    for each in (case, *sorted(case.parent.glob("*.yaml"))):
        (checked,) = check_paths([each], today=moment_of(each).date(), office=office)
        if checked.ok:
            return each
    raise AssertionError(f"no dossier of {case.parent.name} says where people live since 2025")
