"""The words people read for what programs call otherwise."""

from __future__ import annotations

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


def state(name: str) -> str:
    """A filing's state."""
    return STATES.get(name, name)
