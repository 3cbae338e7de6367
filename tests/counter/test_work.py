"""What arrived is received and forwarded, results are handed out: each deed once, told truly."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot.clock import now
from portal_bot.counter.counter_run import waiting
from portal_bot.counter.tick_list import tick_page
from portal_bot.journal import Journal
from portal_bot.portals.office_side import Task, TaskValues
from tests.support.at_counter import (
    IN_FULL,
    OFFICER,
    deed_events,
    desk_process,
    done,
    run_at,
    steps,
    told_citizen,
)
from tests.support.mock import MockPortal
from tests.support.process import until

File = Callable[[], str]
RECEIVED = [("receive", IN_FULL)]


async def test_what_arrived_is_received_forwarded_and_handed_out_once(
    mock: MockPortal, file: File, home: Path
) -> None:
    first, second = file(), file()
    found = await waiting(run_at(mock, home), OFFICER, list(Task))
    assert {task: len(part.lines) for task, part in found.parts.items()} == {
        Task.RECEIVE: 2, Task.FORWARD: 0, Task.RETURN: 0,
    }  # fmt: skip
    assert not any(part.doubts for part in found.parts.values())
    values = TaskValues(unit="Văn hóa - Xã hội", note="Đủ giấy tờ")
    reports = await done(mock, home, [first], Task.RECEIVE, Task.FORWARD, values=values)
    assert [(r.outcome, r.exit_code, r.by) for r in reports] == [("done", 0, OFFICER)] * 2
    assert mock.get(f"/office/{first}")["unit"] == values.unit
    assert steps(mock, second) == []
    mock.post(f"/officer/{first}", action="resolve", note="Đủ điều kiện")
    found = await waiting(run_at(mock, home), OFFICER, [Task.RETURN], with_records=True)
    page = tick_page(found, portal="Cổng", officer=OFFICER, at=now(), trial=True)
    assert page.count("☐") == 1
    assert f"{first}</td>" in page
    assert "Lệ phí: " in page
    assert "THỬ NGHIỆM" in page
    to = TaskValues(receiver="Trần Thị Mẫu")
    assert [r.outcome for r in await done(mock, home, [first], Task.RETURN, values=to)] == ["done"]
    again = await done(mock, home, [first], Task.RECEIVE)
    assert [(r.outcome, r.exit_code) for r in again] == [("done_before", 0)]
    expected = [("receive", IN_FULL), ("forward", IN_FULL), ("resolve", ""), ("return", IN_FULL)]
    assert steps(mock, first) == expected
    # Who takes a result is a citizen: nowhere on the disk.
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert not any("Trần Thị Mẫu".encode() in content for content in kept)
    assert {event["officer"] for event in deed_events(home) if event["kind"] == "looked"} == {
        IN_FULL
    }


@pytest.mark.parametrize(
    ("fault", "arg", "outcome", "times"),
    [
        ("deed_then_drop", "rst", "done", 1),
        pytest.param("deed_then_502", None, "done", 1, marks=pytest.mark.thorough),
        ("drop_before_deed", "fin", "done", 1),
        ("deed_twice", None, "differing", 2),
        pytest.param("refuse_deed_502", None, "done", 1, marks=pytest.mark.thorough),
        pytest.param("deed_then_drop", "fin", "done", 1, marks=pytest.mark.thorough),
        pytest.param("deed_delay", "1", "done", 1, marks=pytest.mark.thorough),
    ],
)
async def test_whatever_became_of_the_answer_a_deed_is_done_once(
    mock: MockPortal, file: File, home: Path, fault: str, arg: str | None, outcome: str, times: int
) -> None:
    number = file()
    mock.fault(fault, arg, times=1)
    (report,) = await done(mock, home, [number], Task.RECEIVE)
    assert (report.outcome, report.exit_code) == (outcome, 0 if outcome == "done" else 30)
    assert mock.struck(fault) == 1
    assert steps(mock, number) == RECEIVED * times


async def test_a_state_that_nobody_knows_is_told_and_nothing_done(
    mock: MockPortal, file: File, home: Path
) -> None:
    number = file()
    mock.fault("state_unknown")
    (report,) = await done(mock, home, [number], Task.RECEIVE)
    assert (report.outcome, report.exit_code) == ("not_done", 21)
    assert number in report.words
    assert "Chờ liên thông" in report.words
    assert steps(mock, number) == []


async def test_killed_between_the_press_and_the_answer_it_is_found_and_not_pressed_again(
    mock: MockPortal, file: File, home: Path
) -> None:
    number = file()
    # Longer than the next run takes to look: nothing there yet is no proof.
    mock.fault("deed_delay", "4", times=1)
    with desk_process(mock, home, "receive", number) as process:
        until(
            lambda: (
                (
                    any(event["kind"] == "intent" for event in deed_events(home))
                    and mock.struck("deed_delay") == 1
                )
                or process.poll() is not None
            )
        )
        process.send_signal(signal.SIGKILL)
    with desk_process(mock, home, "receive", number) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    (told,) = json.loads(out)["deeds"]
    assert (told["outcome"], told["by"]) == ("done", OFFICER)
    assert steps(mock, number) == RECEIVED
    assert told_citizen(mock, "tiếp nhận") == 1
    assert [e["kind"] for e in deed_events(home)].count("intent") == 1


class Killed(BaseException):
    """The program ends here, and nothing of it goes on."""


@pytest.mark.parametrize(
    "point",
    [
        "receive",
        pytest.param("begin", marks=pytest.mark.thorough),
        pytest.param("note", marks=pytest.mark.thorough),
        pytest.param("intend", marks=pytest.mark.thorough),
        pytest.param("verify", marks=pytest.mark.thorough),
    ],
)
async def test_ended_after_any_line_of_the_journal_the_next_run_goes_on(
    mock: MockPortal, file: File, home: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, honest = file(), getattr(Journal, point)

    def ends(*args: object, **more: object) -> object:
        honest(*args, **more)
        monkeypatch.setattr(Journal, point, honest)
        raise Killed

    monkeypatch.setattr(Journal, point, ends)
    with pytest.raises(Killed):
        await done(mock, home, [number], Task.RECEIVE)
    (report,) = await done(mock, home, [number], Task.RECEIVE)
    assert report.outcome == ("done_before" if point == "verify" else "done")
    assert steps(mock, number) == RECEIVED
