"""The days of the week, as they are called here."""

from __future__ import annotations

from datetime import date

_NAMES = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def weekday(day: date) -> str:
    """The day's name."""
    return _NAMES[day.weekday()]
