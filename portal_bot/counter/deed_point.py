"""The press of a deed: the commit point of a filing, on an officer's page."""

from __future__ import annotations

from portal_bot.browser.gate import Answer, Gate, Outcome
from portal_bot.counter.deed import DeedLook, DeedNames
from portal_bot.filing.commit import CommitPoint, CommitWords
from portal_bot.journal import Filing, JournalPort, Receipt
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.office_side import TASKS, OfficeSide, Task
from portal_bot.portals.profile import Portal

NEXT = "không bấm lại, sẽ đối chiếu với lịch sử của hồ sơ ở trang một cửa"


class TaskButton:
    """A task's button on the page of one dossier.

    Args:
        office: on that page, filled in.
        task: the task.
        number: the dossier number.
        looked: what the page showed.
        names: compares it with what it shows later.
    """

    # It is told by its own page whether it was done, as a draft is by the list.
    keeps_drafts = True

    def __init__(
        self, office: OfficeSide, task: Task, number: str, looked: DeedLook, names: DeedNames
    ) -> None:
        self._office = office
        self._task = task
        self._number = number
        self._looked = looked
        self._names = names

    @property
    def portal(self) -> Portal:
        return self._office.portal

    @property
    def button(self) -> str:
        return TASKS[self._task].words

    async def draft(self) -> str:
        return self._number

    async def press_submit(self) -> None:
        await self._office.press(self._task)

    async def refused_before_sending(self) -> str | None:
        return await self._office.refused_before_sending()

    async def is_reviewing(self) -> bool:
        return await self._office.is_shown()

    async def is_draft(self, draft: str) -> bool:
        """Whether the history, asked anew, still is what it was."""
        record = await self._office.peek(draft)
        return self._names.basis(record.steps) == self._looked.basis

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """Nothing: done or refused, the portal leads back to the dossier's page."""
        return None


class DeedPoint(CommitPoint):
    """One pass over it. An answer, whatever it says, leaves the intent open: the history decides.

    Args:
        journal: of deeds.
        button: on the dossier's page.
        gate: narrow, before the same context.
        deed: begun, with no open intent.
        task: whose button it is.
    """

    def __init__(
        self, journal: JournalPort, button: TaskButton, gate: Gate, deed: Filing, task: Task
    ) -> None:
        words = CommitWords(
            nothing="chưa làm gì với hồ sơ",
            off_screen="trang không còn ở hồ sơ lúc bấm",
            off_list="lịch sử của hồ sơ đã khác lúc bấm",
            next=NEXT,
        )
        super().__init__(journal, button, gate, deed, words)

    async def _settle(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Answer):
            await super()._settle(outcome)
