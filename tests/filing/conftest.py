"""A real mock portal, a real browser, a fresh home for every test."""

from __future__ import annotations

import pytest

from tests.support.fixtures import mock, one_mock

__all__ = ["mock", "one_mock"]


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)
