"""The product's way through a dossier, step by step."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

from playwright.async_api import TimeoutError as PlaywrightTimeout

from portal_bot.browser.gate import Answer
from portal_bot.dossier.entries import Entry
from portal_bot.errors import HumanNeeded, PortalChanged, PortalUnavailable
from portal_bot.form import Comparison, Form
from portal_bot.human import Human
from portal_bot.journal import Due, Receipt
from portal_bot.portals.igate_v1.captcha import is_about_captcha
from portal_bot.portals.igate_v1.delivery import stored
from portal_bot.portals.igate_v1.my_dossiers import cancel_drafts, is_draft, read_list
from portal_bot.portals.igate_v1.record import digest_of, heads, open_record, peek, receipt_of
from portal_bot.portals.igate_v1.review import compared
from portal_bot.portals.igate_v1.sign_in import SignInScreen, sign_in
from portal_bot.portals.igate_v1.supplement import open_supplement
from portal_bot.portals.igate_v1.uploads import differing
from portal_bot.portals.igate_v2.form_step import FormStep, own_entries
from portal_bot.portals.igate_v2.known_requests import ADDING, APPLY, PREFIX, REQUESTS
from portal_bot.portals.igate_v2.last_step import FeesStep
from portal_bot.portals.igate_v2.opening import open_procedure
from portal_bot.portals.igate_v2.own_pages import (
    SUBMITTER,
    MyDossiersV2,
    RecordScreenV2,
    SupplementScreenV2,
    texts_of,
)
from portal_bot.portals.igate_v2.papers_step import PapersStep
from portal_bot.portals.igate_v2.stepper import back_to, patiently
from portal_bot.portals.last_screen import AddingScreen, Refusal
from portal_bot.portals.profile import Portal
from portal_bot.portals.roles import (
    Download,
    Listed,
    Overview,
    Paper,
    Platform,
    Record,
    Request,
    StoredPaper,
)
from portal_bot.portals.screen import EXPIRED, STALE, S, Screen, Seen, Tab
from portal_bot.portals.told_office import OfferedResult

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.dossier.model import Applicant

LANDING_MS = 5_000
# What the last step says of itself, not of the dossier.
OWN_TROUBLE = ("không kết nối được máy chủ", EXPIRED, *STALE)
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


class IgateV2(Platform):
    """VNPT iGate v2. Its shapes are evidenced; that Đắk Lắk runs it is inferred."""

    personal = "#account_name, .record-section td, .record-delivery td, .file-name"
    requests = REQUESTS
    adding = ADDING
    own_sections = (SUBMITTER,)

    def __init__(self, page: Page, portal: Portal, human: Human, download: Download) -> None:
        super().__init__(page, portal, human, download)
        self._tab = Tab(page, portal, SignInScreen)
        self._at: Screen | None = None
        self._review_at = ""
        self._form: Form | None = None

    def _on(self, kind: type[S]) -> S:
        """The step that is open, which must be of this kind."""
        if not isinstance(self._at, kind):
            raise PortalChanged(f"chưa ở màn hình “{kind.heading}”")
        return self._at

    # The account.

    async def sign_in(self, username: str, password: str) -> None:
        await sign_in(self._tab, username, password, f"{PREFIX}/dang-nhap")

    async def register(self, applicant: Applicant, password: str) -> str:
        raise HumanNeeded(
            "cổng này không có mục đăng ký tài khoản mà chương trình biết: người dân mở tài khoản "
            "trên cổng (hoặc bằng VNeID) rồi đặt bằng `portal-bot account set TÊN_ĐĂNG_NHẬP`"
        )

    async def overview(
        self, *, beside: bool = False, enough: Callable[[Sequence[Listed]], bool] | None = None
    ) -> Overview:
        return await read_list(self._tab, beside=beside, enough=enough, kind=MyDossiersV2)

    async def record(self, number: str, *, beside: bool = False) -> Record:
        if beside:
            record = await peek(self._tab, number, RecordScreenV2)
        else:
            screen = await open_record(self._tab, number, RecordScreenV2)
            record = await screen.read()
            self._at = screen
        if record.number != number:
            raise PortalChanged(f"mở hồ sơ {number} nhưng cổng hiện hồ sơ {record.number}")
        return record

    async def stored_digest(self, paper: StoredPaper) -> str | None:
        return await digest_of(self._tab, paper, self.download)

    async def receipt(self, record: Record) -> tuple[Receipt, bytes, str]:
        return (receipt_of(record), *await self._on(RecordScreenV2).document(self.download))

    async def result(self, offered: OfferedResult) -> bytes:
        return (await self.download(urljoin(self.portal.url("/"), offered.at))).body

    async def open_supplement(
        self, number: str, papers: Sequence[Paper], note: str
    ) -> AddingScreen:
        return await open_supplement(self._tab, number, papers, note, SupplementScreenV2)

    async def draft_texts(self, draft: str) -> frozenset[str]:
        return await texts_of(self._tab, draft)

    async def is_draft(self, draft: str) -> bool:
        return await is_draft(self._tab, draft, MyDossiersV2)

    async def cancel_drafts(self, drafts: Collection[str]) -> set[str]:
        return await cancel_drafts(self._tab, drafts, MyDossiersV2)

    async def excuse(self) -> PortalUnavailable | None:
        return await self._tab.excuse()

    # To the last step.

    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        return own_entries(request, self.portal.reference_field)

    def stored(self, request: Request) -> tuple[Entry, ...]:
        return (*heads(request), *stored(request))

    async def open_declaration(self, request: Request) -> Form:
        self._at = await open_procedure(self._tab, request)
        return await self.refill(request)

    async def refill(self, request: Request) -> Form:
        self._form = self._on(FormStep).form(self.own_entries(request))
        return self._form

    async def leave_declaration(self) -> None:
        if self._form is None:
            raise PortalChanged("chưa mở tờ khai")
        self._at = await self._on(FormStep).go_on(self._form)

    async def attach(self, papers: Sequence[Paper]) -> None:
        step = self._on(PapersStep)
        await step.attach(papers)
        self._at = await step.go_on()

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

    async def draft(self) -> str:
        return parse_qs(urlsplit(self.page.url).query).get("sid", [""])[0]

    # The last button.

    async def make_ready(self) -> None:
        await self._on(FeesStep).make_ready(self.human)

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

    async def is_reviewing(self) -> bool:
        return await self._tab.still_shows(FeesStep)

    async def press_submit(self) -> None:
        await self._on(FeesStep).submit()

    async def refused_before_sending(self) -> str | None:
        return await self._on(FeesStep).refusal()

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """The number stands in what the page's script is given; nothing else is understood.

        What says why it was not taken is left to reconciliation, which proves that it was not.
        """
        with suppress(ValueError):
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

    async def words(self) -> str:
        return " · ".join((await self._tab.now()).messages)

    def is_about_captcha(self, words: str) -> bool:
        return is_about_captcha(words)

    def is_own_trouble(self, words: str) -> bool:
        return any(part in words.casefold() for part in OWN_TROUBLE)
