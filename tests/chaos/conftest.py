"""A real mock portal, a real browser that they share, a fresh home for every test."""

from __future__ import annotations

import pytest

from tests.support.fixtures import lender, mock, one_browser, one_mock

__all__ = ["lender", "mock", "one_browser", "one_mock"]


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest, one_browser: None) -> None:
    request.node.add_marker(pytest.mark.browser)
