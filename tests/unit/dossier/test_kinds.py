"""The plain field types, and options."""

import pytest

from portal_bot.dossier.choice import Choice
from portal_bot.dossier.kinds import parse_confirmed, parse_quantity, parse_tick, text_of
from portal_bot.dossier.problems import Refused


class Relation(Choice):
    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"


def test_an_option_is_said_by_code_or_by_printed_label() -> None:
    assert Relation.parse("father") is Relation.parse("CHA") is Relation.FATHER
    assert Relation.parse(Relation.MOTHER).label == "Mẹ"


def test_an_unknown_option_names_the_nearest_and_all() -> None:
    with pytest.raises(Refused, match=r"gần nhất là “Mẹ”.*father") as refused:
        Relation.parse("Me")
    assert refused.value.code == "unknown_option"


@pytest.mark.parametrize("text", ["2", " 2 ", "02"])
def test_a_quantity_is_a_whole_number(text: str) -> None:
    assert parse_quantity(text) == parse_quantity(2) == 2


@pytest.mark.parametrize("value", ["2,5", "1.000", "-1", "hai", "²", True, "9" * 16, ["2"], None])
def test_what_is_no_quantity_is_refused(value: object) -> None:
    with pytest.raises(Refused) as refused:
        parse_quantity(value)
    assert refused.value.code == "wrong_type"


def test_a_box_is_ticked_or_not() -> None:
    assert all(map(parse_tick, ("true", "Có", "x", True)))
    assert not any(map(parse_tick, ("false", "không", "No", False)))
    with pytest.raises(Refused):
        parse_tick("có lẽ")


def test_a_pledge_must_be_given() -> None:
    assert parse_confirmed("true")
    with pytest.raises(Refused) as refused:
        parse_confirmed("false")
    assert refused.value.code == "not_confirmed"


@pytest.mark.parametrize("value", [{}, [], None, 1.5])
def test_text_is_one_value(value: object) -> None:
    assert text_of(12) == "12"
    with pytest.raises(Refused):
        text_of(value)
