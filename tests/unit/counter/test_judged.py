"""What a history proves of a deed, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from portal_bot.counter.deed import DeedLook, DeedNames, looked_of, open_deeds, task_of
from portal_bot.counter.judged import Became, judged, not_now
from portal_bot.errors import SubmissionUncertain
from portal_bot.journal import Journal, Seal
from portal_bot.moments import VIETNAM
from portal_bot.office_states import STATES
from portal_bot.portals.office_side import OfficeDossier, OfficeStep, Task, TaskValues

NUMBER = "H45.22243-261126-0001"
NAMES = DeedNames(b"s" * 32, "mock", "world-1", "http://127.0.0.1:1")
OWN, OTHER = "Đỗ Thị Một Cửa Thử", "Hồ Văn Tiếp Nhận Mẫu"
AT = datetime(2026, 11, 26, 8, 0, tzinfo=VIETNAM)
FILED = OfficeStep(AT, "Công dân", "Nộp hồ sơ", None, STATES["registered"])


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3", Seal(b"s" * 32)) as journal:
        yield journal


def step(by: str = OWN, task: Task | None = Task.RECEIVE, state: str = "accepted") -> OfficeStep:
    what = "Tiếp nhận" if task is Task.RECEIVE else "Ghi chú"
    return OfficeStep(AT + timedelta(minutes=1), by, what, task, STATES[state])


def record(
    *steps: OfficeStep, state: str = "", unit: str = "", receiver: str = ""
) -> OfficeDossier:
    steps = steps or (FILED,)
    offered = {Task.RECEIVE: TaskValues()}
    return OfficeDossier(NUMBER, {}, state or steps[-1].state, unit, receiver, steps, offered)


LOOKED = DeedLook(1, NAMES.basis([FILED]), OWN)


@pytest.mark.parametrize(
    ("then", "became", "why"),
    [
        (record(FILED), Became.ABSENT, ""),
        (record(FILED, step()), Became.DONE, ""),
        (record(FILED, step("đỗ thị một cửa thử")), Became.DONE, ""),
        (record(FILED, step(OTHER)), Became.ELSEWHERE, ""),
        (record(FILED, step(), step()), Became.DONE, "hai lần"),
        (record(FILED, step(), step(OTHER)), Became.DONE, "hai lần"),
        # Papers were asked for and brought since: another deed, no second one of the same.
        (
            record(FILED, step(), step(task=None, state="supplement"), step()),
            Became.DONE,
            "",
        ),
        (record(FILED, step(state="refused")), Became.DONE, "“Không được tiếp nhận”, không phải"),
        (record(FILED, step(OTHER, None, "withdrawing")), Became.ABSENT, ""),
        (record(FILED, state="Chờ liên thông"), Became.UNCLEAR, "“Chờ liên thông”"),
        (record(FILED, state=STATES["accepted"]), Became.UNCLEAR, "ghi khác"),
        (record(step()), Became.UNCLEAR, "không còn như thế"),
        (record(FILED, step(), state="Chờ liên thông"), Became.DONE, ""),
    ],
)
def test_the_history_decides(then: OfficeDossier, became: Became, why: str) -> None:
    found = judged(then, Task.RECEIVE, LOOKED, NAMES)
    assert found.became is became
    assert why in found.why
    assert bool(why) == bool(found.why)
    assert (found.step is not None) == (became in {Became.DONE, Became.ELSEWHERE})


def test_what_the_office_kept_is_compared_with_what_was_meant() -> None:
    looked = DeedLook(1, NAMES.basis([FILED]), OWN, "Hộ tịch", NAMES.receiver("Trần Thị Mẫu"))
    kept = record(FILED, step(), unit="Hộ tịch", receiver="TRẦN THỊ MẪU")
    assert judged(kept, Task.RECEIVE, looked, NAMES).why == ""
    other = judged(
        record(FILED, step(), unit="Văn hóa", receiver="Lê Thị Giả"), Task.RECEIVE, looked, NAMES
    )
    assert other.became is Became.DONE
    assert "“Văn hóa”, không phải “Hộ tịch”" in other.why
    assert "người nhận kết quả khác" in other.why
    assert "Giả" not in other.why


@pytest.mark.parametrize(
    ("found", "done", "known", "words"),
    [
        (record(FILED, step()), True, True, "đã tiếp nhận từ trước, lúc 26/11/2026 08:01"),
        (record(FILED, step(OTHER, None, "withdrawing")), False, True, "“Công dân yêu cầu rút hồ"),
        (record(FILED, state="Chờ liên thông"), False, False, "“Chờ liên thông”, chưa ai biết"),
    ],
)
def test_what_is_not_for_a_dossier_is_told(
    found: OfficeDossier, done: bool, known: bool, words: str
) -> None:
    why = not_now(found, Task.RECEIVE)
    assert why is not None
    assert (why.done, why.known) == (done, known)
    assert words in why.words


def test_what_may_be_done_is_what_the_page_offers() -> None:
    assert not_now(record(FILED), Task.RECEIVE) is None
    accepted = record(FILED, step())
    told = not_now(accepted, Task.FORWARD)
    assert told is not None
    assert "không cho tài khoản này" in told.words


def test_a_deed_is_one_as_long_as_the_history_is_the_same() -> None:
    values = TaskValues()
    first = NAMES.deed(record(FILED), Task.RECEIVE, values, "motcua")
    assert NAMES.deed(record(FILED), Task.RECEIVE, values, "motcua2").key == first.key
    others = [
        NAMES.deed(record(FILED), Task.RETURN, values, "motcua"),
        NAMES.deed(record(FILED, step()), Task.RECEIVE, values, "motcua"),
        DeedNames(b"s" * 32, "mock", "world-2", "").deed(
            record(FILED), Task.RECEIVE, values, "motcua"
        ),
    ]
    assert len({first.key, *(other.key for other in others)}) == 4
    assert (task_of(first), first.path, first.account) == (Task.RECEIVE, NUMBER, "motcua")
    assert first.id.startswith("VQ-")


def test_what_is_open_of_a_dossier_is_found_again(journal: Journal) -> None:
    deed = journal.begin(
        journal.open(NAMES.deed(record(FILED), Task.RECEIVE, TaskValues(), "motcua"))
    )
    with pytest.raises(SubmissionUncertain):
        looked_of(journal.history(deed.id))
    journal.note(deed, "looked", LOOKED.as_detail())
    assert looked_of(journal.history(deed.id)) == LOOKED
    assert open_deeds(journal, NUMBER, NAMES) == []
    deed = journal.intend(deed, click_deadline=AT)
    assert open_deeds(journal, NUMBER, NAMES) == [deed]
    assert open_deeds(journal, "H45.22243-261126-0002", NAMES) == []
    # The mock began anew: its numbers are other dossiers.
    assert open_deeds(journal, NUMBER, DeedNames(b"s" * 32, "mock", "world-2", "")) == []
