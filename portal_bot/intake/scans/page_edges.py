"""Where a page ends on a photograph: only where its edges are plain."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

Box = tuple[int, int, int, int]

_SIDE = 240
# The table: of one brightness but for so many levels, and so much darker than the page.
_EVEN, _DARKER = 24, 60
# Of the box around the page so much must be page; of the picture so much must be left, and so
# little that there is something to cut off.
_FILLED, _LEAST, _MOST = 0.9, 0.25, 0.94
# Rather a strip of table than a letter lost.
_MARGIN = 0.012


def page_box(image: Image.Image) -> Box | None:
    """The page's place on the picture; `None`: it is not plain, and nothing may be cut off."""
    from PIL import ImageFilter  # slow: only where a scan is prepared

    by = max(1, max(image.size) // _SIDE)
    small = image.reduce(by).convert("L")
    levels = list(accumulate(_rim(small)))
    table, high = _at(levels, 0.5), _at(levels, 0.9)
    if high - _at(levels, 0.1) > _EVEN:
        return None
    limit = table + _DARKER
    page = small.filter(ImageFilter.MedianFilter(3)).point(lambda v: 255 if v > limit else 0)
    box = page.getbbox()
    if box is None or not _is_plain(page, box):
        return None
    across, down = image.width * _MARGIN, image.height * _MARGIN
    return (
        max(0, int(box[0] * by - across)),
        max(0, int(box[1] * by - down)),
        min(image.width, int(box[2] * by + across)),
        min(image.height, int(box[3] * by + down)),
    )


def _is_plain(page: Image.Image, box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    part = width * height / (page.width * page.height)
    # Letters are dark, too: each is as small as this, and closed.
    from PIL import ImageFilter  # loaded by now

    filled = page.filter(ImageFilter.MaxFilter(5)).crop(box).histogram()[255] / (width * height)
    return _LEAST <= part <= _MOST and filled >= _FILLED


def _rim(small: Image.Image) -> list[int]:
    """The levels of the picture's outermost pixels."""
    width, height = small.size
    sides = ((0, 0, width, 2), (0, height - 2, width, height), (0, 0, 2, height))
    told = [small.crop(side).histogram() for side in (*sides, (width - 2, 0, width, height))]
    return [sum(at) for at in zip(*told, strict=True)]


def _at(levels: list[int], part: float) -> int:
    return next(at for at, so_far in enumerate(levels) if so_far >= levels[-1] * part)
