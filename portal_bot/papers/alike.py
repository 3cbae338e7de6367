"""Whether two pages are the same picture, also where one was saved anew, smaller or paler.

The same form filled in by two people is *not* the same picture: their writing is told apart.
"""

from __future__ import annotations

from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 32
# No cell of two prints is further apart than this, in grey levels: a line of writing makes more,
# a file's compression less.
_FURTHEST = 8
# A page on which no cell is so much darker than another is like many others.
_LEAST_RANGE = 24
# Most others differ at one of these already.
_FIRST = slice(None, None, 61)


def print_of(grey: Image.Image) -> bytes:
    """The picture's print: how bright it is, cell by cell, beside its own paper.

    Empty: there is too little on it to know it again.
    """
    from PIL import Image  # slow: only where there is a picture

    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BILINEAR)
    # Against the paper: a smaller picture's ink is paler, and a cell of it as dark as ever.
    paper = max(1, sorted(small.tobytes())[-_SIDE])
    cells = small.point([min(255, level * 255 // paper) for level in range(256)]).tobytes()
    return cells if max(cells) - min(cells) >= _LEAST_RANGE else b""


def is_same(one: bytes, other: bytes) -> bool:
    """Whether two prints are of one picture."""
    if not one or not other or not _near(one[_FIRST], other[_FIRST]):
        return False
    return _near(one, other)


def _near(one: bytes, other: bytes) -> bool:
    return bool(max(map(abs, map(sub, one, other))) <= _FURTHEST)
