"""The appointed day, of the library and of the mock portal: both against days counted by hand.

The table was counted on paper with a calendar of each year, by the rule in the catalogue's README,
before either program was asked: two programs that agree may both be wrong.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_portal import deadlines as mock
from portal_bot.catalogue import appointment
from portal_bot.catalogue.calendar import is_working_day
from portal_bot.catalogue.procedures import ProcedureFacts, procedures

VIETNAM = timezone(timedelta(hours=7))
ANY = procedures()["birth_registration"]
# Solved at once, working days, plain days: the columns of the table.
AT_ONCE = (0, "working_days")
TERMS = (
    AT_ONCE, *((days, "working_days") for days in (1, 3, 5, 10, 20)),
    (15, "calendar_days"), (30, "calendar_days"),
)  # fmt: skip

#   arrival                 at once     1      3      5      10     20     15 cal 30 cal
COUNTED = """
    # A Saturday, a Sunday night before the New Year: of the Monday.
    2026-11-28T10:00:00     2026-11-30  12-01  12-03  12-07  12-14  12-28  12-15  12-30
    2026-12-27T23:30:00     2026-12-28  12-29  12-31  01-05  01-12  01-26  01-12  01-27
    # A Friday evening before a week with a holiday (24 November): no hour but 15:00 counts.
    2026-11-20T16:59:00     2026-11-23  11-23  11-26  11-30  12-07  12-21  12-07  12-21
    2026-11-20T17:01:00     2026-11-23  11-23  11-26  11-30  12-07  12-21  12-07  12-21
    2026-11-20T23:59:59     2026-11-23  11-23  11-26  11-30  12-07  12-21  12-07  12-21
    # Tết 2026: off 16 to 20 February. The last Friday, the Saturday, the eve, the second day.
    2026-02-13T14:00:00     2026-02-13  02-23  02-25  02-27  03-06  03-20  03-02  03-16
    2026-02-14T09:00:00     2026-02-23  02-24  02-26  03-02  03-09  03-23  03-10  03-25
    2026-02-16T08:00:00     2026-02-23  02-24  02-26  03-02  03-09  03-23  03-10  03-25
    2026-02-18T10:00:00     2026-02-23  02-24  02-26  03-02  03-09  03-23  03-10  03-25
    # Tết 2027 (projected): off 4 to 10 February. The last day worked, the eve, the second day.
    2027-02-03T16:00:00     2027-02-11  02-11  02-15  02-17  02-24  03-10  02-18  03-05
    2027-02-05T09:00:00     2027-02-11  02-12  02-16  02-18  02-25  03-11  02-26  03-15
    2027-02-07T10:00:00     2027-02-11  02-12  02-16  02-18  02-25  03-11  02-26  03-15
    # The last working day before 2 September: of 2026 (off 31 August to 2 September) and 2027.
    2026-08-28T16:30:00     2026-09-03  09-03  09-07  09-09  09-16  09-30  09-14  09-28
    2027-09-01T10:00:00     2027-09-01  09-06  09-08  09-10  09-17  10-01  09-16  10-01
    # A worked Saturday (22 August 2026, for 31 August): it is a day 0, and it is counted.
    2026-08-22T10:00:00     2026-08-22  08-24  08-26  08-28  09-09  09-23  09-07  09-21
    2026-08-22T15:30:00     2026-08-24  08-24  08-26  08-28  09-09  09-23  09-07  09-21
    2026-08-21T09:00:00     2026-08-21  08-22  08-25  08-27  09-08  09-22  09-07  09-21
    # 31 December 16:00; in 2026 the 2nd of January was off for Saturday the 10th.
    2026-12-31T16:00:00     2027-01-04  01-04  01-06  01-08  01-15  01-29  01-15  02-01
    2025-12-31T16:00:00     2026-01-05  01-05  01-07  01-09  01-15  01-29  01-15  01-30
    # 29 February.
    2028-02-29T10:00:00     2028-02-29  03-01  03-03  03-07  03-14  03-28  03-15  03-30
    # 15:00 sharp, and a second after it.
    2026-11-18T15:00:00     2026-11-18  11-19  11-23  11-26  12-03  12-17  12-03  12-18
    2026-11-18T15:00:01     2026-11-19  11-19  11-23  11-26  12-03  12-17  12-03  12-18
    2026-11-18T14:59:59     2026-11-18  11-19  11-23  11-26  12-03  12-17  12-03  12-18
    # Before 30 April, 1 May and the day given for the Saturday; a Sunday of June 2031.
    2027-04-29T15:30:00     2027-05-04  05-04  05-06  05-10  05-17  05-31  05-14  05-31
    2031-06-15T12:00:00     2031-06-16  06-17  06-19  06-23  06-30  07-14  07-01  07-16
"""


def _rows() -> list[tuple[datetime, list[date]]]:
    rows = []
    for line in COUNTED.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        arrival, first, *rest = line.split()
        days = [date.fromisoformat(first)]
        for text in rest:
            # Of the year of the day before it, or of the next where that would be long past.
            day = date.fromisoformat(f"{days[0].year}-{text}")
            days.append(day if day >= days[0] else day.replace(year=day.year + 1))
        rows.append((datetime.fromisoformat(arrival).replace(tzinfo=VIETNAM), days))
    return rows


CASES = [
    pytest.param(arrival, term, day, id=f"{arrival:%Y-%m-%dT%H:%M:%S}-{term[0]}-{term[1]}")
    for arrival, days in _rows()
    for term, day in zip(TERMS, days, strict=True)
]


def by_the_library(arrival: datetime, term: tuple[int, str]) -> date:
    at_once = term == AT_ONCE
    unit: Any = term[1]
    deadline = replace(
        ANY.deadline, value=term[0] or 1, unit=unit, same_day=at_once,
        cutoff_time="15:00" if at_once else None,
    )  # fmt: skip
    return appointment(replace(ANY, deadline=deadline), arrival)


def by_the_mock(arrival: datetime, term: tuple[int, str]) -> date:
    days, unit = term
    plain = days if unit == "calendar_days" else 0
    worked = 0 if plain else days or 1
    return mock.due_date(arrival, worked, same_day=term == AT_ONCE, calendar_days=plain)


@pytest.mark.parametrize(("arrival", "term", "day"), CASES)
def test_both_appoint_the_day_that_was_counted_by_hand(
    arrival: datetime, term: tuple[int, str], day: date
) -> None:
    assert (by_the_library(arrival, term), by_the_mock(arrival, term)) == (day, day)


def test_both_know_the_same_working_days() -> None:
    """Each has its own list of exchanged days; years after the last decree are a projection."""
    start = date(2022, 1, 1)
    days = [start + timedelta(days=n) for n in range(365 * 12)]
    differ = [day for day in days if is_working_day(day) != mock.is_working_day(day)]
    assert differ == []


HOURS = (time(0), time(8), time(14, 59, 59), time(15), time(15, 0, 1), time(17, 1), time(23, 59))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term[0]}-{term[1]}")
def test_both_appoint_the_same_day_for_every_day_and_hour_of_seven_years(
    term: tuple[int, str],
) -> None:
    start = date(2025, 1, 1)
    for day in (start + timedelta(days=n) for n in range(365 * 7)):
        hours = HOURS if term == AT_ONCE else (time(9), time(23, 59))
        for arrival in (datetime.combine(day, hour, VIETNAM) for hour in hours):
            assert by_the_library(arrival, term) == by_the_mock(arrival, term), arrival


@given(
    arrival=st.datetimes(
        min_value=datetime(2022, 1, 1),  # noqa: DTZ001  # the zone is drawn beside it
        max_value=datetime(2099, 10, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    ),
    days=st.integers(1, 45),
    unit=st.sampled_from(["working_days", "calendar_days"]),
)
def test_both_read_a_moment_of_any_zone_in_vietnam(arrival: datetime, days: int, unit: str) -> None:
    assert by_the_library(arrival, (days, unit)) == by_the_mock(arrival, (days, unit))
    assert by_the_library(arrival, AT_ONCE) == by_the_mock(arrival, AT_ONCE)


@pytest.mark.parametrize("facts", procedures().values(), ids=lambda facts: facts.slug)
def test_both_have_the_same_term_for_each_procedure(facts: ProcedureFacts) -> None:
    from mock_portal.procedures import by_slug

    arrival = datetime(2026, 11, 28, 10, tzinfo=VIETNAM)
    theirs = by_slug(facts.slug)
    due = mock.due_date(
        arrival, theirs.working_days, same_day=theirs.same_day, calendar_days=theirs.calendar_days
    )
    assert appointment(facts, arrival) == due
