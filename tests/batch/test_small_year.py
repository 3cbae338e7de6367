"""A small year: a dozen dossiers, the office playing, kills, a lost answer; the mock as judge."""

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

SEED, COUNT = 5, 12


async def test_every_dossier_ends_as_the_portal_says(
    mock: MockPortal, one_browser: None, tmp_path: Path
) -> None:
    mock.post("/office", auto=True, seed=SEED)
    plan = drawn(COUNT, SEED, first=date(2026, 3, 2), days=8, filing_rounds=2, gap=5)
    year = Year(mock, tmp_path, plan, SEED)
    await year.play()
    judged = verdicts(year)
    assert all(one.is_right for one in judged), "\n".join([*year.faults, table(judged)])
