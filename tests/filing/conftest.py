"""A real mock portal, a real browser that they share, a fresh home for every test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest, one_browser: None) -> None:
    request.node.add_marker(pytest.mark.browser)
