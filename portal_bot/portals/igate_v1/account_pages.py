"""The account's own pages, as every platform here has them: list, records, what is added later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin

from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.human import Human
from portal_bot.journal import Receipt
from portal_bot.portals.igate_v1.my_dossiers import MyDossiers, read_list
from portal_bot.portals.igate_v1.record import (
    RecordScreen,
    digest_of,
    open_record,
    peek,
    receipt_of,
)
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.igate_v1.supplement import SupplementScreen, open_supplement
from portal_bot.portals.last_screen import AddingScreen
from portal_bot.portals.profile import Portal
from portal_bot.portals.roles import (
    Download,
    Listed,
    Overview,
    Paper,
    Platform,
    Record,
    StoredPaper,
)
from portal_bot.portals.screen import EXPIRED, STALE, UNREACHED, S, Screen, Tab
from portal_bot.portals.told_office import OfferedResult

if TYPE_CHECKING:
    from playwright.async_api import Page

# What the last screen says of itself, not of the dossier.
OWN_TROUBLE = (UNREACHED, EXPIRED, *STALE)


class AccountPages(Platform):
    """What is read in an account, the same way wherever its pages are of these kinds."""

    # The screens, each in the platform's own shape.
    list_kind: ClassVar[type[MyDossiers]] = MyDossiers
    record_kind: ClassVar[type[RecordScreen]] = RecordScreen
    supplement_kind: ClassVar[type[SupplementScreen]] = SupplementScreen

    def __init__(self, page: Page, portal: Portal, human: Human, download: Download) -> None:
        super().__init__(page, portal, human, download)
        # Whoever listens comes later.
        self._tab = Tab(page, portal, SignInScreen, lambda one: self.answered(one))  # noqa: PLW0108
        self._at: Screen | None = None

    def _on(self, kind: type[S]) -> S:
        """The screen that is open, which must be of this kind."""
        if not isinstance(self._at, kind):
            raise PortalChanged(f"chưa ở màn hình “{kind.heading}”")
        return self._at

    async def excuse(self) -> PortalUnavailable | None:
        return await self._tab.excuse()

    async def words(self) -> str:
        return " · ".join((await self._tab.now()).messages)

    def is_own_trouble(self, words: str) -> bool:
        return any(part in words.casefold() for part in OWN_TROUBLE)

    async def overview(
        self, *, beside: bool = False, enough: Callable[[Sequence[Listed]], bool] | None = None
    ) -> Overview:
        return await read_list(self._tab, beside=beside, enough=enough, kind=self.list_kind)

    async def record(self, number: str, *, beside: bool = False) -> Record:
        if beside:
            record = await peek(self._tab, number, self.record_kind)
        else:
            screen = await open_record(self._tab, number, self.record_kind)
            record = await screen.read()
            self._at = screen
        if record.number != number:
            raise PortalChanged(f"mở hồ sơ {number} nhưng cổng hiện hồ sơ {record.number}")
        return record

    async def stored_digest(self, paper: StoredPaper) -> str | None:
        return await digest_of(self._tab, paper, self.download)

    async def receipt(self, record: Record) -> tuple[Receipt, bytes, str]:
        return (receipt_of(record), *await self._on(RecordScreen).document(self.download))

    async def result(self, offered: OfferedResult) -> bytes:
        return (await self.download(urljoin(self.portal.url("/"), offered.at))).body

    async def open_supplement(
        self, number: str, papers: Sequence[Paper], note: str
    ) -> AddingScreen:
        return await open_supplement(self._tab, number, papers, note, self.supplement_kind)
