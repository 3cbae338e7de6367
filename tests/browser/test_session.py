"""What is said when the browser, or what drives it, does not start."""

from __future__ import annotations

import pytest

from portal_bot.browser.find import Browser
from portal_bot.browser.session import open_browser
from portal_bot.errors import SetupError


async def test_a_driver_that_does_not_start_is_this_machines_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")
    found = Browser(None, "chrome", is_headless_shell=False, source="")
    with pytest.raises(SetupError, match="doctor --fix"):
        async with open_browser(found):
            pass
