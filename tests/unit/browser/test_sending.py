"""What is made of the commit's answer, whatever it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.browser.sending import _text, trust

GIVEN = "Số hồ sơ".encode()


@pytest.mark.parametrize(
    "charset", [None, "utf-8", "UTF8", "x", "hex", "idna", "undefined", "a\0b"]
)
def test_an_answer_is_read_in_whatever_encoding_it_claims(charset: str | None) -> None:
    assert _text(GIVEN, charset) == "Số hồ sơ"


def test_what_cannot_be_read_is_put_otherwise() -> None:
    assert _text(b"\xff", "ascii") == "\ufffd"


def test_the_keys_of_what_is_sent_are_written_down_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    trust.cache_clear()
    assert trust().keylog_filename is None
    trust.cache_clear()
