"""What forms end with."""

from __future__ import annotations

from datetime import date

import pytest

from portal_bot.blocks.common import Copies, Pledge, YesNo
from portal_bot.dossier.block import Context
from portal_bot.dossier.validate import validate

TODAY = Context(date(2026, 11, 22))


def test_no_copies_are_wanted_unless_somebody_says_so() -> None:
    assert Copies().request is YesNo.NO
    assert Copies().quantity is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"request": "Có", "quantity": "2"}, []),
        ({"request": "yes"}, ["missing"]),
        ({"request": "no", "quantity": "2"}, ["not_applicable"]),
        ({"request": "yes", "quantity": "0"}, ["out_of_range"]),
        ({"request": "yes", "quantity": "51"}, ["out_of_range"]),
    ],
)
def test_how_many_is_asked_only_of_those_who_want_some(
    said: dict[str, str], codes: list[str]
) -> None:
    _whole, _part, found = validate(Copies, said, TODAY)
    assert [finding.code for finding in found] == codes


def test_a_pledge_must_be_given() -> None:
    _whole, _part, found = validate(Pledge, {"confirmed": "false"}, TODAY)
    assert [finding.code for finding in found] == ["not_confirmed"]
