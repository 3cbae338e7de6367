"""The national portal as a process of its own, described by a file of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mock_portal.libraries import NoLibraries, provide
from portal_bot.portals.profile import Portal, load
from tests.support.mock import MockPortal, running_mock

TOML = """
name = "quocgia-thu"
title = "Cổng quốc gia (thử nghiệm)"
platform = "national"
address = "{address}"
practice = true
proved = "chỉ trong bài kiểm tra"
communes = 2025
edition = 2026
interface = "/api/v1"
code_pattern = '^G15'
[agency]
province = "Tỉnh Đắk Lắk"
commune = "Phường Phú Yên"
[uploads]
max_mb = 2
max_files = 5
types = ["pdf"]
[timing]
click_deadline_s = 30
answer_timeout_s = 90
max_commit_delay_s = 2
"""


@pytest.fixture(scope="session")
def _national() -> Iterator[MockPortal]:
    try:
        provide("national")
    except NoLibraries as error:
        pytest.skip(str(error))
    with running_mock("--platform", "national", "--pace", "instant", "--seed", "3") as mock:
        yield mock


@pytest.fixture
def national(_national: MockPortal) -> MockPortal:
    """The mock with a new world."""
    _national.reset()
    return _national


@pytest.fixture
def described(national: MockPortal, tmp_path: Path) -> Path:
    """The file that describes it."""
    path = tmp_path / "quocgia.toml"
    path.write_text(TOML.format(address=national.address), "utf-8")
    return path


@pytest.fixture
def portal(described: Path) -> Portal:
    return load(str(described))
