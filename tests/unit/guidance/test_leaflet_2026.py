"""What citizens are told in the edition of 2026: nothing is made up, and nobody is sent in vain."""

from __future__ import annotations

import pytest

from portal_bot import registry
from portal_bot.catalogue.editions import edition_2026
from portal_bot.guidance.filing_steps import filing_steps
from portal_bot.guidance.guide_pages import leaflet_page, poster_page
from portal_bot.guidance.leaflet_2026 import leaflet_of_2026
from portal_bot.guidance.loudspeaker import LONGEST_S, announcement
from portal_bot.guidance.whereabouts import national, whereabouts

FLOWS = [flow for flow in registry.flows().values() if registry.facts(flow)]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_every_procedure_is_told_as_far_as_it_is_known(flow: registry.AnyFlow) -> None:
    of, edition = leaflet_of_2026(flow), edition_2026(flow.slug)
    assert edition is not None
    steps = filing_steps(of, national())
    page = leaflet_page(of, national(), steps, sizes=(12, 12))
    assert of.code.text == (edition.code.value or "chưa rõ")
    assert ("VNeID" in steps[0].heading) is bool(edition.is_online)
    assert bool(of.go) is not bool(edition.is_online)
    assert of.go[1:] in page
    if edition.channels.value is None or not any(w.fee.amount == 0 for w in edition.channels.value):
        assert "Không mất tiền" not in of.fee[0].text
    assert all(told.doubt for told in (*of.term, of.fee[0]) if told.text.startswith("Chưa rõ"))
    assert announcement(of, national()).seconds <= LONGEST_S


def test_the_poster_counts_only_what_is_filed_online() -> None:
    page = poster_page(list(map(leaflet_of_2026, FLOWS)), national(), sizes=(12,))
    assert "15 thủ tục làm được trên mạng" in page
    assert "Không trực tuyến: 5 thủ tục" in page
    assert "Chưa rõ: 9 thủ tục" in page


def test_the_place_says_which_edition_is_told() -> None:
    assert national().edition == 2026
    assert whereabouts("mock", None, "").edition == 2022
