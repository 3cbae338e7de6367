"""Moments as a counter writes them down."""

from datetime import UTC, datetime

import pytest

from portal_bot.dossier.problems import Refused
from portal_bot.dossier.written_moments import parse_moment
from portal_bot.moments import VIETNAM


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-28T08:10:00+07:00", "2026-11-28T08:10:00", "2026-11-28 08:10", "2026-11-28 8h10",
        "28/11/2026 08:10", "28/11/2026, 08:10:00", "28/11/2026 8h10", "28-11-2026 8g10",
        "8h10 28/11/2026", "8h10 ngày 28/11/2026", "8 giờ 10 ngày 28/11/2026",
        "lúc 8 giờ 10 phút, ngày 28 tháng 11 năm 2026", "28/11/2026 lúc 8h10'",
        "28/11/2026 8:10 SA", "28/11/2026 8h10 sáng", "28112026 08:10", "2026-11-28T01:10:00Z",
    ],
)  # fmt: skip
def test_a_moment_without_an_offset_is_vietnams(text: str) -> None:
    assert parse_moment(text) == datetime(2026, 11, 28, 8, 10, tzinfo=VIETNAM)


def test_the_afternoon_and_an_offset_are_understood() -> None:
    assert parse_moment("28/11/2026 2h30 chiều").hour == 14
    assert parse_moment("12:10 SA 28/11/2026").hour == 0
    assert parse_moment("2026-11-20T08:10:00+00:00") == datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("28/11/2026", "thiếu giờ"), ("2026-11-28", "thiếu giờ"), ("08:10", "thiếu ngày"),
        ("hôm qua", "không đọc được"), ("28/11/26 08:10", "hai chữ số"),
        ("28/11/2026 25:10", "giờ có thật"), ("28/11/2026 8h75", "giờ có thật"),
        ("11/28/2026 08:10", "28/11/2026"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        parse_moment(text)
    assert refused.value.code == "invalid_time"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("20/11/2026 8:10 PM", 20), ("20/11/2026 8:10 AM", 8), ("20/11/2026 8h10p", 8),
        ("20-11-2026T08:10", 8), ("20/11/2026 08:10+07:00", 8), ("20/11/2026 12:10 am", 0),
    ],
)  # fmt: skip
def test_a_clock_of_another_country_is_one(text: str, hour: int) -> None:
    assert parse_moment(text) == datetime(2026, 11, 20, hour, 10, tzinfo=VIETNAM)
