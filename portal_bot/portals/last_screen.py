"""What the commit point needs of the screen with the last button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from portal_bot.browser.gate import Answer
    from portal_bot.journal import Due, Receipt
    from portal_bot.portals.profile import Portal


@dataclass(frozen=True, slots=True)
class Refusal:
    """The portal read the commit request and said no; its words, verbatim."""

    words: str


@dataclass(frozen=True, slots=True)
class ToBePaid:
    """The portal keeps the dossier, and hands it on only once this is paid: by a person."""

    due: Due


class LastScreen(Protocol):
    """The screen with the last button; the request itself is the gate's to send."""

    @property
    def portal(self) -> Portal:
        """Where it is."""

    @property
    def button(self) -> str:
        """What stands on the button."""

    @property
    def keeps_drafts(self) -> bool:
        """Whether what is not sent yet lies on the portal."""

    async def draft(self) -> str:
        """What the portal calls what is not sent yet."""

    async def press_submit(self) -> None:
        """Presses the last button and waits for nothing."""

    async def refused_before_sending(self) -> str | None:
        """Waits until the portal says, on the same screen, why it sent nothing; its words."""

    async def is_reviewing(self) -> bool:
        """Whether the page still shows that screen, from which nothing was sent."""

    async def is_draft(self, draft: str) -> bool:
        """Whether the account's own pages say that this was not sent yet.

        Raises:
            PortalUnavailable: they cannot be read.
        """

    def read_answer(self, answer: Answer) -> Receipt | Refusal | ToBePaid | None:
        """What the answer to the commit request says; `None` when it cannot be understood."""


class AddingScreen(LastScreen, Protocol):
    """The screen on which papers are added to a stored dossier."""

    async def land(self) -> bool:
        """Waits a while until the page has taken the answer; returns whether it has."""
