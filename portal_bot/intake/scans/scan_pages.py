"""The pages of a scan, one by one: upright, cut to the page, small enough to send."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from io import BytesIO
from typing import TYPE_CHECKING

from portal_bot.intake.scans.page_edges import Box, page_box
from portal_bot.papers import picture_file
from portal_bot.papers.card_sign import card_turn
from portal_bot.papers.picture_file import TooManyPixels
from portal_bot.papers.picture_quality import JUDGED

if TYPE_CHECKING:
    from PIL import Image
    from PIL.Image import Transpose

# From finest to coarsest: the longer side in pixels, and JPEG's quality. The last one is A4 at
# 150 dpi: print of 8 points is still read. What does not fit so is not made smaller.
STEPS = ((3000, 85), (2600, 80), (2340, 75), (2100, 70), (1900, 65), (1754, 58))
# A TIFF of more pages than any paper has is somebody's archive.
MOST_PAGES = 200
_LINES = 500
_TURNED = 0x0112  # EXIF's orientation
# What undoes each: numbers of `PIL.Image.Transpose`, which is loaded only where it is needed.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
# Large pictures are unpacked one at a time: two would be more memory than a small machine has.
_LARGE, _ONE_AT_A_TIME = 20_000_000, threading.Lock()


def is_upright_and_cut(content: bytes, kind: str) -> bool:
    """Whether nothing of a picture would be turned or cut off."""
    with picture_file.opened(content, kind) as image:
        if getattr(image, "n_frames", 1) > 1 and kind == "tiff":
            return False
        if image.getexif().get(_TURNED, 1) not in {0, 1}:
            return False
        grey = picture_file.grey(image, STEPS[-1][0])
    return page_box(grey) is None and not card_turn(grey)


def page_count(content: bytes, kind: str) -> int:
    """How many pages a picture's file has: only TIFF has more than one."""
    with picture_file.opened(content, kind) as image:
        return getattr(image, "n_frames", 1) if kind == "tiff" else 1


def pages_of(content: bytes, kind: str, step: int) -> Iterator[bytes]:
    """Each page as a JPEG, or as a PNG where it is black and white only.

    Args:
        content: the picture's file.
        kind: what it is (`picture_file.kind_of`).
        step: the place in `STEPS`.

    Raises:
        TooManyPixels: one of them is not to be unpacked, or they are too many.
        Exception: it is damaged; a parser may raise anything.
    """
    many = page_count(content, kind)
    if many > MOST_PAGES:
        raise TooManyPixels
    for number in range(many):
        yield _page(content, kind, number, step)


def _page(content: bytes, kind: str, number: int, step: int) -> bytes:
    longest, quality = STEPS[step]
    small, turned = _small(content, kind, number, longest)
    return encoded(_upright(small, turned), quality)


def _small(
    content: bytes, kind: str, number: int, longest: int
) -> tuple[Image.Image, Transpose | None]:
    """A page cut and made smaller, and how it is to be turned: only then is the large one gone."""
    from PIL.Image import Transpose  # slow: only where a scan is prepared

    with picture_file.opened(content, kind) as image:
        if number:
            image.seek(number)
            picture_file.insist_fits(image)
        turned = _TURNS.get(image.getexif().get(_TURNED, 1))
        large = image.width * image.height > _LARGE
        with _ONE_AT_A_TIME if large else nullcontext():
            if image.format == "JPEG":
                image.draft("RGB", (longest, longest))
            image.load()
            # Line by line as the scanner saw it: made grey it would be larger, and worse to read.
            small = image if image.mode == "1" else _fitted(_in_colours(image), longest)
    return small, None if turned is None else Transpose(turned)


def _upright(small: Image.Image, turned: Transpose | None) -> Image.Image:
    if turned is not None:
        small = small.transpose(turned)
    if small.mode == "1":
        return small
    turn = card_turn(picture_file.grey(small, JUDGED))
    return small.rotate(turn, expand=True) if turn else small


def _fitted(whole: Image.Image, longest: int) -> Image.Image:
    box = page_box(whole)
    left, top, right, bottom = box or (0, 0, *whole.size)
    part = min(1.0, longest / max(right - left, bottom - top))
    if part == 1:
        return whole.crop(box) if box else whole
    size = (max(1, round((right - left) * part)), max(1, round((bottom - top) * part)))
    return _resized(whole, (left, top, right, bottom), size)


def _resized(whole: Image.Image, box: Box, size: tuple[int, int]) -> Image.Image:
    """Strip by strip: what a resize holds on its way is nearly as large as the picture."""
    from PIL import Image  # slow: only where a scan is prepared

    (left, top, right, bottom), (width, height) = box, size
    made = Image.new(whole.mode, size)
    for line in range(0, height, _LINES):
        behind = min(line + _LINES, height)
        upper, lower = (top + (bottom - top) * at / height for at in (line, behind))
        strip = (left, upper, right, lower)
        made.paste(whole.resize((width, behind - line), Image.Resampling.LANCZOS, strip), (0, line))
    return made


def _in_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L")
    flat = picture_file.on_white(image)
    return flat if flat.mode in {"L", "RGB"} else flat.convert("RGB")


def encoded(image: Image.Image, quality: int) -> bytes:
    """The picture as a file, without any date, place or name of a machine."""
    out = BytesIO()
    if image.mode == "1":
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=quality)
    return out.getvalue()
