"""The home's secret: made once, never made anew beside filings."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.errors import SetupError
from portal_bot.filing.secret import home_secret


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    secret = home_secret(tmp_path, has_filings=False)
    assert home_secret(tmp_path, has_filings=True) == secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_lost_secret_stops_everything_while_filings_are_known(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="sao lưu"):
        home_secret(tmp_path, has_filings=True)
