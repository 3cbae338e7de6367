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
    "awaiting_payment": "đợi trả phí mới gửi đi",
}
PRACTICE = "THỬ NGHIỆM"


def state(name: str) -> str:
    """A filing's state."""
    return STATES.get(name, name)


def money(amount: int) -> str:
    """VND, with the dots of here: 15.000 đ."""
    return f"{amount:,} đ".replace(",", ".")
