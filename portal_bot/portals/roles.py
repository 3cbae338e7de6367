"""What a platform must offer. A filing is written against this, never against a product."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from portal_bot.dossier.entries import Entry
from portal_bot.dossier.model import SignInWay
from portal_bot.errors import DossierError, HumanNeeded
from portal_bot.journal import Due, Receipt
from portal_bot.portals.last_screen import AddingScreen, Refusal, ToBePaid
from portal_bot.portals.told_office import OfferedResult, ToldOffice

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.browser.gate import Answer, Requests
    from portal_bot.browser.sending import Downloaded
    from portal_bot.dossier.model import Applicant, Delivery, Recipient
    from portal_bot.dossier.places import Address
    from portal_bot.errors import PortalUnavailable
    from portal_bot.form import Comparison, Form
    from portal_bot.human import Human
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.profile_parts import AgencyPath
    from portal_bot.portals.screen import PageAnswer


@dataclass(frozen=True, slots=True)
class Paper:
    """One row of the papers table and the scans that go there, in order.

    Attributes:
        row: the row's name.
        files: the scans.
        digests: SHA-256 of each, as it was when the dossier was checked; none: nobody checked.
    """

    row: str
    files: tuple[Path, ...]
    digests: tuple[str, ...] = ()

    def content(self, place: int) -> bytes:
        """The bytes of one scan, read once: what was checked is what is sent.

        Raises:
            DossierError: it is not what it was when the dossier was checked, or is gone.
        """
        file = self.files[place]
        try:
            content = file.read_bytes()
        except OSError as error:
            raise DossierError(f"không đọc được tệp {file}; chưa gửi gì", field="papers") from error
        if self.digests and hashlib.sha256(content).hexdigest() != self.digests[place]:
            raise DossierError(
                f"tệp {file} đã đổi từ lúc kiểm tra; chưa gửi gì. Xem lại tệp rồi chạy lại cùng "
                "lệnh",
                field="papers",
            )
        return content


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the portal lists it before anything is filled, and whether it insists on it.

    `demanded` is `None` where the portal does not say it there.
    """

    name: str
    demanded: bool | None = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the account's own dossier list; what a portal does not print is empty."""

    number: str
    procedure: str
    owner: str
    filed: str
    status: str


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A dossier that is still being made: the portal's name for it, and its line's whole text."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """The account's own list, and how far it can be relied on.

    Attributes:
        lines: the rows that are understood, newest first.
        strays: dossier numbers that stand elsewhere on its pages.
        drafts: what it calls drafts.
        doubts: what of it is not understood, for people. A list with a doubt shows what is there,
            never that something is not.
        whole: whether it was read to its end.
    """

    lines: tuple[Listed, ...] = ()
    strays: tuple[str, ...] = ()
    drafts: tuple[ListedDraft, ...] = ()
    doubts: tuple[str, ...] = ()
    whole: bool = True

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every dossier number on it, those of its rows first."""
        return (*(line.number for line in self.lines), *self.strays)

    def has_draft(self, name: str) -> bool:
        """Whether it calls this one a draft."""
        return any(draft.name == name for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A scan as the portal kept it.

    Attributes:
        row: the row's name.
        name: the file's name.
        size: in bytes.
        at: where the record offers it back, or `None`.
    """

    row: str
    name: str
    size: int
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A stored dossier as its record page shows it.

    Attributes:
        number: the dossier number.
        head: what stands above the declaration (procedure, agency, dates, status), by label.
        fields: everything that it shows besides what a portal adds of its own (`Platform.record`),
            by section, group (or "") and label; a table's value is a tuple of rows, each a mapping
            from heading to text.
        papers: the scans.
        procedure: the procedure as it names it; empty: it does not.
        reference: what stands in the field that carries ours; `None`: this portal has none.
        submitter: what it says of the account's holder, who hands the dossier in, by label.
        filed_at: when the portal says it received the dossier; `None`: unreadable.
        due: what it says of paying, as far as it says it; `None`: nothing readable.
        office: what it tells of the office.
    """

    number: str
    head: Mapping[str, str]
    fields: Mapping[tuple[str, str, str], str | tuple[Mapping[str, str], ...]]
    papers: tuple[StoredPaper, ...]
    procedure: str = ""
    reference: str | None = None
    submitter: Mapping[str, str] = field(default_factory=dict)
    filed_at: datetime | None = None
    due: Due | None = None
    office: ToldOffice | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be filed, in the platform's own terms: made once, before the browser opens."""

    code: str
    title: str
    agency: AgencyPath
    applicant: Applicant
    reference: str
    papers: tuple[Paper, ...]
    delivery: Delivery

    @property
    def is_sent(self) -> bool:
        """Whether the result comes by post."""
        return self.delivery.method.value == "postal"

    @property
    def recipient(self) -> Recipient | Applicant:
        """Who takes a result that is sent: whom the dossier names, else its owner."""
        return self.delivery.recipient or self.applicant

    @property
    def letter_to(self) -> Address:
        """Where a result is sent."""
        return self.delivery.address or self.applicant.address


Download = Callable[[str], Awaitable["Downloaded"]]


class AccountSide(ABC):
    """An account of the portal, and what it holds: its list, its drafts, its records."""

    # How its people sign in.
    signs_in: ClassVar[SignInWay] = SignInWay.PASSWORD
    # How long they may be waited for on the way to an open form, where a session ended.
    person_s: ClassVar[float] = 0.0
    # Whether what is still being made lies on the portal, as a draft in the account's own list.
    keeps_drafts: ClassVar[bool] = True

    async def sign_in_in_person(self, username: str) -> None:
        """Lets the account's holder sign in, who alone can; or does nothing where they still are.

        Raises:
            HumanNeeded: nobody did, or this portal has no such way.
        """
        raise HumanNeeded("cổng này đăng nhập bằng tên và mật khẩu")

    @abstractmethod
    async def sign_in(self, username: str, password: str) -> None:
        """Signs in, or does nothing where the session still lives.

        Raises:
            SignInRefused: the portal did not take the password; nobody tries it again.
        """

    @abstractmethod
    async def register(self, applicant: Applicant, password: str) -> str:
        """Opens an account for a citizen; returns the user name."""

    @abstractmethod
    async def overview(
        self, *, beside: bool = False, enough: Callable[[Sequence[Listed]], bool] | None = None
    ) -> Overview:
        """Reads the account's own list, every page of it.

        Args:
            beside: without leaving the page that is open.
            enough: is given the lines of each page; where it says so, the rest is not read.

        Raises:
            PortalUnavailable: the portal shows another page of it than the one asked for.
        """

    @abstractmethod
    async def record(self, number: str, *, beside: bool = False) -> Record:
        """Opens a stored dossier; `beside` without leaving the page that is open.

        Raises:
            NotThere: the portal has no such record for this account.
        """

    @abstractmethod
    async def stored_digest(self, paper: StoredPaper) -> str | None:
        """SHA-256 of a scan as the record just opened offers it back; `None`: it does not.

        Raises:
            PortalUnavailable: it offers it, and does not give it.
        """

    @abstractmethod
    async def receipt(self, record: Record) -> tuple[Receipt, bytes, str]:
        """The receipt of the record just opened: its dates, the document, its file's ending."""

    @abstractmethod
    async def result(self, offered: OfferedResult) -> bytes:
        """The office's result, as the portal gives it.

        Raises:
            PortalChanged: its address leads out of the portal.
            PortalUnavailable: it does not come.
        """

    @abstractmethod
    async def draft_texts(self, draft: str) -> frozenset[str]:
        """Every value that a draft's form holds, read without leaving the page that is open."""

    @abstractmethod
    async def is_draft(self, draft: str) -> bool:
        """Whether the account's own list calls this a draft; the page that is open stays.

        Raises:
            PortalUnavailable: the list cannot be read.
        """

    @abstractmethod
    async def cancel_drafts(self, drafts: Collection[str]) -> set[str]:
        """Cancels those of these drafts that the account's own list calls drafts.

        What has become a dossier is not on that list, and is never touched. Returns those that
        are no drafts any more: cancelled now, or gone before.
        """

    @abstractmethod
    async def excuse(self) -> PortalUnavailable | None:
        """Why nothing may be concluded from the page that is open: signed out, out of order."""


class Declaring(ABC):
    """From the procedure to the review screen: may be repeated from the start, files nothing."""

    @abstractmethod
    def own_entries(self, request: Request) -> tuple[Entry, ...]:
        """The values that the portal's own blocks get: the owner, the reference."""

    def expected(self, request: Request, declared: Sequence[Entry]) -> tuple[Entry, ...]:
        """Every value that the portal must hold: its own blocks', and the declaration's."""
        return (*self.own_entries(request), *declared)

    @abstractmethod
    def stored(self, request: Request) -> tuple[Entry, ...]:
        """What else a stored dossier must show: how its result comes back."""

    async def paper_rows(self, request: Request) -> tuple[PaperRow, ...] | None:
        """The papers the procedure asks for; `None`: not told before the form is filled."""
        return None

    @abstractmethod
    async def open_declaration(self, request: Request) -> Form:
        """Opens the procedure at its agency and returns the open form.

        The form fills the portal's own blocks (the dossier's owner, the reference) together with
        the first declaration it is given.
        """

    @abstractmethod
    async def refill(self, request: Request) -> Form:
        """The same form again, as it now stands, to be filled once more."""

    @abstractmethod
    async def leave_declaration(self) -> None:
        """Goes on to the papers.

        Raises:
            FormMismatch: the form no longer shows what was filled in, so that it was not sent, or
                not taken: fill it again.
            PortalRejected: it shows it all, and the portal says no; with the field it names.
        """

    @abstractmethod
    async def attach(self, papers: Sequence[Paper]) -> None:
        """Uploads every scan to its row, proves it by the name on the row, goes on."""

    @abstractmethod
    async def choose_delivery(self, request: Request) -> None:
        """Chooses how the result comes back, goes on to the review."""

    @abstractmethod
    async def review(
        self, request: Request, entries: Sequence[Entry]
    ) -> tuple[Comparison, Due | None]:
        """Compares the review screen, which shows what the portal keeps, with the dossier.

        Raises:
            PortalUnavailable: it lists other files than the dossier's; a new draft may be right.
        """

    @abstractmethod
    async def draft(self) -> str:
        """What the portal calls the draft that is open."""


class Committing(ABC):
    """The review screen and its last button; the request itself is the gate's to send."""

    # What stands on that button.
    button: ClassVar[str] = "Nộp hồ sơ"

    # Whether it may hand on what was sent only once its fee is paid: till then it may keep it
    # without showing it on the account's list.
    pays_first: ClassVar[bool] = False

    @abstractmethod
    async def make_ready(self) -> None:
        """What the last button needs before it can be pressed: captcha (a person), box."""

    @abstractmethod
    async def reopen_review(self, draft: str | None = None) -> None:
        """Opens the review screen of the same draft again, or of another one of the account.

        Raises:
            PortalChanged: that draft has no review screen: cancelled, or not filled in.
        """

    @abstractmethod
    async def is_reviewing(self) -> bool:
        """Whether the page still shows the review screen, from which nothing was sent."""

    @abstractmethod
    async def press_submit(self) -> None:
        """Presses the last button and waits for nothing."""

    @abstractmethod
    async def refused_before_sending(self) -> str | None:
        """Waits until the portal says, on the same screen, why it sent nothing; its words."""

    @abstractmethod
    def read_answer(self, answer: Answer) -> Receipt | Refusal | ToBePaid | None:
        """What the answer to the commit request says; `None` when it cannot be understood."""

    @abstractmethod
    async def land(self) -> bool:
        """Waits until the page has taken the answer to the commit, and left the screen that can
        submit; returns whether it has.
        """

    @abstractmethod
    async def words(self) -> str:
        """What the open page says now, verbatim; empty: nothing."""

    @abstractmethod
    def is_about_captcha(self, words: str) -> bool:
        """Whether the portal's words say that the captcha was read wrongly or too late."""

    @abstractmethod
    def is_own_trouble(self, words: str) -> bool:
        """Whether the portal's words speak of itself (no connection, stale page), of no dossier."""


class Adding(ABC):
    """Papers that the office asked for are added to the stored dossier, never filed anew."""

    # Why this program adds none at this portal, and what is done instead; empty: it does.
    adds_nothing: ClassVar[str] = ""

    @abstractmethod
    async def open_supplement(
        self, number: str, papers: Sequence[Paper], note: str
    ) -> AddingScreen:
        """Opens the page for it, chooses every file, and proves that the page has just these.

        Args:
            number: the dossier.
            papers: what is added, by paper; one that is not asked for goes to the row for others.
            note: the words for the office.

        Raises:
            PortalRejected: the portal takes nothing now, in its words.
        """


class Platform(AccountSide, Declaring, Committing, Adding):
    """A portal product, on one page of one browser context.

    All of its methods raise the errors of `portal_bot.errors`: `PortalUnavailable` (and its
    `SessionLost`), `PortalChanged`, `PortalRejected`, `HumanNeeded`.
    """

    # What it sends, for the gate: nothing else passes.
    requests: ClassVar[Requests]
    # The same for a session in which papers are added: its commit request is another one.
    # `None` where none are.
    adding: ClassVar[Requests | None] = None
    # Titles of a record's sections that the portal fills by itself: the account's holder.
    own_sections: ClassVar[tuple[str, ...]]
    # CSS of what shows personal data outside of boxes, for pictures.
    personal: ClassVar[str]

    def __init__(self, page: Page, portal: Portal, human: Human, download: Download) -> None:
        self.page = page
        self.portal = portal
        self.human = human
        self.download = download
        # What the review screen said of the account's holder, by label.
        self.submitter: Mapping[str, str] = {}
        # Is told how each page was answered.
        self.answered: Callable[[PageAnswer], None] = lambda _: None
