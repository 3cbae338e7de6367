"""`demo`: what `make demo` shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from portal_bot import registry, settings
from portal_bot.cli.demo import Outcome
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Receipt
from tests.cli.conftest import Call


@pytest.mark.slow
def test_files_the_sample_dossiers_and_tells_the_truth(call: Call, home: Path) -> None:
    said = call("demo", "--json", without=settings.PASSWORD)
    assert said.code == 0, said.err
    told = said.json
    numbers = [filing["receipt"]["number"] for filing in told["filings"]]
    assert told["matches"] is True
    assert sorted(told["stored"]) == sorted(numbers)
    per_flow = Counter(filing["procedure"] for filing in told["filings"])
    assert all(per_flow[slug] >= 2 for slug in registry.flows())
    assert told["seconds"] <= 60
    for filing in told["filings"]:
        assert Path(filing["proof"]).is_relative_to(told["home"])
        assert Path(filing["proof"]).is_file()
    assert "--pace instant" in said.err
    assert not home.exists()


def _report(*numbers: str, exit_code: int = 0) -> Report:
    return Report(
        tuple(
            FilingReport(
                id=None,
                path=Path("a.yaml"),
                procedure=None,
                state="verified",
                receipt=Receipt(number),
                exit_code=exit_code,
            )
            for number in numbers
        )
    )


@pytest.mark.parametrize(
    ("report", "stored", "is_true"),
    [
        (_report("1", "2"), ["2", "1"], True),
        (_report("1"), ["1", "2"], False),
        (_report("1", "2"), ["1"], False),
        (_report("1"), ["1", "1"], False),
        (_report("1", exit_code=30), ["1"], False),
        (_report(), [], False),
    ],
)
def test_what_is_told_must_be_what_is_stored(
    report: Report, stored: list[str], is_true: bool
) -> None:
    assert Outcome(Path(), report, stored, 1.0).is_true is is_true
