"""An ordinary script that goes by what it reads: the peer of the benchmark and of the matrix."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench import journey
from bench.peers.playwright_sync.file_birth import file_birth

from .conftest import Mock

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("world", [1, 2])
def test_it_files_the_same_in_any_world(mock: Mock, browser: Browser, world: int) -> None:
    number = file_birth(browser, mock.url, f"Nguyễn Thử Số {world}")
    [stored] = mock.api("/submissions")
    assert stored["number"] == number
    fields = stored["fields"]
    for label, text in journey.texts(f"Nguyễn Thử Số {world}").items():
        assert fields[label] == text
    for label, choice in journey.SELECTS.items():
        if not label.endswith((" / Ngày", " / Tháng", " / Năm")):
            assert fields[label] == choice
    for asked in (journey.DRIVER, *journey.CHOICES):
        question, _, answer = asked.rpartition(" / ")
        assert fields[question] == answer
    for group in journey.ADDRESSES:
        assert {label: fields[label] for label in journey.address(group)} == journey.address(group)
    assert fields["Thông tin chủ hồ sơ / Ngày sinh"] == "13/02/1990"
    assert [paper["row"] for paper in stored["papers"]] == [journey.PAPER_ROW]
