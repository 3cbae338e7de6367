"""When the office is open: working days, two half days."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from ..clock import VIETNAM
from ..deadlines import is_working_day

HALVES = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
HOURS = "7 giờ 30 đến 11 giờ 30 và 13 giờ 30 đến 17 giờ, các ngày làm việc"


def after_work(start: datetime, work: timedelta) -> datetime:
    """The moment at which so much time of work has passed since `start`."""
    moment = start.astimezone(VIETNAM)
    while True:
        for opens, closes in HALVES if is_working_day(moment.date()) else ():
            begin = max(moment, datetime.combine(moment.date(), opens, VIETNAM))
            end = datetime.combine(moment.date(), closes, VIETNAM)
            if begin >= end:
                continue
            if begin + work <= end:
                return begin + work
            work -= end - begin
            moment = end
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0), VIETNAM)
