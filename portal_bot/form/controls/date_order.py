"""In which order a box reads day and month, where nothing on the page tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal_bot.form.snapshot import Control
from portal_bot.form.values import date_parts, in_order

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand

NO_ORDER = "không biết trang ghi ngày trước hay tháng trước"
_MONTHS = 12
# No month has these numbers: a box that takes one for the day takes days there. Each try has its
# own, for a box that refuses a date goes back to the one before.
_NO_MONTHS = {"ymd": 25, "dmy": 26, "mdy": 27}
# By the places of day and year among the numbers.
_WRITTEN = {(0, 2): "dmy", (1, 2): "mdy", (2, 0): "ymd"}


def turns(text: str) -> bool:
    """Whether a date can be read both ways round: 05/03/2022 can, 25/03/2022 and 05/05/2022 not."""
    _, month, day = date_parts(text) or (None, None, None)
    return day is not None and month is not None and day <= _MONTHS and day != month


def same_numbers(one: str, other: str) -> bool:
    """Whether two dates are made of the same numbers, in whatever order."""
    mine, its = date_parts(one), date_parts(other)
    if mine is None or its is None or None in (*mine, *its):
        return False
    return mine[0] == its[0] and {*mine[1:]} == {*its[1:]}


async def learn_order(hand: Hand, control: Control, text: str) -> str | None:
    """The order in which a box takes a date, tried out; how it writes one is kept for reading.

    It is given a day that can be no month, each way round. What it writes anew it has understood,
    and shows how it writes; else it keeps one way and refuses the other.
    """
    year, month, day = date_parts(text) or (None, None, None)
    if year is None or month is None or day is None:
        return None
    kept = []
    for order, number in _NO_MONTHS.items():
        typed = in_order(f"{number}/{month:02}/{year - 1}", order)
        shown = await hand.shown_after(control, typed)
        numbers = [int(one) for one in re.findall(r"\d+", shown)]
        if shown == typed:
            kept.append(order)
        elif sorted(numbers) == sorted((number, month, year - 1)):
            places = numbers.index(number), numbers.index(year - 1)
            if written := _WRITTEN.get(places):
                await hand.learn(control, written)
                return order
    if len(kept) != 1:
        return None
    await hand.learn(control, kept[0])
    return kept[0]
