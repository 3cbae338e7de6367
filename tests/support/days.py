"""On which day a test stands: that of the dossiers it reads, or the one that `--today` names."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from portal_bot import clock, settings

_DAYS = tomllib.loads((Path(__file__).parents[2] / "fixtures" / "days.toml").read_text("utf-8"))
USUAL: datetime = _DAYS["usual"]
EXCEPT: dict[str, datetime] = _DAYS["except"]


def moment_of(dossier: Path) -> datetime:
    """When a fixture is to be read: ``fixtures/days.toml``."""
    return EXCEPT.get(f"{dossier.parent.name}/{dossier.name.partition('.')[0]}", USUAL)


def read(text: str) -> datetime | date:
    """What `--today` says: a day, or a moment in Vietnam."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


@pytest.fixture(autouse=True)
def as_of(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of `--today`, here and in every program that is started."""
    if text := pytestconfig.getoption("--today"):
        monkeypatch.setenv(settings.NOW, clock.as_variable(read(text)))


@pytest.fixture
def on_the_machines_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real day, whatever `--today` says: at a real portal no other holds."""
    monkeypatch.delenv(settings.NOW, raising=False)


@pytest.fixture
def on_the_fixtures_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the sample dossiers are to be read, whatever `--today` says."""
    monkeypatch.setenv(settings.NOW, clock.as_variable(USUAL))
