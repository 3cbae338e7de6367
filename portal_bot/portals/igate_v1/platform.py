"""The product's way through a dossier, screen by screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlsplit

from portal_bot.browser.gate import Answer
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form import Comparison, Form
from portal_bot.human import Human
from portal_bot.journal import Due, Receipt
from portal_bot.portals.igate_v1.account_pages import AccountPages
from portal_bot.portals.igate_v1.captcha import is_about_captcha
from portal_bot.portals.igate_v1.declaration import DeclarationScreen, own_entries
from portal_bot.portals.igate_v1.delivery import DeliveryScreen, method_of, stored
from portal_bot.portals.igate_v1.my_dossiers import (
    cancel_drafts,
    draft_texts,
    is_draft,
)
from portal_bot.portals.igate_v1.papers import PapersScreen
from portal_bot.portals.igate_v1.procedure import open_procedure, procedure_page
from portal_bot.portals.igate_v1.record import (
    heads,
)
from portal_bot.portals.igate_v1.register import register
from portal_bot.portals.igate_v1.requests import ADDING, ONLINE, REQUESTS, RESULT
from portal_bot.portals.igate_v1.review import SUBMITTER, ReviewScreen
from portal_bot.portals.igate_v1.sign_in import PATH as SIGN_IN
from portal_bot.portals.igate_v1.sign_in import sign_in
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.profile import Portal
from portal_bot.portals.roles import (
    Download,
    Paper,
    PaperRow,
    Request,
)

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.dossier.model import Applicant

REVIEW = f"{ONLINE}/kiem-tra-ho-so"


class IgateV1(AccountPages):
    """VNPT iGate v1. Its shapes are evidenced; that Phú Yên ran it is inferred."""

    personal = "#account_name, .record-section td, .record-delivery td, .file-name"
    requests = REQUESTS
    adding = ADDING
    own_sections = (SUBMITTER,)
    # What a successor of this product has in a shape of its own.
    sign_in_at: ClassVar = SIGN_IN
    last_kind: ClassVar[type[ReviewScreen]] = ReviewScreen

    def __init__(self, page: Page, portal: Portal, human: Human, download: Download) -> None:
        super().__init__(page, portal, human, download)
        self._review_at = ""
        self._form: Form | None = None

    async def sign_in(self, username: str, password: str) -> None:
        await sign_in(self._tab, username, password, self.sign_in_at)

    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        return own_entries(request, self.portal.reference_field)

    async def paper_rows(self, request: Request) -> tuple[PaperRow, ...] | None:
        return await (await procedure_page(self._tab, request)).paper_rows()

    async def open_declaration(self, request: Request) -> Form:
        self._at = await open_procedure(self._tab, request)
        return await self.refill(request)

    async def refill(self, request: Request) -> Form:
        self._form = self._on(DeclarationScreen).form(self.own_entries(request))
        return self._form

    async def leave_declaration(self) -> None:
        if self._form is None:
            raise PortalChanged("chưa mở tờ khai")
        self._at = await self._on(DeclarationScreen).go_on(self._form)

    async def attach(self, papers: Sequence[Paper]) -> None:
        screen = self._on(PapersScreen)
        await screen.attach(papers)
        self._at = await screen.go_on()

    async def choose_delivery(self, request: Request) -> None:
        self._at = await self._on(DeliveryScreen).choose(request)
        self._review_at = self.page.url

    async def review(
        self, request: Request, entries: Sequence[Entry]
    ) -> tuple[Comparison, Due | None]:
        screen = self._on(ReviewScreen)
        await screen.compare_papers(request.papers)
        comparison, self.submitter = await screen.compare(entries)
        return comparison, await screen.fee(method_of(request))

    async def draft(self) -> str:
        return parse_qs(urlsplit(self.page.url).query).get("sid", [""])[0]

    async def is_reviewing(self) -> bool:
        return await self._tab.still_shows(self.last_kind)

    async def is_draft(self, draft: str) -> bool:
        return await is_draft(self._tab, draft, self.list_kind)

    async def cancel_drafts(self, drafts: Collection[str]) -> set[str]:
        return await cancel_drafts(self._tab, drafts, self.list_kind)

    async def reopen_review(self, draft: str | None = None) -> None:
        if draft is not None:
            self._review_at = f"{REVIEW}?sid={draft}"
        self._at = await self._tab.go(self._review_at, ReviewScreen)

    async def make_ready(self) -> None:
        await self._on(ReviewScreen).make_ready(self.human)

    async def press_submit(self) -> None:
        await self._on(ReviewScreen).submit()

    async def land(self) -> bool:
        return await self._tab.landed(lambda address: RESULT in address)

    async def refused_before_sending(self) -> str | None:
        return await self._on(ReviewScreen).refusal()

    def is_about_captcha(self, words: str) -> bool:
        return is_about_captcha(words)

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """A redirect to the result page carries the number; nothing else is understood.

        A redirect back to the review screen is the portal's refusal; its words stand there, so it
        is left to reconciliation, which proves that nothing was stored.
        """
        if answer.status not in {302, 303} or answer.location is None:
            return None
        to = urlsplit(answer.location)
        number = parse_qs(to.query).get("soHoSo", [""])[0]
        if to.path != RESULT or not self.portal.number.fullmatch(number):
            return None
        return Receipt(number)

    async def draft_texts(self, draft: str) -> frozenset[str]:
        return await draft_texts(self._tab, draft)

    def stored(self, request: Request) -> tuple[Entry, ...]:
        return (*heads(request), *stored(request))

    async def register(self, applicant: Applicant, password: str) -> str:
        return await register(self._tab, applicant, password, self.human)
