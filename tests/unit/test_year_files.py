"""The dossiers' files of a simulated year, as its citizens and its mishaps write them."""

from __future__ import annotations

from pathlib import Path

from bench.year.shifted import add_paper, cases
from portal_bot.dossier.load import load
from tests.support.dossiers import written


def test_what_stands_there_as_nothing_stays_so_when_a_paper_comes(tmp_path: Path) -> None:
    tried = 0
    for number, case in enumerate(one for choice in cases() for one in choice):
        path = written(tmp_path / f"{number}.yaml", source=case)
        before = load(path).data
        if "null" not in path.read_text("utf-8") or not add_paper(path, number):
            continue
        after = load(path).data
        name = next(iter(before["papers"]))
        assert after["papers"][name].pop().endswith(f"bo-sung-{number}.jpg"), case
        assert after == before, case
        tried += 1
    assert tried
