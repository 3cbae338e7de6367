"""A person's word about a deed of which the program cannot say what became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from portal_bot import clock, settings
from portal_bot.browser import trouble
from portal_bot.counter.counter_desk import FOLDER, CounterDesk, open_counter
from portal_bot.counter.deed import PREFIX, DeedLook, looked_of, task_of
from portal_bot.counter.deed_report import DeedReport, of_deed
from portal_bot.counter.doing import STEP_S, called_uncertain, verified
from portal_bot.counter.judged import Became, judged
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.filing.hearing import RESOLVED
from portal_bot.journal import Filing, JournalPort, Receipt
from portal_bot.moments import iso, next_minute, stamp
from portal_bot.portals.office_side import TASKS, OfficeDossier
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable
from portal_bot.run.home import JOURNAL, journal_of_home, known_secret, reading
from portal_bot.run.home_lock import held
from portal_bot.run.run import Run

NOT_DONE = "a person: not done"


@dataclass(frozen=True, slots=True)
class DeedQuestion:
    """What a person must look at before they decide.

    Attributes:
        deed: the uncertain deed.
        pressed_at: when, ISO 8601.
        officer: who was signed in, as histories print it.
    """

    deed: Filing
    pressed_at: str
    officer: str

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "id": self.deed.id,
            "number": self.deed.path,
            "task": self.deed.procedure,
            "portal": self.deed.portal,
            "pressed_at": self.pressed_at,
            "officer": self.officer,
            "message": self.deed.fault.message if self.deed.fault else None,
        }


@dataclass(frozen=True, slots=True)
class DeedWord:
    """What the person says.

    Attributes:
        done: whether the office has it.
        by: who they are.
        offline: whether the portal is left alone: their word is taken as it is.
    """

    done: bool
    by: str
    offline: bool = False


def deed_question(home: Path | None, word: str) -> DeedQuestion:
    """What is asked of a person.

    Args:
        home: the home folder, or `None` for the usual one.
        word: the deed's id, or the dossier's number.

    Raises:
        UsageError: no deed of this name is uncertain.
    """
    place = settings.home_place(home)
    folder = place / FOLDER
    if not (folder / JOURNAL).exists():
        raise UsageError(f"chưa làm việc gì ở quầy từ máy này; không có việc nào tên {word}")
    with reading(place, folder) as journal:
        deed = _uncertain(journal, word)
        history = journal.history(deed.id)
    pressed = iso(deed.intent.at) if deed.intent else ""
    return DeedQuestion(deed, pressed, looked_of(history).officer)


def _uncertain(journal: JournalPort, word: str) -> Filing:
    said = word.strip().casefold()
    known = [deed for deed in journal.all() if said in {deed.id.casefold(), deed.path.casefold()}]
    open_ = [deed for deed in known if deed.intent is not None]
    if not known:
        raise UsageError(
            f"không có việc nào ở quầy mang mã hay số hồ sơ “{word}”; mã có dạng {PREFIX}ABCDEFGHIJ"
        )
    if not open_:
        raise UsageError(f"việc với {word} không còn gì chưa rõ; không cần quyết định")
    if len(open_) > 1:
        each = ", ".join(deed.id for deed in open_)
        raise UsageError(f"{word} có {len(open_)} việc chưa rõ: {each}. Ghi mã thay cho số")
    return open_[0]


def decide_deed_offline(run: Run, word: str, said: DeedWord) -> DeedReport:
    """Writes the person's word down as it is.

    Raises:
        UsageError: no deed of this name is uncertain.
        HumanNeeded: it is too early to say "not done".
    """
    folder = run.home / FOLDER
    with held(folder), journal_of_home(run.home, known_secret(run.home), folder) as journal:
        deed = _uncertain(journal, word)
        journal.insist_sound(deed.id)
        if not said.done:
            _refuse_too_early(deed, run.portal)
        return _written(journal, deed, said, None)


def _refuse_too_early(deed: Filing, portal: Portal) -> None:
    """The office may do it after somebody looked: nobody can say "not done" at once."""
    portal.insist_on_real_time()
    if deed.intent is None:
        return
    waits = portal.timing.max_commit_delay_s + (portal.timing.list_lag_s or 0.0)
    until = deed.intent.click_deadline + timedelta(seconds=waits)
    if clock.now(UTC) < until:
        raise HumanNeeded(
            "còn sớm: cổng có thể làm muộn; xem lại trang hồ sơ sau "
            f"{stamp(next_minute(until))} rồi quyết định"
        )


async def decide_deed(run: Run, officer: str, word: str, said: DeedWord) -> DeedReport:
    """Checks the person's word against the office's history, and writes it down.

    Args:
        run: where, and how.
        officer: whose sign-in it is looked up with.
        word: the deed's id, or the dossier's number.
        said: the word.

    Raises:
        UsageError: no deed of this name is uncertain, or the word contradicts the portal.
        HumanNeeded: it is too early to say "not done".
        PortalError: the portal cannot be read.
    """
    async with open_counter(run, officer) as desk:
        deed = _uncertain(desk.journal, word)
        if not deed.is_at(desk.names.portal, desk.names.world):
            raise UsageError(
                f"{deed.id} thuộc cổng {deed.portal}, hoặc cổng thử nghiệm đã được làm mới; thêm "
                "--offline để chỉ ghi quyết định"
            )
        if not said.done:
            _refuse_too_early(deed, run.portal)
        record = await while_unavailable(lambda: _record(desk, deed))
        looked = looked_of(desk.journal.history(deed.id))
        return _checked(desk, deed, said, record, looked)


async def _record(desk: CounterDesk, deed: Filing) -> OfficeDossier:
    async with desk.session() as at, trouble.bounded(STEP_S):
        return await at.office.open(deed.path)


def _checked(
    desk: CounterDesk, deed: Filing, said: DeedWord, record: OfficeDossier, looked: DeedLook
) -> DeedReport:
    task, names = task_of(deed), desk.names
    found = judged(record, task, looked, names)
    told = any(step.task is task for step in record.steps[looked.steps :])
    if said.done and not told and found.became is not Became.UNCLEAR:
        raise UsageError(
            f"“Quá trình xử lý” của hồ sơ {deed.path} không có dòng “{TASKS[task].words}” nào sau "
            "lúc bấm; chưa ghi gì"
        )
    if not said.done and found.became is Became.DONE:
        raise UsageError(
            f"“Quá trình xử lý” của hồ sơ {deed.path} ghi {TASKS[task].done}, bởi chính cán bộ đã "
            "bấm; dùng --done. Chưa ghi gì"
        )
    at = iso(found.step.at) if found.step else None
    # Where the program could not tell, the person has looked.
    return _written(desk.journal, deed, said, at, found.why if found.became is Became.DONE else "")


def _written(
    journal: JournalPort, deed: Filing, said: DeedWord, at: str | None, why: str | None = None
) -> DeedReport:
    """Who decided what, and how, before its effect; `why`: what differs, `None`: nobody looked."""
    deed = called_uncertain(journal, deed)
    decision = "done" if said.done else "not_done"
    how = "offline" if said.offline else "portal"
    journal.note(deed, RESOLVED, {"decision": decision, "by": said.by, "how": how})
    task = task_of(deed)
    if not said.done:
        released = journal.release(deed, NOT_DONE)
        return DeedReport(released.path, task, "not_done", said.by, id=released.id)
    done = journal.receive(deed, Receipt(deed.path, received_at=at), how="person")
    if why is not None:
        done = verified(journal, done, why)
    return of_deed(done, task, said.by)
