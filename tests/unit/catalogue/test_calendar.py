"""Working days: those of the `holidays` package with our corrections, against a list made apart."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal_bot.catalogue.calendar import (
    UnknownYear,
    add_working_days,
    full_years,
    holidays,
    is_projected,
    is_working_day,
    working_days_between,
)

REFERENCE = json.loads(Path(__file__).with_name("reference_calendar.json").read_text("utf-8"))


@pytest.mark.parametrize("year", range(2021, 2028))
def test_the_holidays_are_those_of_the_reference(year: int) -> None:
    expected = {day: name for day, name in REFERENCE["holidays"].items() if day[:4] == str(year)}
    assert {day.isoformat(): name for day, name in holidays(year).items()} == expected


@pytest.mark.parametrize("year", range(2021, 2028))
def test_every_day_of_the_year_is_worked_or_not_as_in_the_reference(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = [
        str(day) in REFERENCE["working_saturdays"]
        or (day.weekday() < 5 and str(day) not in REFERENCE["holidays"])
        for day in days
    ]
    assert [is_working_day(day) for day in days] == expected


def test_years_without_a_decision_are_a_projection() -> None:
    assert not is_projected(date(2026, 12, 31))
    assert is_projected(date(2027, 1, 1))
    assert not is_working_day(date(2031, 9, 2))


@pytest.mark.parametrize("year", [1890, 2101, 9998])
def test_a_year_that_nobody_knows_is_refused_and_not_guessed(year: int) -> None:
    with pytest.raises(UnknownYear, match=str(year)) as caught:
        is_working_day(date(year, 3, 3))
    assert f"năm {year}" in caught.value.message


def test_a_period_into_an_unknown_year_is_refused() -> None:
    with pytest.raises(UnknownYear):
        add_working_days(date(2100, 12, 31), 3)


def test_the_package_is_loaded_only_for_a_working_day() -> None:
    asked = (
        "import sys, portal_bot.catalogue, portal_bot.checking; print('holidays' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "False"


def test_weekends_and_holidays_are_not_worked() -> None:
    assert is_working_day(date(2026, 11, 20))
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 9, 2))


def test_an_exchanged_saturday_is_worked() -> None:
    assert is_working_day(date(2024, 5, 4))
    assert not is_working_day(date(2024, 4, 29))


def test_the_first_day_of_a_period_is_not_counted() -> None:
    assert add_working_days(date(2026, 11, 19), 1) == date(2026, 11, 20)
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_a_birthday_is_reached_on_the_day() -> None:
    assert full_years(date(2006, 11, 22), date(2026, 11, 22)) == 20
    assert full_years(date(2006, 11, 23), date(2026, 11, 22)) == 19
    assert full_years(date(2004, 2, 29), date(2024, 2, 28)) == 19


@pytest.mark.parametrize(
    ("day", "other", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 23), date(2026, 11, 20), -1),
        (date(2026, 11, 21), date(2026, 11, 22), 0),
        (date(2026, 12, 31), date(2027, 1, 4), 1),
    ],
)
def test_working_days_are_counted_to_either_side(day: date, other: date, days: int) -> None:
    assert working_days_between(day, other) == days
