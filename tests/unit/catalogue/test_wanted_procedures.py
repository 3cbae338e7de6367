"""What communes file often and we do not: told truly, with what nobody knows."""

from __future__ import annotations

import json

import pytest

from portal_bot import registry
from portal_bot.catalogue.edition_words import TITLES, told
from portal_bot.catalogue.editions import sources
from portal_bot.catalogue.wanted_procedures import (
    missing_for_filing,
    wanted_procedure,
    wanted_procedures,
)
from portal_bot.cli.app import main

CODES = {
    "1.014027", "1.014028", "1.001731", "1.001699", "3.000722", "2.002913", "1.001612", "2.000720",
    "1.001266", "1.004222", "1.004194", "1.010041", "2.001035", "2.002516", "1.011606", "1.004772",
}  # fmt: skip


def test_sixteen_are_wanted_and_none_of_them_can_be_filed() -> None:
    assert {each.code.value for each in wanted_procedures()} == CODES
    assert all(registry.find(code) is None for code in CODES)
    assert not {each.slug for each in wanted_procedures()} & registry.flows().keys()
    # Of none of them a form was seen whole.
    assert not [each for each in wanted_procedures() if each.form.value]


def test_every_cell_has_a_state_and_a_source() -> None:
    for edition in wanted_procedures():
        assert set(edition.cells) == set(TITLES)
        for name, cell in edition.cells.items():
            assert cell.source in sources(), name
            assert told(name, cell), name
        assert missing_for_filing(edition) or not edition.is_online


def test_a_fee_is_of_a_channel_and_a_label_is_none() -> None:
    residence = wanted_procedure("1.004222")
    assert residence is not None
    assert [residence.ways[c].fee.amount for c in ("online", "in_person")] == [10_000, 20_000]
    confirmation = wanted_procedure("Xác nhận thông tin về cư trú")
    assert confirmation is not None
    assert [way.term.days for way in confirmation.channels.value or ()] == [1, 3]
    assert [way.fee.amount for way in confirmation.channels.value or ()] == [None, None]


def test_list_and_show_say_that_it_is_not_filed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--edition", "2026", "--json"]) == 0
    wanted = json.loads(capsys.readouterr().out)["wanted"]
    assert {each["code"] for each in wanted} == CODES
    assert not any(each["filed"] for each in wanted)
    assert main(["show", "1.004772"]) == 0
    said = capsys.readouterr().out
    assert "CHƯA nộp được" in said
    assert "chưa chép lại" in said
    assert main(["show", "1.004772", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {"papers", "form"} <= set(shown["unknown"])
