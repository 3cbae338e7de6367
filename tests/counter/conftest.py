"""A real mock portal with dossiers in it, a browser that the tests share, a fresh home each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.portal.conftest import Citizen, Mock
from tests.support.mock import MockPortal


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest, one_browser: None) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest.fixture
def file(mock: MockPortal) -> Iterator[Callable[[], str]]:
    """Files a dossier as a citizen who has no browser; its number."""
    citizen = Citizen(Mock(mock.process, mock.address))
    yield citizen.file
    citizen.http.close()
    citizen.mock.client.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
