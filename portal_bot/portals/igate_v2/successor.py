"""The product's way through a dossier, step by step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import TimeoutError as PlaywrightTimeout

from portal_bot.browser.gate import Answer
from portal_bot.dossier.entries import Entry
from portal_bot.errors import HumanNeeded, PortalChanged, PortalUnavailable
from portal_bot.form import Comparison, Form
from portal_bot.journal import Due, Receipt
from portal_bot.portals.igate_v1.platform import IgateV1
from portal_bot.portals.igate_v1.review import compared
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.igate_v1.uploads import differing
from portal_bot.portals.igate_v2.form_step import FormStep, own_entries
from portal_bot.portals.igate_v2.known_requests import ADDING, APPLY, PREFIX, REQUESTS
from portal_bot.portals.igate_v2.last_step import FeesStep
from portal_bot.portals.igate_v2.opening import open_procedure, procedure_page
from portal_bot.portals.igate_v2.own_pages import (
    SUBMITTER,
    MyDossiersV2,
    RecordScreenV2,
    SupplementScreenV2,
    texts_of,
)
from portal_bot.portals.igate_v2.papers_step import PapersStep
from portal_bot.portals.igate_v2.stepper import back_to, patiently
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.roles import PaperRow, Request
from portal_bot.portals.screen import Screen, Seen

if TYPE_CHECKING:
    from portal_bot.dossier.model import Applicant

LANDING_MS = 5_000
_WENT_ON = """(drafts) => [...document.querySelectorAll('a[href*="sid="]')].map((a) => a.href)
  .find((address) => new URL(address).searchParams.get('sid') === drafts) ?? null"""


class ApplicationShell(Screen):
    """The application's page before its scripts have shown a step."""

    heading = "một bước của hồ sơ"

    @classmethod
    def is_open(cls, seen: Seen) -> bool:
        return not SignInScreen.is_open(seen)


class FiledStep(Screen):
    """Step 4, labelled “Nộp hồ sơ”: only the result."""

    heading = "Nộp hồ sơ thành công"


class IgateV2(IgateV1):
    """VNPT iGate v2. Its shapes are evidenced; that Đắk Lắk runs it is inferred.

    What the two products have in common, as far as anybody has seen, is igate_v1's.
    """

    requests = REQUESTS
    adding = ADDING
    own_sections = (SUBMITTER,)

    sign_in_at = f"{PREFIX}/dang-nhap"
    list_kind = MyDossiersV2
    record_kind = RecordScreenV2
    supplement_kind = SupplementScreenV2
    last_kind = FeesStep

    async def register(self, applicant: Applicant, password: str) -> str:
        raise HumanNeeded(
            "cổng này không có mục đăng ký tài khoản mà chương trình biết: người dân mở tài khoản "
            "trên cổng (hoặc bằng VNeID), rồi ghi tên đăng nhập vào account.username của hồ sơ"
        )

    async def draft_texts(self, draft: str) -> frozenset[str]:
        return await texts_of(self._tab, draft)

    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        return own_entries(request, self.portal.reference_field)

    async def paper_rows(self, request: Request) -> tuple[PaperRow, ...] | None:
        return await (await procedure_page(self._tab, request)).paper_rows()

    async def open_declaration(self, request: Request) -> Form:
        self._at = await open_procedure(self._tab, request)
        return await self.refill(request)

    async def choose_delivery(self, request: Request) -> None:
        await self._on(FeesStep).choose(request)
        self._review_at = self.page.url

    async def review(
        self, request: Request, entries: Sequence[Entry]
    ) -> tuple[Comparison, Due | None]:
        """There is no screen for it: the steps that were taken are gone back to, as a person does.

        Each shows then what the server keeps.
        """
        await self._on(FeesStep).chosen(request)
        form = await back_to(self._tab, FormStep)

        async def compare() -> Comparison:
            seen = await form.form(()).snapshot()
            comparison, self.submitter = compared(entries, seen, SUBMITTER)
            return comparison

        comparison = await patiently(self._tab, compare)
        papers = await back_to(self._tab, PapersStep)
        shown = [(row.name, row.files) for row in await papers.rows()]
        if wrong := differing(request.papers, shown):
            raise PortalUnavailable(f"cổng giữ tệp khác hồ sơ ở: {'; '.join(wrong)}")
        last = self._at = await back_to(self._tab, FeesStep)
        await last.chosen(request)
        return comparison, await last.due()

    async def reopen_review(self, draft: str | None = None) -> None:
        address = self._review_at if draft is None else await self._address_of(draft)
        await self._tab.go(address, ApplicationShell)
        await self._tab.until(FormStep)
        papers = await self._tab.press("Tiếp tục", PapersStep)
        self._at = await papers.go_on()
        self._review_at = self.page.url

    async def _address_of(self, draft: str) -> str:
        """Where a draft goes on, as the account's list says it.

        Raises:
            PortalChanged: it is no draft any more.
        """
        await self._tab.go(MyDossiersV2.path, MyDossiersV2)
        address: str | None = await self._tab.ask(_WENT_ON, draft)
        if address is None or not urlsplit(address).path.startswith(f"{APPLY}/"):
            raise PortalChanged(f"“{MyDossiersV2.heading}” không còn bản nháp {draft}")
        return address

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """The number stands in what the page's script is given; nothing else is understood.

        What says why it was not taken is left to reconciliation, which proves that it was not.
        """
        # It may nest without end as well.
        with suppress(ValueError, RecursionError):
            said = json.loads(answer.body)
            number = str(said.get("soHoSo", "")) if isinstance(said, dict) else ""
            if answer.status == HTTPStatus.OK and self.portal.number.fullmatch(number):
                return Receipt(number)
        return None

    async def land(self) -> bool:
        with suppress(PlaywrightTimeout):
            result = self.page.get_by_role("heading", name=FiledStep.heading, exact=True)
            await result.wait_for(timeout=LANDING_MS)
        return await self._tab.still_shows(FiledStep)
