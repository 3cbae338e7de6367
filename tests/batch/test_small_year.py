"""A small year: some dozen dossiers over all procedures, the office playing, the mock as judge."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.year.__main__ import table
from bench.year.judging import verdicts
from bench.year.planning import drawn
from bench.year.playing import Year
from tests.support.mock import MockPortal

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# In this one somebody is refused, asked for papers and money, and changes their mind.
SEED, COUNT = 5, 24


async def test_every_dossier_ends_as_the_portal_says(mock: MockPortal, tmp_path: Path) -> None:
    mock.post("/office", auto=True, seed=SEED)
    plan = drawn(COUNT, SEED, first=date(2026, 3, 2), days=30, filing_rounds=2, gap=4)
    year = Year(mock, tmp_path, plan, SEED)
    await year.play()
    judged = verdicts(year)
    assert all(verdict.is_right for verdict in judged), f"\n{table(judged)}"
