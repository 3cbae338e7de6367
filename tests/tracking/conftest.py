"""A real mock portal with its office, a browser that the tests share, a fresh home for each."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest, one_browser: None) -> None:
    request.node.add_marker(pytest.mark.browser)
