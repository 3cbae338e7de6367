"""Numbers of identity papers: twelve digits since 2016 (Nghị định 137/2015/NĐ-CP, Điều 13: place of
birth, century and sex, year of birth, six more), nine on the old card, a letter on a passport.
"""

from __future__ import annotations

from random import Random

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Cell, Spot

fault, right = kinds_of("ids")
NUMBERS = ("citizen_id", "old_id")


def without(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :]


def with_letter(text: str, digits: str, letter: str, dice: Random) -> str | None:
    """One of these digits typed as the letter that looks like it."""
    places = [at for at, char in enumerate(text) if char in digits]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + letter + text[at + 1 :]


@fault.value(*NUMBERS)
def a_digit_is_missing(spot: Spot, dice: Random) -> str:
    return without(spot.text, dice.randrange(len(spot.text)))


@fault.value(*NUMBERS)
def a_digit_too_many(spot: Spot, dice: Random) -> str:
    at = dice.randrange(len(spot.text))
    return f"{spot.text[:at]}{dice.randrange(10)}{spot.text[at:]}"


@fault.value("citizen_id")
def the_first_zero_is_lost(spot: Spot, _dice: Random) -> str | None:
    return spot.text[1:] if spot.text.startswith("0") else None


@fault.value(*NUMBERS)
def an_o_for_a_zero(spot: Spot, dice: Random) -> str | None:
    return with_letter(spot.text, "0", dice.choice("Oo"), dice)


@fault.value(*NUMBERS)
def an_l_for_a_one(spot: Spot, dice: Random) -> str | None:
    return with_letter(spot.text, "1", dice.choice("lI|"), dice)


@fault.value("citizen_id")
def a_cyrillic_letter_for_a_zero(spot: Spot, dice: Random) -> str | None:
    return with_letter(spot.text, "0", "\u041e", dice)


@fault.value("citizen_id")
def written_short_by_a_spreadsheet(spot: Spot, _dice: Random) -> str:
    number = spot.text.lstrip("0")
    return f"{number[0]},{number[1]}E+{len(number) - 1}"


@fault.value(*NUMBERS)
def a_point_and_a_zero_behind_it(spot: Spot, _dice: Random) -> str:
    return f"{spot.text.lstrip('0')}.0"


@fault.value("citizen_id")
def thousands_parted_by_commas(spot: Spot, _dice: Random) -> str:
    return f"{int(spot.text):,}"


@fault.value("citizen_id")
def the_mark_of_a_text_before_it(spot: Spot, _dice: Random) -> str:
    return f"'{spot.text}"


@fault.value("citizen_id")
def a_century_that_nobody_living_was_born_in(spot: Spot, dice: Random) -> str:
    return f"{spot.text[:3]}{dice.randrange(4, 10)}{spot.text[4:]}"


@fault.value("citizen_id")
def three_digits_of_no_province(spot: Spot, dice: Random) -> str | None:
    if spot.spec.meta.same_as:
        return None  # told at the applicant
    # Bộ Công an, Thông tư 59/2021/TT-BCA: 001 to 096; these were never given to a province.
    return dice.choice(("000", "003", "005", "099", "098")) + spot.text[3:]


@fault.value("citizen_id")
def the_number_of_an_older_person(spot: Spot, dice: Random) -> str | None:
    """Digits five and six are the year of birth, which stands beside it."""
    if not {"birth_date", "birth_year"} & set(spot.beside):
        return None
    year = (int(spot.text[4:6]) + dice.randrange(1, 99)) % 100
    return f"{spot.text[:4]}{year:02}{spot.text[6:]}"


@fault.value("citizen_id")
def the_number_of_the_other_sex(spot: Spot, _dice: Random) -> str | None:
    """Even is male, odd is female."""
    if not spot.spec.meta.holder_gender and not spot.beside.get("gender"):
        return None
    return f"{spot.text[:3]}{int(spot.text[3]) ^ 1}{spot.text[4:]}"


@fault.value("citizen_id")
def the_old_number_of_nine_digits(spot: Spot, dice: Random) -> str | None:
    if "cmnd" in spot.spec.meta.accepts:
        return None
    return f"{dice.randrange(100_000_000, 400_000_000)}"


@fault.value("citizen_id")
def a_passport_number(spot: Spot, dice: Random) -> str | None:
    if "passport" in spot.spec.meta.accepts:
        return None
    return f"{dice.choice('BCN')}{dice.randrange(10_000_000):07}"


@fault.value(*NUMBERS)
def two_numbers(spot: Spot, _dice: Random) -> str:
    return f"{spot.text}, {spot.text[::-1]}"


@fault.value("citizen_id", "old_id")
def words_for_a_number(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("chưa có", "mất thẻ", "đang làm lại", "không nhớ"))


@fault.value("citizen_id")
def stars_for_digits(spot: Spot, _dice: Random) -> str:
    return f"{spot.text[:4]}******{spot.text[10:]}"


@fault.value("passport")
def a_passport_without_its_letter(spot: Spot, _dice: Random) -> str:
    return spot.text[1:]


@fault.cell("citizen_id")
def a_number_that_lost_its_zero(spot: Spot, _dice: Random) -> Cell | None:
    return Cell(int(spot.text)) if spot.text.startswith("0") else None


@fault.cell("citizen_id", "phone")
def a_number_that_lost_its_last_digits(spot: Spot, _dice: Random) -> Cell:
    return Cell(int(f"{spot.text.lstrip('0')}123456"))


@fault.cell("citizen_id")
def a_day_for_a_number(spot: Spot, _dice: Random) -> Cell:
    return Cell(int(spot.text[-5:]) % 20_000 + 20_000, "dd/mm/yyyy")


@right.value("citizen_id")
def grouped_as_the_card_prints_it(spot: Spot, dice: Random) -> str:
    sign = dice.choice((" ", ".", "-", "\u00a0"))
    return sign.join(spot.text[at : at + 3] for at in range(0, 12, 3))


@right.value("citizen_id", "old_id", "passport", "any_id")
def blanks_around_a_number(spot: Spot, _dice: Random) -> str:
    return f"  {spot.text} "


@right.value("passport")
def a_passport_in_small_letters(spot: Spot, _dice: Random) -> str:
    return spot.text.lower()
