"""The wizard's way through a dossier, step by step at one address."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from portal_bot.browser.gate import Answer
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.form import Comparison, Form
from portal_bot.journal import Due, Receipt
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.moj.declared_in_frame import (
    DeclarationStep,
    EForm,
    as_printed,
    own_entries,
)
from portal_bot.portals.moj.document_wallet import PapersTable
from portal_bot.portals.moj.general_information import FOR_ANOTHER, FOR_ONESELF, confirm
from portal_bot.portals.moj.offered_procedures import BEGIN, OfferedProcedures
from portal_bot.portals.moj.owner_step import asked_for
from portal_bot.portals.moj.way_switches import SEND, DeliveryStep
from portal_bot.portals.moj.wizard_requests import LIST, REQUESTS, RESULT, WIZARD
from portal_bot.portals.national.agency_picker import (
    ProcedurePage,
    refuse_other_agency,
    refuse_other_code,
)
from portal_bot.portals.national.interface import json_object
from portal_bot.portals.national.one_page import AnyPage, NationalPortal
from portal_bot.portals.roles import Paper, Request

# A sign-in lies between the list and the wizard, where a session has ended.
ROUNDS = 3


class MinistryWizard(NationalPortal):
    """Dịch vụ công ngành Tư pháp, as public evidence of 2026 has it; nobody has filed there.

    Signing in, the account's own pages and that nothing is kept before it is sent are the national
    portal's, as far as anybody has seen.
    """

    button = SEND
    requests = REQUESTS
    own_sections = ()
    _eform: EForm | None = None
    _declared: DeclarationStep | None = None

    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        return own_entries(request)

    def expected(self, request: Request, declared: Sequence[Entry]) -> tuple[Entry, ...]:
        return (*as_printed(declared), *self.own_entries(request))

    def stored(self, request: Request) -> tuple[Entry, ...]:
        whose = () if self._for_oneself(request) else asked_for(request)
        return (*super().stored(request), *whose)

    def _for_oneself(self, request: Request) -> bool:
        return self._username == request.applicant.citizen_id

    async def open_declaration(self, request: Request) -> Form:
        address = f"{LIST}?{urlencode({'vneid': 1, 'MaTTHC': request.code})}"
        offered = await self._tab.go(address, OfferedProcedures)
        offered = await offered.choose(request)
        await offered.insist(request)
        await self._tab.press(BEGIN, AnyPage)
        for _ in range(ROUNDS):
            if await self._is_asked_to_sign_in():
                await self._modals()
            elif WIZARD.fullmatch(urlsplit(self.page.url).path):
                return await self._begun(request)
        raise PortalUnavailable("chọn thủ tục và đăng nhập xong mà cổng vẫn không mở các bước")

    async def _begun(self, request: Request) -> Form:
        told = await ProcedurePage(self._tab).look()
        refuse_other_code(told, request.code)
        refuse_other_agency(told, request)
        for_oneself = self._for_oneself(request)
        owner = await confirm(self._tab, FOR_ONESELF if for_oneself else FOR_ANOTHER)
        await owner.insist_on_holder(self._username)
        self._at = await owner.go_on(request, for_oneself=for_oneself)
        return await self.refill(request)

    async def refill(self, request: Request) -> Form:
        step = self._declared = self._on(DeclarationStep)
        await step.edit_again()
        await step.ready()
        self._eform = EForm(step, self.own_entries(request))
        return self._eform

    async def leave_declaration(self) -> None:
        if self._eform is None:
            raise PortalChanged("chưa mở tờ khai")
        step = self._on(DeclarationStep)
        await step.keep(self._eform)
        self._at = await step.go_on()

    async def attach(self, papers: Sequence[Paper]) -> None:
        table = self._on(PapersTable)
        await table.attach(papers)
        self._at = await table.go_on()

    async def choose_delivery(self, request: Request) -> None:
        await self._on(DeliveryStep).choose(request)

    async def review(
        self, request: Request, entries: Sequence[Entry]
    ) -> tuple[Comparison, Due | None]:
        """There is no screen for it: the form as it was kept was shown before the papers."""
        if self._declared is None:
            raise PortalChanged("chưa xem trước tờ khai")
        await self._on(DeliveryStep).insist(request)
        return self._declared.compare(entries), None

    async def is_reviewing(self) -> bool:
        there = self.page.get_by_role("button", name=SEND, exact=True)
        path = urlsplit(self.page.url).path
        return WIZARD.fullmatch(path) is not None and await there.is_visible()

    async def press_submit(self) -> None:
        await self._tab.click(SEND)

    async def refused_before_sending(self) -> str | None:
        return await self._on(DeliveryStep).refusal()

    async def land(self) -> bool:
        return await self._tab.landed(lambda address: urlsplit(address).path.startswith(RESULT))

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """A number, or the portal's words why not; else it is not understood.

        An error of the server says nothing: the dossier may be stored all the same.
        """
        told = json_object(answer.body)
        if answer.status == HTTPStatus.OK:
            number = str(told.get("maHoSo", ""))
            return Receipt(number) if self.portal.number.fullmatch(number) else None
        words = str(told.get("message", ""))
        return Refusal(words) if answer.status == HTTPStatus.BAD_REQUEST and words else None
