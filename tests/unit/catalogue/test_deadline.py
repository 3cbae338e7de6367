"""The appointed day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from portal_bot.catalogue import appointment
from portal_bot.catalogue.calendar import is_working_day
from portal_bot.catalogue.procedures import ProcedureFacts, procedures

VIETNAM = timezone(timedelta(hours=7))
AT_ONCE = procedures()["birth_registration"]
THREE_DAYS = procedures()["marital_status_certificate"]
FIFTEEN_PLAIN_DAYS = procedures()["poor_household_recognition"]
THIRTY_PLAIN_DAYS = procedures()["domestic_adoption_registration"]


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at("2026-11-18", "07:00"), date(2026, 11, 18)),
        (at("2026-11-18", "14:59:59"), date(2026, 11, 18)),
        (at("2026-11-18", "15:00"), date(2026, 11, 18)),
        (at("2026-11-18", "15:00:01"), date(2026, 11, 19)),
        (at("2026-11-20", "16:00"), date(2026, 11, 23)),
        (at("2026-11-23", "16:00"), date(2026, 11, 25)),  # 24 November is a holiday from 2026
        (at("2026-11-22", "20:00"), date(2026, 11, 23)),  # a Sunday: Monday is the day of receipt
        (at("2024-05-04", "10:00"), date(2024, 5, 4)),  # an exchanged Saturday
    ],
)
def test_what_is_solved_at_once_is_due_the_same_day_until_15(received: datetime, due: date) -> None:
    assert appointment(AT_ONCE, received) == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at("2026-11-16"), date(2026, 11, 19)),
        (at("2026-11-16", "16:30"), date(2026, 11, 19)),  # no hour ends such a day
        (at("2026-11-20"), date(2026, 11, 26)),  # a weekend and 24 November
        (at("2026-11-22"), date(2026, 11, 27)),  # sent on Sunday, taken on Monday
        (at("2022-01-28"), date(2022, 2, 9)),  # Tết
        (at("2024-04-26"), date(2024, 5, 4)),  # holidays, a day off given, the Saturday for it
    ],
)
def test_working_days_skip_what_is_not_worked(received: datetime, due: date) -> None:
    assert appointment(THREE_DAYS, received) == due


@pytest.mark.parametrize(
    ("kind", "hour", "due"),
    [
        ("supplement", "09:00", date(2026, 11, 18)),
        ("supplement", "15:30", date(2026, 11, 19)),
        ("correct", "09:00", date(2026, 11, 23)),
        (None, "09:00", date(2026, 11, 23)),
    ],
)
def test_a_supplement_of_civil_status_is_solved_at_once(
    kind: str | None, hour: str, due: date
) -> None:
    facts = procedures()["civil_status_change_correction"]
    declared = {"request": {"kind": kind}} if kind else None
    assert appointment(facts, at("2026-11-18", hour), declared) == due


@pytest.mark.parametrize(
    ("facts", "received", "due"),
    [
        (FIFTEEN_PLAIN_DAYS, at("2026-11-16"), date(2026, 12, 1)),
        (FIFTEEN_PLAIN_DAYS, at("2026-11-20"), date(2026, 12, 7)),  # the 5th is a Saturday
        (THIRTY_PLAIN_DAYS, at("2022-08-03"), date(2022, 9, 5)),  # 2 September, then a weekend
    ],
)
def test_plain_days_run_on_and_end_on_a_working_day(
    facts: ProcedureFacts, received: datetime, due: date
) -> None:
    assert appointment(facts, received) == due


def test_the_moment_is_read_in_vietnam() -> None:
    early, late = (
        datetime(2026, 11, 18, 7, 59, tzinfo=UTC),
        datetime(2026, 11, 18, 8, 1, tzinfo=UTC),
    )
    assert appointment(AT_ONCE, early) == date(2026, 11, 18)
    assert appointment(AT_ONCE, late) == date(2026, 11, 19)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        appointment(AT_ONCE, datetime(2026, 11, 18, 9))  # noqa: DTZ001  # that is the point


@pytest.mark.parametrize("facts", procedures().values(), ids=lambda facts: facts.slug)
def test_every_procedure_is_due_on_a_working_day_not_before_its_receipt(
    facts: ProcedureFacts,
) -> None:
    start = at("2026-01-01")
    for days in range(0, 365, 3):
        received = start + timedelta(days=days)
        due = appointment(facts, received)
        assert is_working_day(due)
        assert due >= received.date()
