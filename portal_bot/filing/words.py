"""The words people read for what programs call otherwise, and how they write a time."""

from __future__ import annotations

from datetime import datetime

STATES = {
    "new": "chưa đạt, chưa gửi",
    "checked": "chưa gửi",
    "filing": "đang nộp",
    "received": "đã nhận, chưa đối chiếu",
    "verified": "đã nhận, đã đối chiếu",
    "needs_human": "cần một người",
    "rejected": "cổng từ chối",
    "failed": "không xong, chưa gửi",
    "uncertain": "chưa rõ đã nhận chưa",
}
GOOD = frozenset({"received", "verified"})
PRACTICE = "THỬ NGHIỆM"


def state(name: str) -> str:
    """A filing's state."""
    return STATES.get(name, name)


def moment(iso: str | None) -> str:
    """A time of the portal as people here write it; what is no time is left as it is."""
    if not iso:
        return ""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # Midnight is how a bare date is told as a time: no office gives results then.
    is_date = (at.hour, at.minute) == (0, 0)
    return f"{at:%d/%m/%Y}" if is_date else f"{at:%H:%M %d/%m/%Y}"
