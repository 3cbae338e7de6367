"""A real mock portal, a real browser, a fresh home for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import settings
from tests.support.mock import MockPortal, running_mock

FIXTURES = Path(__file__).parents[2] / "fixtures"
BIRTH = FIXTURES / "birth_registration" / "plain.yaml"


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _mock() -> Iterator[MockPortal]:
    with running_mock("--pace", "instant") as portal:
        yield portal


@pytest.fixture
def mock(_mock: MockPortal, monkeypatch: pytest.MonkeyPatch) -> MockPortal:
    """The mock, emptied and without faults; a new world."""
    _mock.reset()
    monkeypatch.setenv(settings.PASSWORD, "Mat-khau-123")
    return _mock
