"""Every announcement is read in a minute and a half, in words, and says what a citizen needs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot import registry, settings
from portal_bot.guidance.leaflet_facts import LeafletFacts, PaperGroup, leaflet_facts
from portal_bot.guidance.loudspeaker import LONGEST_S, announcement, loudspeaker_text
from portal_bot.guidance.read_aloud import read_aloud, seconds_of
from portal_bot.guidance.whereabouts import Whereabouts, national, whereabouts
from portal_bot.intake.counter_list import PaperLine
from portal_bot.registry import AnyFlow

FLOWS = list(registry.flows().values())
each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
CONTACT = "điện thoại 0257 3822 123, sáng 7:30-11:30, chiều 13:30-17:00, thứ hai đến thứ sáu"
PLACES = [national(), national(CONTACT), whereabouts("mock", None, CONTACT)]
each_place = pytest.mark.parametrize("where", PLACES, ids=["national", "contact", "mock"])


@each_flow
@each_place
def test_it_is_read_in_time(flow: AnyFlow, where: Whereabouts) -> None:
    made = announcement(leaflet_facts(flow), where)
    assert 0 < made.seconds <= LONGEST_S
    # Not even an announcer who breathes twice as long at each full stop takes two minutes.
    assert made.seconds + 0.8 * len(made.sentences) <= 120


@each_flow
@each_place
def test_the_file_holds_no_digit_and_no_sign(flow: AnyFlow, where: Whereabouts) -> None:
    of = leaflet_facts(flow)
    text = loudspeaker_text(of, where)
    assert not re.search(r"\d", text.replace(of.short, ""))
    spoken = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w\s,.:?]+\.", line) for line in spoken), spoken
    assert seconds_of(" ".join(spoken)) == announcement(of, where).seconds


@each_flow
def test_it_names_procedure_term_money_and_the_counter(flow: AnyFlow) -> None:
    of = leaflet_facts(flow)
    text = " ".join(announcement(of, national()).sentences).lower()
    assert read_aloud(of.term[0].text).lower() in text
    assert "tiền phải nộp:" in text
    assert "bộ phận một cửa" in text
    assert "giấy tờ" in text


@each_flow
def test_what_is_not_verified_is_said_and_what_is_verified_is_not_doubted(flow: AnyFlow) -> None:
    of = leaflet_facts(flow)
    text = " ".join(announcement(of, national()).sentences)
    doubtful = any(told.doubt for told in (*of.term, *of.fee))
    assert ("chưa kiểm chứng" in text) == doubtful


def test_a_birth_is_free_in_its_first_days() -> None:
    of = leaflet_facts(registry.flows()["birth_registration"])
    text = " ".join(announcement(of, national()).sentences)
    assert "không mất tiền trong sáu mươi ngày đầu, quá hạn khoảng tám nghìn đồng" in text
    assert "giấy chứng sinh" in text


def test_the_desks_own_fee_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "fees.toml"
    file.write_text('source = "Nghị quyết 23/2023/NQ-HĐND"\n[fees]\nbirth_registration = 21500\n')
    monkeypatch.setenv(settings.FEES, str(file))
    of = leaflet_facts(registry.flows()["birth_registration"])
    text = " ".join(announcement(of, national()).sentences)
    assert "hai mươi mốt nghìn năm trăm đồng một trường hợp" in text
    assert "tham khảo" not in text


def _long(of: LeafletFacts) -> LeafletFacts:
    """Facts of anybody's, longer than any of ours."""
    paper = PaperLine("Giấy tờ rất dài " * 12, True, "", "bản chính", 1, False, 0)
    return replace(
        of,
        title="Tên thủ tục dài " * 40,
        short="Tên thủ tục dài " * 40,
        who=("một người nào đó có tên rất dài",) * 20,
        papers=(PaperGroup("Ai cũng phải nộp", (paper,) * 30),),
    )


@each_place
def test_facts_of_any_length_are_read_in_time(where: Whereabouts) -> None:
    of = _long(leaflet_facts(FLOWS[0]))
    assert announcement(of, where).seconds <= LONGEST_S


def test_practice_is_marked() -> None:
    of = leaflet_facts(FLOWS[0])
    assert "THỬ NGHIỆM" in loudspeaker_text(of, whereabouts("mock", None, ""))
    assert "THỬ NGHIỆM" not in loudspeaker_text(of, national())
