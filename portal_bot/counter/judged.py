"""What became of a deed, by the office's own history of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from portal_bot.catalogue.names import fold
from portal_bot.counter.deed import DeedLook, DeedNames
from portal_bot.moments import stamp
from portal_bot.office_states import STATES, state_of
from portal_bot.portals.office_side import TASKS, OfficeDossier, OfficeStep, Task


class Became(Enum):
    """What the history says of a deed."""

    DONE = auto()
    # By another officer, since it was looked at.
    ELSEWHERE = auto()
    ABSENT = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class JudgedDeed:
    """What became of it.

    Attributes:
        became: in one word.
        step: the line of the history that says so.
        why: why it is unclear, or what differs from what was meant; empty: nothing.
    """

    became: Became
    step: OfficeStep | None = None
    why: str = ""


def judged(record: OfficeDossier, task: Task, looked: DeedLook, names: DeedNames) -> JudgedDeed:
    """Compares a dossier's history with what it was before the press.

    A line that came since, of the same task and the same officer, is the deed: whoever pressed, it
    is done. No line of the task is proof that it is not only where all of the history is
    understood and agrees with the state above; and only once the portal had its time.
    """
    if names.basis(record.steps[: looked.steps]) != looked.basis:
        return JudgedDeed(
            Became.UNCLEAR, why=f"{looked.steps} dòng lịch sử lúc bấm nay không còn như thế"
        )
    fresh = record.steps[looked.steps :]
    done = [step for step in fresh if step.task is task]
    own = next((step for step in done if fold(step.by) == fold(looked.officer)), None)
    if own is not None:
        return JudgedDeed(Became.DONE, own, _differing(record, task, own, fresh, looked, names))
    if done:
        return JudgedDeed(Became.ELSEWHERE, done[0])
    if not record.steps or fold(record.state) != fold(record.steps[-1].state):
        return JudgedDeed(
            Became.UNCLEAR,
            why=f"trang ghi trạng thái “{record.state}”, dòng cuối lịch sử ghi khác",
        )
    return JudgedDeed(Became.ABSENT)


def _differing(
    record: OfficeDossier,
    task: Task,
    own: OfficeStep,
    fresh: Sequence[OfficeStep],
    looked: DeedLook,
    names: DeedNames,
) -> str:
    """What the office kept otherwise than it was meant; empty: nothing."""
    wrong = []
    if any(one.task is task and other.task is task for one, other in pairwise(fresh)):
        wrong.append("lịch sử ghi việc này hai lần liền nhau")
    if state_of(own.state) != TASKS[task].after:
        wrong.append(f"sau đó trang ghi “{own.state}”, không phải “{STATES[TASKS[task].after]}”")
    if looked.unit and fold(record.unit) != fold(looked.unit):
        wrong.append(f"trang ghi bộ phận “{record.unit}”, không phải “{looked.unit}”")
    if looked.receiver and names.receiver(record.receiver) != looked.receiver:
        wrong.append("trang ghi người nhận kết quả khác")
    return "; ".join(wrong)


@dataclass(frozen=True, slots=True)
class NotNow:
    """Why nothing is to be done with a dossier.

    Attributes:
        done: whether it is because the task was done before.
        known: whether the state is one that is known at all.
        words: for people.
    """

    done: bool
    known: bool
    words: str


def not_now(record: OfficeDossier, task: Task) -> NotNow | None:
    """Why a task is not for this dossier as it stands; `None`: it is."""
    facts, state = TASKS[task], state_of(record.state)
    if state is None:
        return NotNow(
            done=False,
            known=False,
            words=f"trang ghi trạng thái “{record.state}”, chưa ai biết; không làm gì. Mở trang "
            "ấy xem, và báo người bảo trì",
        )
    last = next((step for step in reversed(record.steps) if step.task is task), None)
    if state not in facts.before:
        if last is not None:
            told = f"{facts.done} từ trước, lúc {stamp(last.at)}"
            told += f" ({last.by})" if last.by else ""
            return NotNow(done=True, known=True, words=told)
        wanted = " hoặc ".join(f"“{STATES[name]}”" for name in STATES if name in facts.before)
        return NotNow(
            done=False,
            known=True,
            words=f"đang ở trạng thái “{record.state}”; chỉ {facts.words} được khi {wanted}",
        )
    if task not in record.offered:
        return NotNow(
            done=False,
            known=True,
            words=f"trang không cho tài khoản này {facts.words} (trạng thái “{record.state}”)",
        )
    return None
