"""Whether a page is a citizen's card: its QR says so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

# The number comes first: `054090000101|…`, up to seven fields; the new card has more of them.
_CARD = re.compile(r"\d{12}\|(?:\d{9}|\d{12})?\|[^|]+\|\d{8}\|")

# A card also proves where somebody lives, and may be what is to be certified.
_IDENTITY = re.compile(
    r"t[ùu][ỳy] thân|nhân thân|căn cước|cccd|cmnd|chứng minh nhân dân|chứng minh thư|hộ chiếu"
    r"|nơi cư trú|cần chứng thực|cơ sở chứng thực|làm căn cứ|chứng minh quan hệ",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def may_be_a_card(title: str) -> bool:
    """Whether a paper of this title may be a citizen's card, or a copy of one."""
    return _IDENTITY.search(title) is not None


def card_turn(grey: Image.Image) -> int | None:
    """By how many degrees, to the left, a page with a card's QR must be turned to stand upright.

    `None`: there is no such QR on it. What the QR says of the citizen goes no further.
    """
    import zxingcpp  # only where there is a picture

    found = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    for code in found:
        if _CARD.match(code.text):
            return round(code.orientation / 90) * 90 % 360
    return None
