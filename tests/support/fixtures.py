"""Fixtures of several folders: a mock, a browser and a PostgreSQL, one each in a process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from portal_bot import clock, settings
from portal_bot.browser import lending
from portal_bot.catalogue.editions import edition_2026
from tests.support.browser import Lender
from tests.support.days import USUAL
from tests.support.mock import MockPortal, running_mock
from tests.support.postgres import MISSING, Server, binaries, running_server

FIXTURES = Path(__file__).parents[2] / "fixtures"
BIRTH = FIXTURES / "birth_registration" / "plain.yaml"
PASSWORD = "Mat-khau-123"
OF_2026 = FIXTURES / "edition_2026"


def filed_on(system: str) -> list[Path]:
    """The dossiers of 2026 whose form is filled in there: `national_page`, `ministry_wizard`."""
    return [
        path
        for path in sorted(OF_2026.glob("*/*.yaml"))
        if (known := edition_2026(path.parent.name)) is not None
        and known.form.value is not None
        and known.form.value.system == system
    ]


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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def lender() -> AsyncIterator[Lender]:
    async with AsyncExitStack() as open_:
        yield Lender(open_)


@pytest.fixture
def one_browser(lender: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filings of this process share a browser; a conftest makes it so for all its tests."""
    monkeypatch.setattr(lending, "open_browser", lender.lent)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = binaries()
    if found is None:
        pytest.skip(MISSING)
    with running_server(found) as running:
        yield running
