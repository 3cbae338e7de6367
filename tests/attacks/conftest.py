"""A real mock portal behind a proxy that makes another one of it, a real browser, a fresh home."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest, one_browser: None) -> None:
    request.node.add_marker(pytest.mark.browser)
