"""Whether two pages are the same picture, also where one was saved anew, smaller or paler.

The same form filled in by two people is *not* the same picture: their writing is told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 32
# A step in brightness that is no chance of a file's compression.
_STEP = 3
# Of the two times 32 x 32 steps so many may be others; so many must be there at the least.
_MOST_OTHER = 0.02
_LEAST_STEPS = 40


def print_of(grey: Image.Image) -> int:
    """The picture's print: where its brightness rises and where it falls, from cell to cell.

    0: there is too little on it to know it again.
    """
    from PIL import Image, ImageOps  # slow: only where there is a picture

    even = ImageOps.autocontrast(grey, cutoff=(1, 1))
    cells = even.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes()
    made = 0
    for row in range(_SIDE):
        at = row * (_SIDE + 1)
        for left, right in zip(cells[at : at + _SIDE], cells[at + 1 : at + _SIDE + 1], strict=True):
            made = (made << 2) | (2 if right - left > _STEP else left - right > _STEP)
    return made if made.bit_count() >= _LEAST_STEPS else 0


def is_same(one: int, other: int) -> bool:
    """Whether two prints are of one picture."""
    if not one or not other:
        return False
    return (one ^ other).bit_count() <= _MOST_OTHER * (one.bit_count() + other.bit_count())
