"""What a row shows of a file: the name is the proof, and a printed size must be whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.errors import DossierError
from portal_bot.papers import sha256
from portal_bot.portals.igate_v1.uploads import is_name, is_size
from portal_bot.portals.roles import Paper

NAME = "giay-chung-sinh.pdf"


@pytest.mark.parametrize(
    ("shown", "right"),
    [
        (NAME, True),
        ("giay-chu…", True),
        ("giay-ch...sinh.pdf", True),
        ("giay-chu….pdf", True),
        ("giay-tam….pdf", False),
        ("giay-chung-sinh(1).pdf", False),
        ("gi…", False),
        ("…", False),
        ("", False),
    ],
)
def test_a_name_is_ours_whole_or_shortened_with_dots(shown: str, right: bool) -> None:
    assert is_name(shown, NAME) is right


@pytest.mark.parametrize(
    ("shown", "right"),
    [
        ("(42,7 KB)", True),
        ("43 KB", True),
        ("43.7 kB", True),
        ("0,04 MB", True),
        ("43731 byte", True),
        ("", True),
        ("(21,4 KB)", False),
        ("21865 byte", False),
    ],
)
def test_a_size_is_ours_as_exactly_as_it_is_printed(shown: str, right: bool) -> None:
    assert is_size(shown, 43731) is right


def test_a_scan_is_sent_as_the_bytes_that_were_checked(tmp_path: Path) -> None:
    scan = tmp_path / "giay.pdf"
    scan.write_bytes(b"%PDF-1.4 checked")
    paper = Paper("Giấy chứng sinh", (scan,), (sha256(scan),))
    assert paper.content(0) == b"%PDF-1.4 checked"
    scan.write_bytes(b"%PDF-1.4 CHANGED")
    with pytest.raises(DossierError, match="đã đổi từ lúc kiểm tra; chưa gửi gì"):
        paper.content(0)
    scan.unlink()
    with pytest.raises(DossierError, match="không đọc được"):
        paper.content(0)
