"""What the counter needs of a platform's officers' pages. Written against this, never a product."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

    from portal_bot.browser.gate import Requests
    from portal_bot.portals.profile import Portal


class Task(StrEnum):
    """What the counter does with a dossier."""

    RECEIVE = "receive"
    FORWARD = "forward"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """When a task may be done, and what the dossier is then.

    Attributes:
        words: what people call it.
        done: the same, of one that was done.
        before: the states in which it may be done, by the names of `portal_bot.office_states`.
        after: the state that it leads to.
        waiting: what people call the dossiers that wait for it.
    """

    words: str
    done: str
    before: frozenset[str]
    after: str
    waiting: str


TASKS: Mapping[Task, TaskFacts] = {
    # Papers that a citizen brings to the counter are received, too.
    Task.RECEIVE: TaskFacts(
        "tiếp nhận", "đã tiếp nhận", frozenset({"registered", "supplement"}), "accepted", "mới nộp"
    ),
    Task.FORWARD: TaskFacts(
        "chuyển xử lý",
        "đã chuyển xử lý",
        frozenset({"accepted"}),
        "in_progress",
        "chờ chuyển xử lý",
    ),
    Task.RETURN: TaskFacts(
        "trả kết quả",
        "đã trả kết quả",
        frozenset({"resolved"}),
        "returned",
        "chờ trả kết quả",
    ),
}


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One line of the officers' list; what the portal does not print is empty.

    Attributes:
        number: the dossier number.
        procedure: the procedure's title.
        owner: whose dossier it is.
        filed: when it was handed in, as printed.
        due: the appointed day, as printed.
        term: how the term stands, in the portal's words.
        status: the state, in the portal's words.
    """

    number: str
    procedure: str
    owner: str = field(repr=False)
    filed: str
    due: str
    term: str
    status: str


@dataclass(frozen=True, slots=True)
class OfficeList:
    """One part of the officers' list, and what of it is not understood, for people."""

    lines: tuple[OfficeLine, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeStep:
    """One line of a dossier's history at the office.

    Attributes:
        at: when, to the minute.
        by: who, in full.
        what: what was done, in the portal's words.
        task: the same, where it is one of the counter's.
        state: what the dossier was then, in the portal's words.
        note: what was said about it.
    """

    at: datetime
    by: str
    what: str
    task: Task | None
    state: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What an officer says with a task; empty: what the portal proposes stays.

    Attributes:
        unit: who resolves a dossier that is forwarded.
        receiver: who takes a result.
        note: what is to be written down.
    """

    unit: str = ""
    receiver: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OfficeDossier:
    """A dossier as its officers' page shows it.

    Attributes:
        number: the dossier number.
        head: what stands above (procedure, owner, agency, days, fee), by label.
        state: what it is now, in the portal's words.
        unit: who resolves it; empty: nobody yet.
        receiver: who took its result; empty: nobody yet.
        steps: all that was done with it, the oldest first.
        offered: what this officer may do with it now, with what the portal proposes for each.
    """

    number: str
    head: Mapping[str, str] = field(repr=False)
    state: str
    unit: str
    receiver: str = field(repr=False)
    steps: tuple[OfficeStep, ...] = field(repr=False)
    offered: Mapping[Task, TaskValues] = field(repr=False)


class OfficeSide(ABC):
    """The officers' pages of a portal product, on one page of one browser context.

    Its methods raise the errors of `portal_bot.errors`: `PortalUnavailable` (and its
    `SessionLost`), `PortalChanged`, `PortalRejected`, `SignInRefused`.
    """

    def __init__(self, page: Page, portal: Portal) -> None:
        self.page = page
        self.portal = portal

    @classmethod
    @abstractmethod
    def requests(cls, number: str = "", task: Task | None = None) -> Requests:
        """What the pages send, for the gate.

        Args:
            number: the one dossier that something may be done with; empty: looking only.
            task: the one thing.
        """

    @abstractmethod
    async def sign_in(self, username: str, password: str) -> None:
        """Signs an officer in, or does nothing where the session still lives.

        Raises:
            SignInRefused: the portal did not take the password; nobody tries it again.
        """

    @abstractmethod
    async def officer(self) -> str:
        """The name, in full, of who is signed in, as histories print it."""

    @abstractmethod
    async def waiting_for(self, task: Task) -> OfficeList:
        """The dossiers that wait for a task."""

    @abstractmethod
    async def open(self, number: str) -> OfficeDossier:
        """Opens a dossier's page.

        Raises:
            NotThere: the office has no dossier of this number, or not for this officer.
        """

    @abstractmethod
    async def peek(self, number: str) -> OfficeDossier:
        """The same without leaving the page that is open."""

    @abstractmethod
    async def enter(self, task: Task, values: TaskValues) -> None:
        """Fills in what a task asks for, on the dossier's page, and reads it back."""

    @abstractmethod
    async def press(self, task: Task) -> None:
        """Presses a task's button, and waits for nothing."""

    @abstractmethod
    async def is_shown(self) -> bool:
        """Whether the page still is the one on which the button was pressed."""

    @abstractmethod
    async def refused_before_sending(self) -> str | None:
        """Waits until the page says, staying the same, why it sent nothing; its words."""

    @abstractmethod
    async def words(self) -> str:
        """What the page says that came after the press, verbatim; empty: nothing."""
