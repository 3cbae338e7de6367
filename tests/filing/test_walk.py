"""What one run goes by is resolved once, at its door; a dossier's way to the commit is short."""

from __future__ import annotations

from pathlib import Path

import portal_bot
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal
from tools.walk import followed


def test_a_run_is_resolved_once_and_a_dossier_seldom_turns_back(
    mock: MockPortal, tmp_path: Path
) -> None:
    # What is loaded on the way is no part of it.
    portal_bot.submit(BIRTH, portal_url=mock.address, home=tmp_path / "before")
    mock.reset()
    with followed() as walk:
        report = portal_bot.submit(BIRTH, portal_url=mock.address, home=tmp_path / "home")
    assert report.filings[0].state == "verified"
    assert walk.files[0] == "api"
    assert walk.files[-1] == "filing.commit"
    # Five, and two of what keeps a dossier out of logs while it is read: what is public, and what
    # its files are called.
    assert len(walk.climbs_at_the_door) <= 7, walk.climbs_at_the_door
    assert len(walk.climbs) <= 13, walk.climbs
    for once in (
        *("portals.profile.choose", "portals.profile.load", "settings.home_place"),
        *("run.home.known_secret", "browser.find.find_browser", "papers.inspection.look"),
    ):
        assert walk.called[once] == 1, once
    # Once more when it is sent: the bytes that left are those that were looked at.
    assert walk.called["papers.inspection.sha256"] <= 1
    assert walk.opened[BIRTH] == 1
    assert walk.opened[tmp_path / "home" / "secret.key"] == 1
