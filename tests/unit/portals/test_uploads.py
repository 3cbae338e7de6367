"""What a row shows of a file: the name is the proof, and a printed size must be whole."""

from __future__ import annotations

import pytest

from portal_bot.portals.igate_v1.uploads import is_name, is_size

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
