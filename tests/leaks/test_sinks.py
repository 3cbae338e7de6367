"""Each spelling in each sink: gone with the redactor, and found by the gate without it."""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import marked, privacy
from portal_bot.cli import piped
from tests.leaks.places import DOCUMENT, Places
from tests.leaks.sinks import SINKS, place
from tests.leaks.spelled import SPELLINGS, Canary, Searcher

__all__ = ["place"]

CANARIES = (
    Canary("full_name", "Khuỷnh Đoằm Thị Nguếch", is_name=True),
    Canary("citizen_id", "054190473291"),
    Canary("detail", "Cồn Khoằm Ruổi 473"),
    Canary("birth_date", "03/02/1931"),
)
PART = "a part of a name"
ROWS = (*SPELLINGS, PART)


def sentence(spelling: str) -> str:
    """Every canary, written so."""
    if spelling == PART:
        return "Bà Đoằm Thị, ông Thị Nguếch: KHUỶNH ĐOẰM không có; doam-thi.pdf"
    if spelling.startswith("base64"):
        ahead = ("base64", "base64, one further", "base64, two further").index(spelling)
        told = (f"{'.' * ahead}{canary.value} ..".encode() for canary in CANARIES)
        return "; ".join(base64.b64encode(each).decode() for each in told)
    return "; ".join(SPELLINGS[spelling](canary.value) for canary in CANARIES)


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    privacy.register(canary.value for canary in CANARIES)
    yield
    privacy.clear()


@pytest.mark.parametrize("sink", SINKS)
def test_no_spelling_gets_into_a_sink(sink: str, place: Path) -> None:
    searcher = Searcher(CANARIES)
    for number, spelling in enumerate(ROWS):
        folder = place / str(number)
        folder.mkdir()
        assert searcher.leaks(spelling, SINKS[sink](sentence(spelling), folder)) == []


@pytest.mark.parametrize("sink", SINKS)
def test_the_gate_is_red_on_every_spelling_without_the_redactor(
    sink: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_redactor(monkeypatch)
    searcher = Searcher(CANARIES)
    for number, spelling in enumerate(ROWS):
        folder = place / str(number)
        folder.mkdir()
        found = searcher.leaks(spelling, SINKS[sink](sentence(spelling), folder))
        assert len(found) >= 2, (spelling, found)


def _without_redactor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: whoever has the redactor by its name has one that leaves all as it was."""
    real = privacy.redact
    # What it has redacted before it remembers.
    piped._told.cache_clear()
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("portal_bot"):
            for name in [name for name, value in vars(module).items() if value == real]:
                monkeypatch.setattr(module, name, _as_it_is)


def _as_it_is(text: str, *, words: bool = True) -> str:
    return marked.readable(text)


def test_the_table_of_the_document_is_what_is_proved_here() -> None:
    text = DOCUMENT.read_text("utf-8")
    head = "| Spelling | " + " | ".join(SINKS) + " |"
    assert head in text
    rows = re.findall(r"^\| ([^|]+?) \|((?: ✓ \|)+)$", text.partition(head)[2], re.MULTILINE)
    assert [row for row, _ in rows] == list(ROWS)
    assert all(ticks.count("✓") == len(SINKS) for _, ticks in rows)


def test_the_document_lets_values_stand_in_few_places() -> None:
    patterns = Places.told().patterns
    assert "home/sheets/*" in patterns
    for place_ in (
        "home/log.txt", "home/bugs/a.txt", "home/reports/a/batch.html", "home/reports/a/batch.csv",
        "out/submit.stdout", "out/submit.stderr", "out/submit.xml", "out/status.html",
        "processes/arguments", "processes/variables", "name of home/evidence/mock/PB-1/x.jpg",
    ):  # fmt: skip
        assert not Places(patterns).may_hold(place_), place_
