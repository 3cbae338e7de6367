"""Working days."""

from datetime import date

from portal_bot.catalogue.calendar import add_working_days, full_years, is_working_day


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
