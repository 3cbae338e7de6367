"""Numbers of identity papers."""

import pytest

from portal_bot.dossier.ids import holder, misfit, parse_citizen_id, parse_id_number
from portal_bot.dossier.people import Gender
from portal_bot.dossier.problems import Refused


def test_a_citizen_id_tells_of_its_holder() -> None:
    told = holder(parse_citizen_id("054302000108"))
    assert (told.province, told.gender, told.birth_year) == ("Tỉnh Phú Yên", Gender.FEMALE, 2002)


@pytest.mark.parametrize("written", ["054090000101", "054 090 000 101", "054.090.000101"])
def test_blanks_and_dots_do_not_count(written: str) -> None:
    assert parse_citizen_id(written) == "054090000101"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("05409000010", "citizen_id_format"),
        ("0540900001011", "citizen_id_format"),
        ("05409000010A", "citizen_id_format"),
        ("٠٥٤٠٩٠٠٠٠١٠١", "citizen_id_format"),
        ("054490000101", "citizen_id_century"),
    ],
)
def test_what_cannot_be_a_citizen_id_is_refused(written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_citizen_id(written)
    assert refused.value.code == code


def test_eleven_digits_hint_at_the_lost_zero() -> None:
    with pytest.raises(Refused, match="mất số 0 ở đầu"):
        parse_citizen_id("54090000101")


def test_a_number_given_abroad_is_taken_and_has_no_province() -> None:
    assert holder(parse_citizen_id("120090000101")).province is None


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("054090000101", ("cccd",)),
        ("221000959", ("cmnd",)),
        ("054090000101", ("cmnd",)),
        ("C1234567", ("passport",)),
        ("C12345678", ("passport",)),
        ("GKS 12/VD", ("other",)),
        ("C1234567", ("cccd", "cmnd", "passport")),
    ],
)
def test_a_number_fits_its_kind_of_paper(number: str, kinds: tuple[str, ...]) -> None:
    assert misfit(number, kinds) is None


@pytest.mark.parametrize(
    ("number", "kinds", "code"),
    [
        ("221000959", ("cccd",), "id_number_format"),
        ("0540900001", ("cmnd",), "id_number_format"),
        ("12345678", ("passport",), "id_number_format"),
        ("C1234567", ("cccd", "cmnd"), "id_number_format"),
        ("054490000101", ("cccd",), "citizen_id_century"),
    ],
)
def test_a_number_of_another_kind_is_told_of(
    number: str, kinds: tuple[str, ...], code: str
) -> None:
    refused = misfit(number, kinds)
    assert refused is not None
    assert refused.code == code


def test_any_number_loses_its_blanks_and_gains_capitals() -> None:
    assert parse_id_number(" c123 4567 ") == "C1234567"
    for text in ("1", "x" * 31):
        with pytest.raises(Refused):
            parse_id_number(text)
