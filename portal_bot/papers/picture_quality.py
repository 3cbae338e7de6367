"""Whether a page can be read, told from a small grey picture of it.

The thresholds were found with seeded drawn pages: docs/ban-quet.md has the table, and a test holds
it to what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

# The longest side of the picture that is judged, in pixels: a page of A4 at 100 dpi.
JUDGED = 1200
# Grey levels: nothing on the page is brighter than this; the paper itself is not.
BLACK, DARK = 40, 80
# Ink: so many levels darker than the paper around it.
INK = 30
# Parts of the page that are ink: a speck of dust is less, a line of writing more.
BLANK, NEARLY_BLANK = 0.0002, 0.0004
# The steepest edges against the page's own contrast: with less, print of 12 points runs together.
BLURRED = 0.18
# A page of A4 on fewer pixels has less than 45 dpi.
SMALL = 500
# What lies along the edges is the scanner's lid, a shadow, a hole.
_RIM = 0.07
# A cell of the grid in which the paper's own brightness is taken.
_CELL = 24
# A cell this much darker than the paper is none of the page.
_TABLE = 0.6
# So few ink pixels say nothing of how sharp they are.
_LEAST_INK = 0.002
# Nor where so many cells are dark throughout: a photograph has soft edges by nature.
_MOST_SOLID = 0.01


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured of one page.

    Attributes:
        brightest: the grey level that one pixel in two hundred is brighter than.
        paper: likewise, one in twenty.
        ink: the part of the page, without its rim, that is darker than the paper around it.
        sharpness: the steepest edges, as a part of the contrast; 1 where there is too little ink.
        longest: the longer side of the whole picture, in pixels; 0: it is drawn, not scanned.
    """

    brightest: int
    paper: int
    ink: float
    sharpness: float
    longest: int = 0

    @property
    def verdict(self) -> str:
        """``black``, ``blank``, ``dark``, ``nearly_blank``, ``blurred``, ``small``, or nothing."""
        if self.brightest < BLACK:
            return "black"
        if self.ink < BLANK:
            return "blank"
        if self.paper < DARK:
            return "dark"
        if self.ink < NEARLY_BLANK:
            return "nearly_blank"
        if self.sharpness < BLURRED:
            return "blurred"
        return "small" if 0 < self.longest < SMALL else ""


def measured(grey: Image.Image, longest: int = 0) -> Quality:
    """Measures a page.

    Args:
        grey: mode ``L``, its longer side `JUDGED` or less.
        longest: of the picture that it was made from.
    """
    from PIL import Image, ImageChops, ImageFilter  # slow: only where there is a picture

    levels = list(accumulate(grey.histogram()))
    brightest, paper = _level(levels, 0.995), _level(levels, 0.95)
    inner = _inner(grey)
    cells = (max(1, inner.width // _CELL), max(1, inner.height // _CELL))
    means = inner.resize(cells, Image.Resampling.BOX)
    page_cells = _page(means, paper)
    page = page_cells.resize(inner.size, Image.Resampling.NEAREST)
    # Ink covers less than half of a cell, or of one beside it.
    around = means.filter(ImageFilter.MaxFilter(3)).resize(inner.size, Image.Resampling.BILINEAR)
    depths = ImageChops.subtract(around, inner).histogram(page)
    ink = sum(depths[INK:]) / max(sum(depths), 1)
    sharpness = 1.0
    levels_of_cells = means.histogram(page_cells)
    solid = sum(levels_of_cells[: int(paper * _TABLE) + 1]) / max(sum(levels_of_cells), 1)
    if ink >= _LEAST_INK and solid <= _MOST_SOLID:
        part = min(ink, 0.2) / 4
        depth = _level(list(accumulate(depths)), 1 - part)
        sharpness = _steepest(inner, page, part) / max(depth, 1)
    return Quality(brightest, paper, round(ink, 6), round(sharpness, 4), longest)


def _inner(grey: Image.Image) -> Image.Image:
    across, down = int(grey.width * _RIM), int(grey.height * _RIM)
    return grey.crop((across, down, grey.width - across, grey.height - down))


def _page(means: Image.Image, paper: int) -> Image.Image:
    """Where the page is, and not the table on which it was photographed."""
    from PIL import ImageDraw, ImageFilter  # loaded by now

    least, (width, height) = paper * _TABLE, means.size
    page = means.point(lambda level: 255 if level > least else 0)
    # What is as dark in the middle of the page stands on it: a photograph, a seal.
    rim = [(x, y) for x in range(width) for y in {0, height - 1}]
    rim += [(x, y) for y in range(height) for x in {0, width - 1}]
    for at in rim:
        if page.getpixel(at) == 0:
            ImageDraw.floodfill(page, at, 1)
    page = page.point(lambda level: 0 if level == 1 else 255)
    if min(means.size) >= 3:
        page = page.filter(ImageFilter.MinFilter(3))
    return page if page.getbbox() else means.point(lambda _: 255)


def _steepest(grey: Image.Image, page: Image.Image, part: float) -> int:
    """The step from a pixel to the next that only this part of all steps is larger than."""
    from PIL import ImageChops  # loaded by now

    if min(grey.size) < 2:
        return 255
    width, height = grey.size
    steps = [0] * 256
    for right, down in ((1, 0), (0, 1)):
        moved = (right, down, width, height)
        step = ImageChops.difference(
            grey.crop(moved), grey.crop((0, 0, width - right, height - down))
        )
        steps = [a + b for a, b in zip(steps, step.histogram(page.crop(moved)), strict=True)]
    return _level(list(accumulate(steps)), 1 - part)


def _level(accumulated: Sequence[int], part: float) -> int:
    """The level that this part of all pixels does not exceed."""
    wanted = accumulated[-1] * part
    return next((at for at, so_far in enumerate(accumulated) if so_far >= wanted), 255)
