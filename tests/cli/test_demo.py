"""`demo`: what `make demo` shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from portal_bot import settings
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
    assert len(per_flow) >= 3
    assert min(per_flow.values()) >= 2
    for filing in told["filings"]:
        assert Path(filing["proof"]).is_relative_to(told["home"])
        assert Path(filing["proof"]).is_file()
    assert "--pace instant" in said.err
    assert not home.exists()
