"""What a flow's author writes is known to mypy and basedpyright; never run."""

from __future__ import annotations

from typing import assert_type

import portal_bot
from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Use(f.Block):
    purpose: str = f.Listed("Mục đích")
    partner: str | None = f.Optional("Người kia", max_length=100)
    other: str | None = f.Optional("Khác", max_lenght=100)  # error: max_lenght
    day: f.FullDate = f.Field("Ngày", past="yes")  # error: past
    pledge: civil.Pledge = f.Field("Cam đoan")


class Asked(f.Declaration):
    use: Use = f.Field("Sử dụng")

    _partner_missing = rules.refuse_when({"use.partner": False}, "Thiếu người kia")
    _says_little = rules.says_enough("use.purpose", "ten", message="!")  # error: int

    @rules.warn("use.day", "Ngày lạ")
    def _odd_day(self, context: f.Context) -> bool:
        return self.use.day <= context.today


class Made(Flow[Asked]):
    declaration = Asked
    subject = ("use.purpose",)


def words() -> None:
    assert_type(portal_bot.__version__, str)
    rules.is_working_day("hôm nay")  # error: date
    raise portal_bot.errors.UsageError("không có cổng nào")


def mistaken_error() -> None:
    raise portal_bot.errors.UsageEror("không có cổng nào")  # error: UsageEror


def misspelt_names() -> None:
    _ = rules.refusse  # error: refusse
