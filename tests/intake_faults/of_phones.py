"""Telephone numbers: ten digits for a mobile, with the codes since 2018 (QĐ 798/QĐ-BTTTT)."""

from __future__ import annotations

import re
from random import Random

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.of_ids import with_letter, without
from tests.intake_faults.samples import Cell, Spot

fault, right = kinds_of("phones")


@fault.value("phone")
def a_digit_is_missing(spot: Spot, dice: Random) -> str:
    return without(spot.text, dice.randrange(4, len(spot.text)))


@fault.value("phone")
def two_digits_too_many(spot: Spot, dice: Random) -> str:
    return f"{spot.text}{dice.randrange(10, 100)}"


@fault.value("phone")
def the_first_zero_is_lost(spot: Spot, _dice: Random) -> str:
    return spot.text[1:]


@fault.value("phone")
def a_letter_for_a_digit(spot: Spot, dice: Random) -> str | None:
    return with_letter(spot.text, "0", dice.choice("Oo"), dice)


@fault.value("phone")
def a_code_that_is_gone(spot: Spot, dice: Random) -> str:
    """Eleven digits until September 2018."""
    return dice.choice(("0120", "0121", "0162", "0169", "0188", "0199")) + spot.text[-7:]


@fault.value("phone")
def two_numbers(spot: Spot, dice: Random) -> str:
    sign = dice.choice((" / ", "; ", " - ", ", ", " hoặc "))
    return f"{spot.text}{sign}{spot.text[:-1]}{(int(spot.text[-1]) + 1) % 10}"


@fault.value("phone")
def words_for_a_number(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("không có", "không dùng điện thoại", "số của con", "gọi hàng xóm"))


@fault.value("phone")
def a_hotline(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("19001234", "18001091", "113", "115", "1022"))


@fault.value("phone")
def a_number_of_another_country(spot: Spot, dice: Random) -> str:
    return dice.choice(("+1 ", "+82 ", "+81 ", "+855 ")) + spot.text[1:]


@fault.value("phone")
def an_extension(spot: Spot, dice: Random) -> str:
    return f"{spot.text} {dice.choice(('máy lẻ 12', 'ext 12', 'x12', 'nhánh 3'))}"


@fault.value("phone")
def written_short_by_a_spreadsheet(spot: Spot, _dice: Random) -> str:
    return f"{spot.text[1]},{spot.text[2:4]}E+08"


@fault.value("phone")
def a_point_and_a_zero_behind_it(spot: Spot, _dice: Random) -> str:
    return f"{spot.text[1:]}.0"


@fault.value("phone")
def a_head_that_no_network_has(spot: Spot, dice: Random) -> str:
    return dice.choice(("000", "010", "011", "014", "017")) + spot.text[3:]


@fault.cell("phone")
def a_number_that_lost_its_zero(spot: Spot, _dice: Random) -> Cell:
    return Cell(int(spot.text))


@right.value("phone")
def with_the_code_of_the_country(spot: Spot, dice: Random) -> str:
    # In a sample it may stand with that code already.
    bare = re.sub(r"\D", "", spot.text).removeprefix("84").removeprefix("0")
    return dice.choice(("+84", "+84 ", "84", "0084", "(+84) ", "+84 0")) + bare


@right.value("phone")
def grouped(spot: Spot, dice: Random) -> str:
    sign = dice.choice((" ", ".", "-", "\u00a0", "\u2013"))
    return sign.join((spot.text[:4], spot.text[4:7], spot.text[7:]))
