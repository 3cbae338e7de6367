"""One task with one dossier, once, whatever happened before and whatever happens meanwhile."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

from portal_bot.browser import trouble
from portal_bot.counter.counter_desk import AtOffice, CounterDesk
from portal_bot.counter.deed import LOOKED, DeedLook, looked_of, open_deeds, task_of
from portal_bot.counter.deed_point import DeedPoint, TaskButton
from portal_bot.counter.judged import Became, JudgedDeed, judged, not_now
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    NotThere,
    PortalBotError,
    PortalChanged,
    PortalError,
    PortalRejected,
    PortalUnavailable,
    SubmissionUncertain,
)
from portal_bot.filing.reconcile import settle
from portal_bot.filing.report import fault_of
from portal_bot.journal import Fault, Filing, JournalPort, Receipt, State
from portal_bot.moments import iso, stamp
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.portals.office_side import TASKS, OfficeDossier, Task, TaskValues
from portal_bot.retry import while_unavailable

# What is proved not to have arrived is pressed again in the same command, so often in all.
PRESSES = 2
# How long one step may take on the portal's side.
STEP_S = 60.0
# How long a page that was given an answer may take to show the portal's words.
WORDS_S = 5.0
_ASIDE = {
    HumanNeeded: State.NEEDS_HUMAN,
    PortalRejected: State.REJECTED,
}


class DoneBefore(Exception):
    """The task was done with this dossier before; says when and by whom."""


class DeedDoing:
    """Does one task with one dossier. Made for one run; what must survive is in the journal.

    Args:
        desk: the officer's run.
        number: the dossier number.
        task: what is to be done.
        values: what the officer says with it.
    """

    def __init__(self, desk: CounterDesk, number: str, task: Task, values: TaskValues) -> None:
        self._desk = desk
        self._number = number
        self._task = task
        self._values = values
        self._refusal = ""

    async def do(self) -> Filing:
        """Does it, or finds out that it was done; returns the deed with what the office kept.

        Raises:
            DoneBefore: there is nothing to do.
            DossierError: it is not for this dossier as it stands.
            SubmissionUncertain: it is not known what became of it; a person decides.
            PortalBotError: it is not done, and the journal holds the reason.
        """
        for open_ in open_deeds(self._desk.journal, self._number, self._desk.names):
            settled = await self.reconcile(open_)
            if settled.is_received and task_of(settled) is self._task:
                return settled
        for _ in range(PRESSES):
            deed = await while_unavailable(self._attempt)
            if deed.intent is not None:
                deed = await self.reconcile(deed)
            if deed.is_received:
                return deed
            if self._refusal:
                raise self._aside(deed, PortalRejected(f"cổng trả lời: “{self._refusal}”"))
        raise PortalUnavailable(
            f"đã bấm {PRESSES} lần, cổng không trả lời được và lịch sử của hồ sơ cho thấy chưa làm "
            "gì; chạy lại cùng lệnh khi cổng ổn hơn"
        )

    async def _attempt(self) -> Filing:
        """Up to the press, and the press; an intent that stays open is to be reconciled."""
        async with self._desk.session(self._number, self._task) as at:
            # Before the page with the button can run one line.
            at.gate.narrow()
            async with trouble.bounded(STEP_S):
                record = await at.office.open(self._number)
                officer = await at.office.officer()
                self._insist(record)
                await at.office.enter(self._task, self._values)
            at.gate.insist()
            return await self._press(at, record, officer)

    def _insist(self, record: OfficeDossier) -> None:
        """Refuses what is not to be done with the dossier as its page shows it."""
        why = not_now(record, self._task)
        if why is None:
            return
        if why.done:
            raise DoneBefore(why.words)
        raise (DossierError if why.known else PortalChanged)(why.words)

    async def _press(self, at: AtOffice, record: OfficeDossier, officer: str) -> Filing:
        journal, names = self._desk.journal, self._desk.names
        deed = journal.open(names.deed(record, self._task, self._values, self._desk.officer))
        if deed.is_received:
            raise SubmissionUncertain(
                f"sổ nhật ký ghi {TASKS[self._task].done} rồi ({deed.id}), mà trang nay không còn "
                "ghi việc ấy: có thể cổng đã khôi phục từ bản cũ. Không bấm lại; mở trang hồ sơ "
                "xem và hỏi người quản trị cổng"
            )
        looked = self._looked(record, officer)
        deed = journal.begin(deed)
        journal.note(deed, LOOKED, looked.as_detail())
        button = TaskButton(at.office, self._task, self._number, looked, names)
        point = DeedPoint(journal, button, at.gate, deed, self._task)
        try:
            await point.pass_over()
        except SubmissionUncertain:
            return point.filing
        except PortalBotError as error:
            raise self._aside(point.filing, error) from error.__cause__
        with suppress(PortalError, TimeoutError):
            async with trouble.bounded(WORDS_S):
                self._refusal = await at.office.words()
        return point.filing

    def _looked(self, record: OfficeDossier, officer: str) -> DeedLook:
        names, proposed = self._desk.names, record.offered[self._task]
        receiver = self._values.receiver or proposed.receiver
        return DeedLook(
            steps=len(record.steps),
            basis=names.basis(record.steps),
            officer=officer,
            unit=self._values.unit or proposed.unit,
            receiver=names.receiver(receiver),
        )

    def _aside(self, deed: Filing, error: PortalBotError) -> PortalBotError:
        """Keeps why a deed was not done; nothing was done, and that is certain."""
        # What may be tried again at once stays begun.
        if deed.state is State.FILING and not isinstance(error, PortalUnavailable):
            state = _ASIDE.get(type(error), State.FAILED)
            self._desk.journal.set_aside(deed, state, fault_of(error))
        return error

    async def reconcile(self, deed: Filing) -> Filing:
        """Decides a deed whose intent is open, by the office's own history; presses nothing.

        Returns:
            The deed: received, with the moment that the history tells; or free to be done, where
            it is proved that nothing was done.

        Raises:
            SubmissionUncertain: a person decides.
            PortalError: the dossier's page could not be read.
        """
        found = await while_unavailable(lambda: self._look_up(deed))
        if found.became is not Became.DONE and deed.intent is not None:
            # It may still be on its way.
            delays = (await while_unavailable(self._delays)).at_least(self._desk.delays)
            running_s = monotonic() - self._desk.started_s
            own = self._desk.journal.is_own(deed)
            await settle(delays, resumed_s=None if own else running_s)
            found = await while_unavailable(lambda: self._look_up(deed))
            if found.became is Became.ABSENT and delays.list_lag_s is None:
                found = JudgedDeed(
                    Became.UNCLEAR,
                    why="chưa thấy dòng nào, nhưng không ai biết trang của cổng chậm đến mức nào",
                )
        return self._decide(deed, found)

    async def _delays(self) -> Delays:
        return await delays_of(self._desk.portal)

    async def _look_up(self, deed: Filing) -> JudgedDeed:
        looked = looked_of(self._desk.journal.history(deed.id))
        async with self._desk.session() as at, trouble.bounded(STEP_S):
            try:
                record = await at.office.open(deed.path)
            except NotThere as error:
                return JudgedDeed(Became.UNCLEAR, why=error.message)
        return judged(record, task_of(deed), looked, self._desk.names)

    def _decide(self, deed: Filing, found: JudgedDeed) -> Filing:
        """Writes down what the history says."""
        journal, task = self._desk.journal, task_of(deed)
        if deed.is_received:
            # Told before; how the office kept it was not.
            return verified(journal, deed, found.why or _gone(found))
        deed = called_uncertain(journal, deed)
        if found.became is Became.DONE and found.step is not None:
            receipt = Receipt(deed.path, received_at=iso(found.step.at))
            return verified(journal, journal.receive(deed, receipt, how="history"), found.why)
        if found.became is Became.UNCLEAR:
            raise self._undecided(deed, task, found.why)
        reason = "the history, whole and settled, has no such line"
        if found.step is not None:
            # Another officer was quicker: ours was refused, or came to nothing.
            reason = f"done by another officer at {iso(found.step.at)}"
            self._refusal = ""
        return journal.release(deed, reason)

    def _undecided(self, deed: Filing, task: Task, why: str) -> SubmissionUncertain:
        at = f" lúc {stamp(deed.intent.at)}" if deed.intent else ""
        question = SubmissionUncertain(
            f"đã bấm “{TASKS[task].words}”{at}, không rõ đã xong chưa: {why}. Mở trang hồ sơ ở một "
            f"cửa, xem “Quá trình xử lý”, rồi ghi: `portal-bot desk resolve {deed.id} --done` hoặc "
            "`--not-done`. Chương trình không tự bấm lại"
        )
        self._desk.journal.set_aside(deed, State.UNCERTAIN, fault_of(question))
        return question


def called_uncertain(journal: JournalPort, deed: Filing) -> Filing:
    """Calls an open intent by its name, on the way to what became of it."""
    if deed.state is State.UNCERTAIN:
        return deed
    fault = Fault(SubmissionUncertain.code, "đã bấm, chưa đối chiếu với lịch sử của hồ sơ")
    return journal.set_aside(deed, State.UNCERTAIN, fault)


def verified(journal: JournalPort, deed: Filing, why: str) -> Filing:
    """Writes down whether the office kept it as it was meant.

    Args:
        journal: of deeds.
        deed: done.
        why: what differs; empty: nothing.
    """
    fault = Fault(HumanNeeded.code, why) if why else None
    return journal.verify(deed, verified=fault is None, fault=fault)


def _gone(found: JudgedDeed) -> str:
    return "" if found.became is Became.DONE else "lịch sử của hồ sơ nay không còn ghi việc này"
