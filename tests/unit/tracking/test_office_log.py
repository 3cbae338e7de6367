"""Of an office's history only what is new is written down, and all of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from portal_bot.journal import Filing, State
from portal_bot.portals.told_office import ToldOffice, ToldStep
from portal_bot.tracking.followed import Followed, OfficeTurn
from portal_bot.tracking.office_log import _new

FILING = Filing("PB-1", "key", "mock", "birth_registration", "an.yaml", "", State.VERIFIED)
RECEIVED, ASKED, HANDLED = "Được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "Đang xử lý"


def at(second: int) -> datetime:
    return datetime.fromisoformat(f"2026-11-20T09:05:{second:02}+07:00")


# A list tells minutes; and a moment on the full minute looks like one.
@pytest.mark.parametrize("first", [0, 10])
def test_a_state_that_comes_back_within_the_minute_is_told_again(first: int) -> None:
    told = Followed(FILING, "H45-1", (OfficeTurn(RECEIVED, at(first)), OfficeTurn(ASKED, at(20))))
    steps = (
        ToldStep(at(first), RECEIVED),
        ToldStep(at(20), ASKED),
        ToldStep(at(40), RECEIVED),
        ToldStep(at(50), HANDLED),
    )
    assert list(_new(told, ToldOffice(HANDLED, steps))) == [*steps[2:]]


def test_what_a_list_told_by_the_minute_is_not_told_again_by_its_second() -> None:
    told = Followed(FILING, "H45-1", (OfficeTurn(RECEIVED, at(0)),))
    assert list(_new(told, ToldOffice(RECEIVED, (ToldStep(at(31), RECEIVED),)))) == []
