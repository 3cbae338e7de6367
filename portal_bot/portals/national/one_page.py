"""The portal's way through a dossier: entry, modals, one page with one final button."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode, urlsplit

from portal_bot.browser.gate import Answer
from portal_bot.catalogue.editions import codes_of_2026, edition_2026
from portal_bot.dossier.entries import Entry
from portal_bot.dossier.model import SignInWay
from portal_bot.errors import HumanNeeded, PortalChanged, PortalUnavailable
from portal_bot.form import Comparison, Form
from portal_bot.human import Human
from portal_bot.journal import Due, Receipt
from portal_bot.portals import vneid
from portal_bot.portals.igate_v1.account_pages import AccountPages
from portal_bot.portals.igate_v1.review import compared, words_under
from portal_bot.portals.last_screen import Refusal, ToBePaid
from portal_bot.portals.national.agency_picker import (
    ProcedurePage,
    refuse_other_agency,
    refuse_other_code,
)
from portal_bot.portals.national.attachments import Attachments
from portal_bot.portals.national.clusters import at_home, with_countries
from portal_bot.portals.national.holders_block import SUBMITTER
from portal_bot.portals.national.interface import (
    FORM,
    PAY,
    REQUESTS,
    RESULT,
    SEARCH,
    json_object,
)
from portal_bot.portals.national.own_dossiers import (
    NationalDossiers,
    NationalRecord,
    stored_heads,
)
from portal_bot.portals.national.survey_page import SurveyForm, SurveyPage, own_entries
from portal_bot.portals.national.way_back import WayBack, kept
from portal_bot.portals.profile import Portal
from portal_bot.portals.roles import Download, Paper, Request
from portal_bot.portals.screen import Screen, Seen

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.dossier.model import Applicant

FINAL = "Lưu và nộp hồ sơ"
WHERE_PAID = f"trên cổng, trang “Thông tin thanh toán” hoặc “{NationalDossiers.heading}”"
UNSEEN_SUPPLEMENT = (
    "chưa ai thấy trang bổ sung của cổng này, nên chương trình không gửi bổ sung ở đây; chưa gửi "
    f"gì. Người dân tự bổ sung bằng tài khoản VNeID của mình: mở “{NationalDossiers.heading}”, mở "
    "đúng hồ sơ ấy, làm theo lời cơ quan; hoặc đưa giấy tờ cho nơi tiếp nhận. Không nộp hồ sơ mới. "
    "Sau đó chạy `portal-bot track` để thấy cơ quan đã nhận"
)
# Modals, the procedure's page, an empty picker, once more: a sign-in comes back to one of three.
ROUNDS = 6
# How long the page that a press leads to may take to come, or the modal over it.
MOVED_MS = 30_000


class AnyPage(Screen):
    """Whatever the portal shows: where one is, is told by the address and the page's own marks."""

    heading = "một trang của cổng"

    @classmethod
    def is_open(cls, seen: Seen) -> bool:
        return bool(seen.headings or seen.text)


class NationalPortal(AccountPages):
    """Cổng Dịch vụ công quốc gia, as public evidence of 2026 has it; nobody has filed there."""

    signs_in = SignInWay.VNEID
    person_s = vneid.PATIENCE_S
    # What is on the page is nowhere else until it is sent.
    keeps_drafts = False
    pays_first = True
    button = FINAL
    adds_nothing = UNSEEN_SUPPLEMENT
    requests = REQUESTS
    own_sections: ClassVar[tuple[str, ...]] = (SUBMITTER,)
    # A choice of SurveyJS is no box.
    personal = (
        "#account_name, .sd-question__content, .record-section td, .record-delivery td, .file-name"
    )
    list_kind: ClassVar = NationalDossiers
    record_kind: ClassVar = NationalRecord

    def __init__(self, page: Page, portal: Portal, human: Human, download: Download) -> None:
        super().__init__(page, portal, human, download)
        self._survey = SurveyPage(self._tab)
        self._papers = Attachments(self._tab)
        self._way_back = WayBack(self._tab)
        self._form: SurveyForm | None = None
        self._username = ""
        self._heading = ""

    async def sign_in(self, username: str, password: str) -> None:
        raise HumanNeeded("cổng này chỉ đăng nhập bằng VNeID, không có mật khẩu nào của cổng")

    async def sign_in_in_person(self, username: str) -> None:
        self._username = username
        await self._tab.go("/", AnyPage)
        if not await self._is_signed_in():
            await self._tab.click("Đăng nhập")
            await self._modals()
        if not await self._is_signed_in():
            raise HumanNeeded("đăng nhập VNeID xong mà cổng không hiện là đã đăng nhập; chạy lại")

    async def _is_signed_in(self) -> bool:
        if await vneid.modal_on(self.page, self._username) is not None:
            return False
        return bool((await ProcedurePage(self._tab).look())["account"])

    async def _modals(self) -> None:
        """The modal that is to come, and all after it, answered by the holder."""
        modal = await vneid.appeared(self.page, self._username)
        await self.human.vneid(modal)

    async def register(self, applicant: Applicant, password: str) -> str:
        raise HumanNeeded("tài khoản của cổng này là tài khoản VNeID: công an cấp, không mở ở đây")

    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        return own_entries(request, self._username)

    def expected(self, request: Request, declared: Sequence[Entry]) -> tuple[Entry, ...]:
        return super().expected(request, with_countries(declared))

    def stored(self, request: Request) -> tuple[Entry, ...]:
        return (*stored_heads(request), *kept(request))

    async def open_declaration(self, request: Request) -> Form:
        await self._tab.go(_deep_link(request.code), AnyPage)
        for _ in range(ROUNDS):
            if await self._is_asked_to_sign_in():
                await self._modals()
            elif urlsplit(self.page.url).path == FORM:
                return await self._opened(request)
            else:
                await self._choose_agency(request)
        raise PortalUnavailable("chọn cơ quan và đăng nhập xong mà cổng vẫn không mở tờ khai")

    async def _is_asked_to_sign_in(self) -> bool:
        shows_screen = self._tab.sign_in.is_open(await self._tab.now())
        return shows_screen or await vneid.modal_on(self.page, self._username) is not None

    async def _choose_agency(self, request: Request) -> None:
        page = ProcedurePage(self._tab)
        await page.open_found(request.code)
        await page.insist_on_code(request.code)
        await page.choose(request.agency)
        await page.take(request.agency)
        await vneid.or_address(self.page, FORM, MOVED_MS)

    async def _opened(self, request: Request) -> Form:
        told = await ProcedurePage(self._tab).look()
        refuse_other_code(told, request.code)
        refuse_other_agency(told, request)
        seen = await self._survey.drawn()
        self._survey.insist_on_holder(self.own_entries(request), seen)
        self._heading = (await self._tab.now()).heading
        return await self.refill(request)

    async def refill(self, request: Request) -> Form:
        self._form = self._survey.form(self.own_entries(request))
        return self._form

    async def leave_declaration(self) -> None:
        """Nothing is left: it stays on the page, and is read once more at rest."""
        await self._open_form.insist()

    @property
    def _open_form(self) -> SurveyForm:
        if self._form is None:
            raise PortalChanged("chưa mở tờ khai")
        return self._form

    async def attach(self, papers: Sequence[Paper]) -> None:
        await self._papers.attach(papers)

    async def choose_delivery(self, request: Request) -> None:
        await self._way_back.choose(request)

    async def review(
        self, request: Request, entries: Sequence[Entry]
    ) -> tuple[Comparison, Due | None]:
        """There is no screen for it: the page itself is read once more, whole and at rest."""
        await self._papers.insist(request.papers)
        await self._way_back.insist(request)
        seen = await self._open_form.snapshot(rest=True)
        comparison, self.submitter = compared(at_home(entries, seen), seen, SUBMITTER)
        # What the page prints of a fee (“Miễn phí” for whatever nobody filled in) is none.
        return comparison, None

    async def draft(self) -> str:
        return ""

    async def is_draft(self, draft: str) -> bool:
        return False

    async def draft_texts(self, draft: str) -> frozenset[str]:
        return frozenset()

    async def cancel_drafts(self, drafts: Collection[str]) -> set[str]:
        return set()

    async def make_ready(self) -> None:
        """Nothing: no captcha was ever reported of this page."""

    async def reopen_review(self, draft: str | None = None) -> None:
        if draft is not None or not await self.is_reviewing():
            raise PortalChanged("cổng không giữ bản nháp nào mở lại được")

    async def is_reviewing(self) -> bool:
        there = self.page.get_by_role("button", name=FINAL, exact=True)
        return urlsplit(self.page.url).path == FORM and await there.is_visible()

    async def press_submit(self) -> None:
        await self._tab.click(FINAL)

    async def refused_before_sending(self) -> str | None:
        return await words_under(self._tab, self._heading)

    async def land(self) -> bool:
        return await self._tab.landed(
            lambda address: urlsplit(address).path.startswith((RESULT, PAY))
        )

    def is_about_captcha(self, words: str) -> bool:
        return False

    def read_answer(self, answer: Answer) -> Receipt | Refusal | ToBePaid | None:
        """The interface's envelope: a code, a sum to be paid first, or its words why not.

        An error of the server says nothing: the dossier may be stored all the same.
        """
        told = json_object(answer.body)
        data = told.get("data")
        if answer.status == HTTPStatus.CREATED and isinstance(data, dict):
            number, amount = str(data.get("code", "")), data.get("amount")
            if isinstance(amount, int) and amount > 0:
                return ToBePaid(Due(amount, str(told.get("message", "")), WHERE_PAID))
            return Receipt(number) if self.portal.number.fullmatch(number) else None
        words = str(told.get("message", ""))
        refused = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        return Refusal(words) if refused and told.get("ok") is False and words else None


def _deep_link(code: str) -> str:
    """The procedure's address: by its id, where one was seen, else by the search for its code."""
    edition = edition_2026(codes_of_2026().get(code, ""))
    known = edition.formality_id.value if edition else None
    asked = {"formalityId": known} if known else {"keyword": code}
    return f"{SEARCH}?{urlencode(asked)}"
