"""The words people read for what programs call otherwise."""

from __future__ import annotations

import unicodedata

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
PRACTICE = "THỬ NGHIỆM"
# They draw nothing, or move what is drawn: a terminal must not obey a file's name.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def state(name: str) -> str:
    """A filing's state."""
    return STATES.get(name, name)


def money(amount: int) -> str:
    """VND, with the dots of here: 15.000 đ."""
    return f"{amount:,} đ".replace(",", ".")


def clean(text: str) -> str:
    r"""The text with whatever draws nothing written out (``\x1b``)."""
    if text.isprintable():
        return text
    return "".join(
        one if unicodedata.category(one) not in _UNSEEN else ascii(one)[1:-1] for one in text
    )
