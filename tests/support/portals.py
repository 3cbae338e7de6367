"""A portal of one's own as a TOML file: the mock, described otherwise than we ship it."""

from __future__ import annotations

from pathlib import Path

from portal_bot.portals.profile import load
from tests.support.mock import MockPortal

TOML = """
name = "{name}"
title = "Cổng thử nghiệm của bài kiểm tra"
platform = "igate_v1"
address = "{address}"
practice = true
proved = "chỉ trong bài kiểm tra"
code_pattern = '{pattern}'
{more}
[agency]
province = "Tỉnh Phú Yên"
district = "Thị xã Đông Hòa"
commune = "Xã Hòa Thành"
[uploads]
max_mb = 6
max_files = 5
types = ["pdf", "jpg", "jpeg", "png"]
[timing]
click_deadline_s = {deadline}
answer_timeout_s = 90
max_commit_delay_s = 2
"""


def profile(mock: MockPortal, folder: Path, *, more: str = "", deadline: float = 30) -> Path:
    """A portal of one's own, by its path: this mock, without a note field unless `more` says so."""
    path = folder / "cong.toml"
    pattern = load("mock").code_pattern
    text = TOML.format(
        name="rieng", address=mock.address, pattern=pattern, more=more, deadline=deadline
    )
    path.write_text(text, "utf-8")
    return path
