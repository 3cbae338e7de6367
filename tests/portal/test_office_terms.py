"""The office's clock: working days, pauses, overdue, a new day; the hours in which it works."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from mock_portal.deadlines import working_days_between
from mock_portal.office import terms
from mock_portal.office.actions import Impossible
from mock_portal.office.hours import after_work
from mock_portal.office.states import Status
from mock_portal.records import Record
from mock_portal.world import World

from .offices import at, does, dossier, lead, world_at

FILED = datetime.fromisoformat("2026-12-04T08:00:00+07:00")


def begun(slug: str = "marital_status_certificate", on: str = "") -> tuple[World, Record]:
    """A world and a dossier that lies with the unit; filed on a Friday unless told otherwise."""
    world = world_at(datetime.fromisoformat(on) if on else FILED)
    record = dossier(world, slug)
    lead(world, record, "receive", "forward")
    return world, record


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2026-11-21", 0),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-21", "2026-11-23", 1),
        ("2026-11-23", "2026-11-20", -1),
        # 24 November is a day off since 2026.
        ("2026-11-23", "2026-11-27", 3),
        # Over Tết of 2027: 4 to 10 February.
        ("2027-02-04", "2027-02-15", 3),
        # 30 April and 1 May.
        ("2026-04-29", "2026-05-04", 1),
        # A Saturday that is worked in exchange for 31 August.
        ("2026-08-21", "2026-08-22", 1),
        ("2026-08-28", "2026-08-31", 0),
        ("2026-12-31", "2027-01-04", 1),
    ],
)
def test_working_days_are_counted_both_ways(start: str, end: str, days: int) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert working_days_between(first, last) == days
    assert working_days_between(last, first) == -days


@pytest.mark.parametrize(
    ("today", "left", "late", "words"),
    [
        ("2026-12-04", 3, False, "Còn 3 ngày làm việc"),
        ("2026-12-05", 3, False, "Còn 3 ngày làm việc"),
        ("2026-12-08", 1, False, "Còn 1 ngày làm việc"),
        ("2026-12-09", 0, False, "Đến hạn hôm nay"),
        ("2026-12-10", -1, True, "Quá hạn 1 ngày làm việc"),
        ("2026-12-14", -3, True, "Quá hạn 3 ngày làm việc"),
    ],
)
def test_a_term_of_three_working_days_runs_down(
    today: str, left: int, late: bool, words: str
) -> None:
    _, record = begun()
    day = date.fromisoformat(today)
    assert record.due == "2026-12-09"
    assert (terms.days_left(record, day), terms.is_overdue(record, day)) == (left, late)
    assert terms.in_words(record, day) == words


def test_a_saturday_after_the_last_day_is_late_by_no_working_day() -> None:
    world, record = begun(on="2026-12-01T08:00:00+07:00")
    assert record.due == "2026-12-04"
    assert terms.in_words(record, at(world, "2026-12-05T09:00:00+07:00")) == "Quá hạn"


@pytest.mark.parametrize(
    ("asked", "answered", "due"),
    [
        # The same day costs nothing.
        ("2026-12-07T09:00:00", "2026-12-07T16:00:00", "2026-12-09"),
        ("2026-12-07T09:00:00", "2026-12-08T09:00:00", "2026-12-10"),
        # A week end in between does not count.
        ("2026-12-04T09:00:00", "2026-12-07T09:00:00", "2026-12-10"),
        ("2026-12-07T09:00:00", "2026-12-21T09:00:00", "2026-12-23"),
        # Answered on a Sunday: of the days, only those that were worked.
        ("2026-12-07T09:00:00", "2026-12-13T09:00:00", "2026-12-15"),
        # Over new year's day.
        ("2026-12-08T09:00:00", "2027-01-04T09:00:00", "2027-01-05"),
    ],
)
def test_the_term_stands_still_while_the_citizen_is_asked(
    asked: str, answered: str, due: str
) -> None:
    world, record = begun()
    day = at(world, f"{asked}+07:00")
    left = terms.days_left(record, day)
    does(world, record, "request_supplement", note="Mờ", until=date(2027, 3, 1))
    then = at(world, f"{answered}+07:00")
    assert terms.days_left(record, then) == left
    assert not terms.is_overdue(record, then)
    assert terms.in_words(record, then) == f"Tạm dừng tính thời hạn từ {day:%d/%m/%Y}"
    does(world, record, "supplement", note="Đây")
    assert record.due == due
    assert terms.days_left(record, then) == left
    assert record.handling.paused_on == ""
    moved = due != "2026-12-09"
    assert record.handling.first_due == ("2026-12-09" if moved else "")


def test_paying_lets_the_term_run_on_as_an_answer_does() -> None:
    world, record = begun()
    at(world, "2026-12-07T09:00:00+07:00")
    does(world, record, "require_payment")
    at(world, "2026-12-10T09:00:00+07:00")
    does(world, record, "pay")
    assert (record.due, record.status) == ("2026-12-14", Status.IN_PROGRESS)
    assert record.handling.pay_until == ""


def test_two_pauses_add_up_and_the_first_day_stays_known() -> None:
    world, record = begun()
    for asked, answered in (("07", "08"), ("09", "11")):
        at(world, f"2026-12-{asked}T09:00:00+07:00")
        does(world, record, "request_supplement", note="Mờ")
        at(world, f"2026-12-{answered}T09:00:00+07:00")
        does(world, record, "supplement", note="Đây")
    assert (record.handling.first_due, record.due) == ("2026-12-09", "2026-12-14")


def test_a_dossier_that_was_late_when_it_was_asked_about_is_as_late_after() -> None:
    world, record = begun()
    at(world, "2026-12-11T09:00:00+07:00")
    does(world, record, "request_supplement", note="Mờ")
    then = at(world, "2026-12-18T09:00:00+07:00")
    assert not terms.is_overdue(record, then)
    does(world, record, "supplement", note="Đây")
    assert terms.days_left(record, then) == -2
    assert terms.is_overdue(record, then)


def test_a_term_in_calendar_days_is_moved_by_calendar_days() -> None:
    world, record = begun("poor_household_recognition")
    assert record.due == "2026-12-21"
    at(world, "2026-12-07T09:00:00+07:00")
    does(world, record, "request_supplement", note="Mờ")
    at(world, "2026-12-12T09:00:00+07:00")
    does(world, record, "supplement", note="Đây")
    # Five days later is a Saturday.
    assert record.due == "2026-12-28"


def test_a_clock_that_was_set_back_moves_no_day() -> None:
    world, record = begun()
    at(world, "2026-12-08T09:00:00+07:00")
    does(world, record, "request_supplement", note="Mờ")
    at(world, "2026-12-04T09:00:00+07:00")
    does(world, record, "supplement", note="Đây")
    assert (record.due, record.handling.first_due) == ("2026-12-09", "")


def test_an_apology_sets_a_new_day_once() -> None:
    world, record = begun()
    at(world, "2026-12-10T09:00:00+07:00")
    for day, why in (
        (date(2026, 12, 9), "phải sau hôm nay"),
        (date(2026, 12, 10), "phải sau hôm nay"),
        (date(2026, 12, 12), "là ngày nghỉ"),
        (date(2027, 1, 1), "là ngày nghỉ"),
    ):
        with pytest.raises(Impossible, match=why):
            does(world, record, "apologise", note="Chờ xác minh", day=day)
    does(world, record, "apologise", "hotich", note="Chờ xác minh.", day=date(2026, 12, 15))
    assert (record.due, record.handling.first_due) == ("2026-12-15", "2026-12-09")
    assert record.status == Status.IN_PROGRESS
    assert not terms.is_overdue(record, date(2026, 12, 10))
    said = "Chờ xác minh. Xin lỗi và hẹn lại ngày trả kết quả: 15/12/2026"
    assert record.history[-1].note == said
    assert said in world.outbox[-1].text
    with pytest.raises(Impossible, match="đã được hẹn lại một lần, tới 15/12/2026"):
        does(world, record, "apologise", note="Vẫn chờ", day=date(2026, 12, 22))


def test_no_day_that_has_passed_is_set_for_the_citizen() -> None:
    world, record = begun()
    for action in ("request_supplement", "require_payment"):
        with pytest.raises(Impossible, match="04/12/2026 phải sau hôm nay"):
            does(world, record, action, note="Mờ", until=date(2026, 12, 4))


def test_no_term_runs_when_the_office_has_done_its_part() -> None:
    world, record = begun()
    does(world, record, "resolve")
    assert terms.days_left(record, date(2027, 1, 1)) is None
    assert not terms.is_overdue(record, date(2027, 1, 1))
    assert terms.in_words(record, date(2027, 1, 1)) == ""


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-12-04", "18/12/2026 (còn 10 ngày làm việc)"),
        ("2026-12-18", "18/12/2026 (hôm nay)"),
        ("2026-12-19", "18/12/2026 (đã quá hạn)"),
    ],
)
def test_what_is_left_to_the_citizen_is_said(today: str, words: str) -> None:
    assert terms.until_in_words("2026-12-18", date.fromisoformat(today)) == words


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-12-04T08:00:00", 60, "2026-12-04T09:00:00"),
        ("2026-12-04T05:00:00", 60, "2026-12-04T08:30:00"),
        # Over noon, over night, over the week end.
        ("2026-12-04T11:00:00", 60, "2026-12-04T14:00:00"),
        ("2026-12-04T11:30:00", 0, "2026-12-04T13:30:00"),
        ("2026-12-03T16:30:00", 60, "2026-12-04T08:00:00"),
        ("2026-12-04T16:30:00", 60, "2026-12-07T08:00:00"),
        ("2026-12-05T10:00:00", 10, "2026-12-07T07:40:00"),
        # A whole day is seven and a half hours.
        ("2026-12-07T07:30:00", 15 * 60, "2026-12-08T17:00:00"),
    ],
)
def test_the_office_works_in_its_hours(start: str, minutes: int, end: str) -> None:
    done = after_work(datetime.fromisoformat(f"{start}+07:00"), timedelta(minutes=minutes))
    assert done == datetime.fromisoformat(f"{end}+07:00")


def test_it_works_in_the_hours_of_vietnam_wherever_a_moment_was_told() -> None:
    london = datetime.fromisoformat("2026-12-04T00:00:00+00:00")
    assert after_work(london, timedelta(hours=1)).isoformat() == "2026-12-04T08:30:00+07:00"
