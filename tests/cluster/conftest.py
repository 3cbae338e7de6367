"""A real PostgreSQL for the whole run, a database of its own for each test."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.postgres import MISSING, Server, binaries, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = binaries()
    if found is None:
        pytest.skip(MISSING)
    with running_server(found) as running:
        yield running


@pytest.fixture
def database(server: Server, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    return server.database(re.sub(r"\W", "_", request.node.name)[:60].lower())
