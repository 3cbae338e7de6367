"""A real mock portal, a real browser, a fresh home and a folder of dossiers for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import call, environment, home
from tests.support.dossiers import written

__all__ = ["call", "environment", "home"]


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest.fixture
def births(tmp_path: Path) -> Callable[[int], Path]:
    """A folder of so many births, each a request of its own."""

    def write(count: int) -> Path:
        folder = tmp_path / "ho-so"
        folder.mkdir()
        for number in range(count):
            written(folder / f"{number:02}.yaml", {"request": f"lần {number}"})
        return folder

    return write
