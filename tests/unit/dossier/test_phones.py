"""Telephone numbers: what is dialled today, and what people and programs make of it."""

import pytest

from portal_bot.dossier.phones import parse_phone
from portal_bot.dossier.problems import Refused


@pytest.mark.parametrize(
    "written", ["0905000101", "0905 000 101", "0905.000.101", "+84 905 000 101", "84905000101"]
)
def test_a_phone_is_kept_as_ten_digits(written: str) -> None:
    assert parse_phone(written) == "0905000101"


def test_a_landline_of_phu_yen_is_a_phone() -> None:
    assert parse_phone("0257 3 841 234") == "02573841234"


@pytest.mark.parametrize(
    "written", ["090500010", "0123456789", "+1 202 555 0143", "gọi sau", "911"]
)
def test_what_is_no_vietnamese_phone_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_phone(written)
    assert refused.value.code == "phone"
