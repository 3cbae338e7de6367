"""What a flow's author imports is there, for mypy and basedpyright; never run."""

from __future__ import annotations

from typing import assert_type

import portal_bot
from portal_bot import Choice, Flow


class Use(Choice):
    LOAN = "loan", "Vay vốn"


def words() -> None:
    assert_type(portal_bot.__version__, str)
    assert_type(portal_bot.full_years.__name__, str)
    assert issubclass(Use, Choice)
    assert Flow.__doc__
    portal_bot.is_working_day("hôm nay")  # error: date
    raise portal_bot.errors.UsageError("không có cổng nào")


def mistaken_error() -> None:
    raise portal_bot.errors.UsageEror("không có cổng nào")  # error: UsageEror


def misspelt_names() -> None:
    _ = portal_bot.Chioce  # error: Chioce
