"""What a page did uninvited stands behind the error that its filing ends with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.browser.gate import Gate
from portal_bot.browser.uninvited import naming
from portal_bot.errors import PortalChanged, PortalError, PortalRejected
from tests.browser.test_gate import REQUESTS


def page_that_tried(said: Any) -> Any:
    async def evaluate(_script: str) -> Any:
        return said

    return SimpleNamespace(evaluate=evaluate)


async def told_of(error: PortalError, said: Any, met: str = "") -> str:
    gate = Gate(["https://cong.example"], REQUESTS, None)  # type: ignore[arg-type] # never called
    if met:
        gate.met[met] = 3
    with pytest.raises(type(error)) as caught:
        async with naming(page_that_tried(said), gate):
            raise error
    return caught.value.message


async def test_it_is_named_once_with_how_often() -> None:
    told = await told_of(PortalChanged("khác"), ["WebSocket", "WebSocket"], "mở cửa sổ khác")
    assert told == ("khác; trang của cổng còn tự ý mở cửa sổ khác (3 lần); mở WebSocket: đã chặn")


async def test_nothing_is_said_where_nothing_was_met() -> None:
    assert await told_of(PortalChanged("khác"), []) == "khác"


@pytest.mark.parametrize("said", [None, 7, "WebSocket", {"a": 1}, [["x"]], ["<b>", "eval"]])
async def test_a_page_cannot_put_words_in_our_mouth(said: Any) -> None:
    assert await told_of(PortalChanged("khác"), said) == "khác"


async def test_a_portals_own_no_stays_word_for_word() -> None:
    assert await told_of(PortalRejected("cổng: không"), ["print"], "mở cửa sổ khác") == (
        "cổng: không"
    )
