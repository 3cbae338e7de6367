"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from portal_bot import privacy
from portal_bot.browser.find import find_browser

# No test's home leaves a key in the keyring of whoever runs it; the programs it starts neither.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# How long one example takes says how busy the machine is, no more.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Fixtures too: taken over by each folder's conftest, one of a session would be one a folder.
pytest_plugins = ["tests.support.choosing", "tests.support.fixtures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write a golden that is not there yet; one that is there is never overwritten",
    )
    parser.addoption(
        "--today",
        metavar="DAY",
        help="the unit and flow tests stand on this day (2028-02-29, 2026-12-31T23:59)",
    )


def pytest_report_header(config: pytest.Config) -> str:
    """So that a failure can be played again."""
    day = config.getoption("--today")
    return f"today: {day} (again: --today {day})" if day else "today: the machine's own day"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's own, with the browser that was found; nobody asks without the plugin."""
    return {**browser_type_launch_args, **find_browser().launch_options()}


@pytest.fixture(autouse=True)
def nobodys_values() -> Iterator[None]:
    """A dossier's values are kept out of messages to the process's end; here, to the test's."""
    yield
    privacy.clear()
