"""Days: of the calendar, whole, and not to come where they tell of what was."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.of_ids import with_letter
from tests.intake_faults.samples import TODAY, Cell, Spot

fault, right = kinds_of("dates")
DAYS = ("date", "birth_date")
PARTLY = ("partial_date", "partial_birth_date")
_BEGINS = date(1899, 12, 30)
# Labels of what has happened, wherever it stands: a paper was issued, somebody died.
_OF_THE_PAST = re.compile("ngày cấp|năm cấp|ngày chết|đăng ký ngày|ly hôn|sinh$", re.IGNORECASE)


def _tells_of_the_past(spot: Spot) -> bool:
    kind = spot.spec.kind
    return (
        bool(kind and kind.birth)
        or spot.spec.meta.past
        or _OF_THE_PAST.search(spot.spec.title) is not None
    )


@fault.value(*DAYS, *PARTLY)
def no_such_day(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(
        ("31/02/1990", "30/02/2000", "29/02/2001", "31/04/1988", "31/11/2019", "00/05/1990")
    )


@fault.value(*DAYS, *PARTLY)
def no_such_month(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("13/13/1990", "01/00/1985", "1990-13-02", "05/20/1990", "2/31/1990"))


@fault.value(*DAYS, *PARTLY)
def two_digits_of_the_year(spot: Spot, _dice: Random) -> str | None:
    return f"{spot.day:%d/%m/%y}" if _is_whole(spot) else None


def _is_whole(spot: Spot) -> bool:
    return len(re.findall("[0-9]+", spot.text)) == 3


@fault.value(*DAYS)
def only_the_year(spot: Spot, _dice: Random) -> str:
    return f"{spot.day:%Y}"


@fault.value(*DAYS)
def only_month_and_year(spot: Spot, _dice: Random) -> str:
    return f"{spot.day:%m/%Y}"


@fault.value(*DAYS)
def the_number_by_which_a_spreadsheet_counts_it(spot: Spot, _dice: Random) -> str:
    return str((spot.day - _BEGINS).days)


@fault.value(*DAYS, *PARTLY, "birth_year")
def still_to_come(spot: Spot, dice: Random) -> str | None:
    if not _tells_of_the_past(spot):
        return None
    if spot.type == "birth_year":
        return str(TODAY.year + dice.randrange(1, 80))
    return f"{TODAY + timedelta(days=dice.randrange(1, 20_000)):%d/%m/%Y}"


@fault.value(*DAYS, *PARTLY)
def words_for_a_day(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("không rõ", "hôm qua", "tháng Giêng năm Ngọ", "đã lâu", "mồng 5 Tết"))


@fault.value(*DAYS)
def two_days(spot: Spot, _dice: Random) -> str:
    return f"{spot.day:%d/%m/%Y} - {spot.day + timedelta(days=1):%d/%m/%Y}"


@fault.value(*DAYS)
def an_l_for_a_one(spot: Spot, dice: Random) -> str | None:
    return with_letter(f"{spot.day:%d/%m/%Y}", "1", "l", dice)


@fault.value(*DAYS, *PARTLY)
def a_year_of_other_centuries(spot: Spot, dice: Random) -> str:
    return f"13/02/{dice.choice((190, 199, 1009, 1099))}"


@fault.value("birth_year")
def a_year_that_is_none(spot: Spot, dice: Random) -> str:
    return dice.choice(
        (spot.text[2:], f"khoảng {spot.text}", f"{spot.text}.0", f"19O{spot.text[3]}", "0000")
    )


@fault.value("moment")
def no_such_moment(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(
        ("20/11/2026 25:10", "20/11/2026", "31/11/2026 08:10", "8 giờ sáng", "20/11/2026 08:75")
    )


@fault.value("moment")
def a_moment_still_to_come(spot: Spot, dice: Random) -> str | None:
    if spot.way[-1] != "at":
        return None
    return f"{TODAY + timedelta(days=dice.randrange(1, 400)):%d/%m/%Y} 08:10"


@fault.value("words")
def the_words_of_another_day(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(
        ("Ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm", "Ngày hai tháng mười")
    )


@fault.cell(*DAYS)
def a_day_of_which_only_the_month_is_shown(spot: Spot, _dice: Random) -> Cell:
    return Cell(spot.day, "mm/yyyy")


@fault.cell("person_name", "text", "email", "phone")
def a_day_where_words_belong(spot: Spot, _dice: Random) -> Cell:
    del spot
    return Cell(date(2020, 12, 1), "d-mmm")


@right.value(*DAYS)
def written_in_another_way(spot: Spot, dice: Random) -> str:
    day = spot.day
    ways = (
        f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}", f"{day:%d} / {day:%m} / {day:%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}", f"{day:%Y/%m/%d}",
        f"Ngày {day:%d} tháng {day:%m} năm {day:%Y}", f"{day:%d%m%Y}", f"{day:%d/%m/%Y}.",
        f"{day:%Y-%m-%d} 00:00:00", f" {day:%d/%m/%Y}\u00a0",
    )  # fmt: skip
    return dice.choice(ways)


@right.cell(*DAYS)
def a_day_as_a_spreadsheet_keeps_it(spot: Spot, dice: Random) -> Cell | None:
    """Above the twelfth nobody can have turned it around."""
    if spot.day.day <= 12:
        return None
    return Cell(
        spot.day, dice.choice(("dd/mm/yyyy", "d/m/yyyy", "yyyy-mm-dd", "[$-42A]dd mmmm yyyy;@"))
    )


@right.cell("birth_year", "quantity")
def a_number_as_a_spreadsheet_keeps_it(spot: Spot, dice: Random) -> Cell | None:
    return (
        Cell(int(spot.text), dice.choice(("General", "0", "#,##0")))
        if spot.text.isdigit()
        else None
    )


@right.value("moment")
def a_moment_in_another_way(spot: Spot, dice: Random) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):00\+07:00", spot.text)
    if found is None:
        return None
    year, month, day, hour, minute = found.groups()
    ways = (
        f"{day}/{month}/{year} {hour}:{minute}", f"{hour}:{minute} {day}/{month}/{year}",
        f"{hour} giờ {minute} ngày {day}/{month}/{year}", f"{day}-{month}-{year} {hour}h{minute}",
        f"{year}-{month}-{day} {hour}:{minute}",
    )  # fmt: skip
    return dice.choice(ways)
