"""Did the portal receive what the dossier says? What it stored lies beside each dossier.

`make test` files one dossier of each flow, in turn: `--turn`, printed, files the same ones again.
To write a golden that is not there yet: `pytest tests/flows/test_golden.py --write-golden`. One
that is there is never overwritten: delete it first, and explain the difference in the commit.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from portal_bot import aio, clock
from portal_bot.checking import check_paths
from tests.support.choosing import in_turn
from tests.support.days import EXCEPT, moment_of
from tests.support.fixtures import FIXTURES
from tests.support.mock import MockPortal

DOSSIERS = sorted(
    path
    for path in FIXTURES.glob("*/*")
    if path.suffix in {".yaml", ".json"} and not path.name.endswith(".expected.json")
)
NOTE = "Thông tin chung / Ghi chú"


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.function is test_the_portal_stored_what_the_golden_says:
        first = in_turn(DOSSIERS, metafunc.config.option.turn)
        cases = [
            pytest.param(path, marks=[] if path in first else pytest.mark.thorough, id=named(path))
            for path in DOSSIERS
        ]
        metafunc.parametrize("path", cases)


@pytest.mark.browser
async def test_the_portal_stored_what_the_golden_says(
    path: Path,
    mock: MockPortal,
    one_browser: None,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    moment = moment_of(path)
    mock.post("/clock", now=moment.isoformat(), ticking=False)
    with clock.at(moment):
        report = await aio.submit([path], portal_url=mock.address, home=tmp_path)
    (filing,) = report.filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = mock.submissions()
    golden = path.with_suffix(".expected.json")
    text = as_golden(stored, str(filing.id))
    if pytestconfig.getoption("--write-golden") and not golden.exists():
        golden.write_text(text, "utf-8")
    assert golden.exists(), f"{golden.name} is missing; write it with --write-golden and read it"
    assert text == golden.read_text("utf-8")


def as_golden(stored: dict[str, Any], reference: str) -> str:
    """Sorted UTF-8 JSON in NFC. The reference is keyed to the home, so only its place is kept."""
    assert stored["fields"][NOTE] == reference
    kept = {**stored, "fields": {**stored["fields"], NOTE: "<mã tham chiếu của hồ sơ>"}}
    text = json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return unicodedata.normalize("NFC", text)


def test_each_golden_was_received_on_the_day_of_its_dossier() -> None:
    for path in DOSSIERS:
        golden = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
        assert datetime.fromisoformat(golden["received_at"]) == moment_of(path), path
    assert set(EXCEPT) <= {named(path) for path in DOSSIERS}


@pytest.mark.parametrize("path", DOSSIERS, ids=named)
def test_each_dossier_is_right_on_its_day(path: Path) -> None:
    (checked,) = check_paths([path], today=moment_of(path).date())
    assert [p.message for p in checked.problems if p.severity == "error"] == []


def test_every_golden_belongs_to_a_dossier() -> None:
    stems = {path.with_suffix(".expected.json") for path in DOSSIERS}
    assert set(FIXTURES.glob("*/*.expected.json")) <= stems
