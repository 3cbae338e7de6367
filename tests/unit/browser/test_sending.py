"""What is made of the commit's answer, whatever it says of itself."""

from __future__ import annotations

import pytest

from portal_bot.browser.sending import _text

GIVEN = "Số hồ sơ".encode()


@pytest.mark.parametrize(
    "charset", [None, "utf-8", "UTF8", "x", "hex", "idna", "undefined", "a\0b"]
)
def test_an_answer_is_read_in_whatever_encoding_it_claims(charset: str | None) -> None:
    assert _text(GIVEN, charset) == "Số hồ sơ"


def test_what_cannot_be_read_is_put_otherwise() -> None:
    assert _text(b"\xff", "ascii") == "\ufffd"
