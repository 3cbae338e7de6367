"""A dossier of 2026 filed by the library on the national portal: once, or told truly why not."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

import portal_bot
from portal_bot import clock
from portal_bot.aio import Report
from tests.portal.conftest import Mock
from tests.support.fixtures import FIXTURES

pytestmark = pytest.mark.browser
OF_2026 = FIXTURES / "edition_2026"
DOSSIERS = sorted(OF_2026.glob("*/*.yaml"))
BIRTH = OF_2026 / "birth_registration" / "plain.yaml"
MOMENT = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
Submit = Callable[..., Report]


@pytest.fixture
def submit(national: Mock, tmp_path: Path) -> Iterator[Submit]:
    """Files at the mock, on the day of the samples; said again, it is the same home."""
    national.api("/clock", {"now": MOMENT.isoformat(), "ticking": False})
    with clock.at(MOMENT):
        yield lambda path=BIRTH: portal_bot.submit(
            [path], portal="mock_national", portal_url=national.url, home=tmp_path / "home"
        )


def changed(tmp_path: Path, path: str, value: Any) -> Path:
    """The sample with another value at this path; `None` takes it away."""
    said = yaml.safe_load(BIRTH.read_text("utf-8"))
    *above, name = path.split(".")
    at = said
    for part in above:
        at = at[part]
    at[name] = value
    said["papers"] = {"birth_notification": [str(FIXTURES / "papers" / "chung-sinh.pdf")]}
    made = tmp_path / "changed.yaml"
    made.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")
    return made


def outcomes(national: Mock) -> list[str]:
    return [one["outcome"] for one in national.api("/requests?commit=1")]


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_portal_stored_what_the_golden_says(
    path: Path, submit: Submit, national: Mock, pytestconfig: pytest.Config
) -> None:
    (filing,) = submit(path).filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = national.api("/submissions")
    text = json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    text = unicodedata.normalize("NFC", text)
    golden = path.with_suffix(".expected.json")
    if pytestconfig.getoption("--write-golden") and not golden.exists():
        golden.write_text(text, "utf-8")
    assert golden.exists(), f"{golden.name} is missing; write it with --write-golden and read it"
    assert text == golden.read_text("utf-8")
    assert outcomes(national) == ["committed"]
