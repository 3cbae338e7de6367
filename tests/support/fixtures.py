"""Fixtures that several folders' conftest files take over by importing them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import settings
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
    """The mock, emptied, with the faults of the test's marks and no other; a new world."""
    one_mock.reset()
    one_mock.marked(request.node)
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    return one_mock
