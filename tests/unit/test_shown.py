from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.shown import shown


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Hòa Thành 1.pdf", "Hòa Thành 1.pdf"),
        ("9.41.20\u202fAM.png", "9.41.20\u202fAM.png"),
        ("a\x1b[2J\0", "a⟨U+001B⟩[2J⟨U+0000⟩"),
        ("\u200b\u202e\udcff", "⟨U+200B⟩⟨U+202E⟩⟨U+DCFF⟩"),
    ],
)
def test_what_moves_the_cursor_or_hides_is_told_by_its_code(written: str, told: str) -> None:
    assert shown(written) == told
    assert shown(Path(written)) == told


@given(st.text())
def test_nothing_that_is_shown_is_obeyed_by_a_terminal(text: str) -> None:
    told = shown(text)
    assert shown(told) == told
    assert all(c.isprintable() or c.isspace() for c in told)
    assert not {"\n", "\r", "\t", "\x1b", "\u2028"} & set(told)
