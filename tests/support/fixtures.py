"""Fixtures that several folders' conftest files take over by importing them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import clock, settings
from tests.support.days import USUAL
from tests.support.mock import MockPortal, running_mock

FIXTURES = Path(__file__).parents[2] / "fixtures"
BIRTH = FIXTURES / "birth_registration" / "plain.yaml"
PASSWORD = "Mat-khau-123"


@pytest.fixture(scope="session")
def one_mock() -> Iterator[MockPortal]:
    with running_mock("--pace", "instant", "--seed", "1") as portal:
        yield portal


@pytest.fixture
def mock(
    one_mock: MockPortal, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> MockPortal:
    """The mock, emptied, with the faults of the test's marks and no other; a new world.

    It and the library stand on the day of the sample dossiers.
    """
    one_mock.reset()
    monkeypatch.setenv(settings.NOW, clock.as_variable(USUAL))
    one_mock.post("/clock", now=clock.now().isoformat())
    one_mock.marked(request.node)
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    return one_mock
