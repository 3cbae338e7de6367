"""In time is judged by the day that the office appointed last, as far as anybody was told of it."""

from __future__ import annotations

from datetime import date

import pytest

from portal_bot.office_states import DUE, KIND
from portal_bot.reports.office_record import office_record

RECEIPT = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("appointed", "said"),
    [
        ([], "late"),
        (["2026-05-11"], "early"),
        (["2026-05-11", "2026-05-08"], "on_time"),
        (["bao giờ xong thì báo"], "late"),
    ],
)
def test_the_day_that_was_appointed_last(appointed: list[str], said: str) -> None:
    events = [
        {"kind": KIND, "state": "Đang xử lý", "since": "2026-05-04T09:00:00+07:00"},
        *({"kind": DUE, "due_at": day} for day in appointed),
        {"kind": KIND, "state": "Đã xử lý xong", "since": "2026-05-08T10:00:00+07:00"},
    ]
    record = office_record(events)
    assert record is not None
    assert record.punctual(RECEIPT) == said


def test_a_new_day_alone_tells_of_no_state() -> None:
    assert office_record([{"kind": DUE, "due_at": "2026-05-11"}]) is None
