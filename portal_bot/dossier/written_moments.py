"""Moments as a counter writes them down: ``28/11/2026 8h10`` is Vietnam's time."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from typing import Annotated

from portal_bot.dossier.dates import parse_date
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own
from portal_bot.moments import VIETNAM

_CLOCK = re.compile(
    r"(?:\b(?:lúc|hồi|vào)\s*)?\b(?P<hour>[0-9]{1,2})\s*(?::|giờ|h|g)\s*"
    r"(?:(?P<minute>[0-9]{1,2})(?:(?::|\s*phút\s*)(?P<second>[0-9]{2})(?:\s*giây)?)?\s*(?:phút|ph|p(?!m)|')?)?"
    r"(?:\s?\+07:?00\b)?\s*(?P<half>\bsa\b|\bch\b|\bam\b|\bpm\b|sáng|trưa|chiều|tối)?(?![0-9])",
    re.IGNORECASE,
)
_AFTERNOON = {"ch", "pm", "chiều", "tối"}
_MORNING = {"sa", "am", "sáng"}
_EXAMPLE = "28/11/2026 08:10"


def parse_moment(value: object) -> datetime:
    """A moment; without an offset (``+07:00``) it is Vietnam's time."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    text = text_of(value).strip()
    return _iso(text) or _written(text)


def _iso(text: str) -> datetime | None:
    if ":" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _written(text: str) -> datetime:
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub("(?<=[0-9]{4})t(?=[0-9])", " ", plain)
    found = _CLOCK.search(plain)
    rest = plain if found is None else plain[: found.start()] + plain[found.end() :]
    rest = re.sub(r"^[\s,;.\u2013-]+|[\s,;\u2013-]+$", "", rest).removesuffix(" lúc").rstrip(" ,")
    if found is not None and not rest:
        raise Refused("invalid_time", f"“{own(text)}” thiếu ngày; ghi như {_EXAMPLE}")
    try:
        day = parse_date(rest.removeprefix("ngày ") if "tháng" not in rest else rest)
    except Refused as refused:
        raise Refused(
            "invalid_time",
            f"“{own(text)}” không đọc được là thời điểm: ngày {refused.message}; "
            f"ghi cả giờ, như {_EXAMPLE}",
        ) from refused
    if found is None:
        raise Refused("invalid_time", f"“{own(text)}” thiếu giờ, phút; ghi như {_EXAMPLE}")
    return datetime.combine(day, _clock(text, found), VIETNAM)


def _clock(text: str, found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), found["half"]
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        raise Refused(
            "invalid_time", f"“{own(text)}” không phải giờ có thật; ghi như {_EXAMPLE}"
        ) from None


Moment = Annotated[datetime, Kind("moment", parse_moment, f"ngày và giờ, ví dụ {_EXAMPLE}")]
