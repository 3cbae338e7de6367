"""The real widget libraries, built by `make widgets`; without them these tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_portal.libraries import OF_PLATFORM, NoLibraries, provide
from portal_bot import clock
from tests.mutated.grounds import GROUNDS
from tests.support.days import USUAL
from tests.support.mock import MockPortal, running_mock
from tests.widgets.conftest import context, pages

__all__ = ["context", "pages"]


@pytest.fixture(params=sorted(GROUNDS))
def platform(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name in OF_PLATFORM:
        try:
            provide(name)
        except NoLibraries as error:
            pytest.skip(str(error))
    return name


@pytest.fixture
def platform_mock(platform: str) -> Iterator[MockPortal]:
    """A mock of the platform, on the day of the sample dossiers."""
    with (
        clock.at(USUAL),
        running_mock("--pace", "instant", "--seed", "1", "--platform", platform) as mock,
    ):
        mock.post("/clock", now=USUAL.isoformat(), ticking=False)
        yield mock
