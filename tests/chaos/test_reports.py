"""What a run leaves behind: figures, JUnit, the page."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from chaos import counts, heatmap, junit, matrix
from chaos.case import Finding, Kind, Verdict
from chaos.dossiers import shipped
from chaos.faults import FAULTS
from chaos.matrix import Cell
from chaos.play import Played
from chaos.program import said
from portal_bot.errors import SetupError

CELLS = matrix.full(1, shipped(), FAULTS)
WHY = "stored 2 times: <H-1>"


def played(cell: Cell, *findings: Finding) -> Played:
    ends = {ticket.sample.name: "verified" for ticket in cell.tickets}
    return Played(
        cell=cell,
        verdict=Verdict(ends, findings),
        runs=2,
        kills=1,
        struck=1,
        commits=2,
        seconds=3.0,
        resumed_s=(1.0, 2.0),
        lived_s=(0.4,),
        folder=Path("build/chaos/lanes/cell-0001"),
    )


def cell(name: str) -> Cell:
    (found,) = matrix.only(CELLS, [name])
    return found


RED = played(cell("commit_delay/program@commit"), Finding(Kind.DUPLICATE, "a/plain", WHY))
GREEN = played(cell("none/none"))
BOTH = [GREEN, RED]
AGAIN = ["portal-bot chaos --only none/none", "portal-bot chaos --only commit_delay"]


def test_the_figures_add_up() -> None:
    made = counts.counted("portal-bot", 7, BOTH, 60.04)
    assert (made.cells, made.dossiers, made.runs, made.kills) == (2, 4, 4, 2)
    assert (made.red_cells, made.of(Kind.DUPLICATE), made.of(Kind.LOST)) == (1, 1, 0)
    assert made.promised == {
        "duplicate": 1, "lost": 0, "wrong_value": 0, "elsewhere": 0, "filed_by_fill": 0
    }  # fmt: skip
    assert made.ends == {"verified": 4}
    assert (made.resumed_median_s, made.resumed_longest_s, made.lived_longest_s) == (1.5, 2.0, 0.4)


def test_figures_are_kept_for_the_table_of_another_run(tmp_path: Path) -> None:
    made = counts.counted("naive", 7, BOTH, 60)
    counts.saved(made, tmp_path / "counts.json")
    assert counts.earlier(tmp_path / "counts.json") == made


@pytest.mark.parametrize("text", ["", "[]", '{"program": "x"}'])
def test_figures_of_something_else_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text)
    with pytest.raises(SetupError, match="no counts of an earlier chaos run"):
        counts.earlier(file)


def test_junit_has_a_case_a_cell_and_says_how_to_see_a_failure_again(tmp_path: Path) -> None:
    junit.write(BOTH, AGAIN, tmp_path / "junit.xml")
    root = ET.parse(tmp_path / "junit.xml").getroot()
    assert [(s.get("name"), s.get("failures")) for s in root] == [
        ("commit_delay", "1"),
        ("none", "0"),
    ]
    (failure,) = root.iter("failure")
    assert failure.get("type") == "duplicate"
    assert failure.get("message") == WHY
    assert AGAIN[1] in (failure.text or "")


def test_the_page_shows_every_cell_and_every_finding(tmp_path: Path) -> None:
    both = [counts.counted("portal-bot", 7, BOTH, 60), counts.counted("naive", 7, BOTH, 60)]
    heatmap.write(BOTH, AGAIN, both, tmp_path / "map.html", ["two_records"])
    page = (tmp_path / "map.html").read_text("utf-8")
    assert page.count('class="duplicate"') >= 2
    assert "stored 2 times: &lt;H-1&gt;" in page
    assert AGAIN[1] in page
    assert "naive" in page
    assert "two_records" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_what_a_program_says_is_read_and_nonsense_is_nothing_said() -> None:
    told = said(
        '{"filings": [{"path": "a", "state": "uncertain", "receipt": null, "verified": null,'
        ' "error": {"code": "uncertain", "message": "vì sao"}}]}'
    )
    (claim,) = told.claims
    assert (claim.state, claim.number, claim.message) == ("uncertain", None, "vì sao")
    assert said('{"error": {"code": "setup"}}').code == "setup"
    assert said("Traceback (most recent call last)").claims == ()
