"""Opens a picture that somebody sent, whatever is in it: so many bytes of memory and no more."""

from __future__ import annotations

import threading
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

# How a file of each kind begins; of HEIC and WebP what stands behind the length.
_MARKS = {
    "pdf": (0, (b"%PDF-",)),
    "jpeg": (0, (b"\xff\xd8\xff",)),
    "png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "tiff": (0, (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    "webp": (8, (b"WEBP",)),
    "heic": (4, (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc", b"ftypheim")),
}
ENDINGS = {
    "pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "tif": "tiff", "tiff": "tiff",
    "webp": "webp", "heic": "heic", "heif": "heic",
}  # fmt: skip
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP", "heic": "HEIF"}
# What one picture may take unpacked: A4 in colours at 600 dpi, twice what most telephones make.
_MOST_BYTES = 120 * 1024 * 1024
# `catch_warnings` is one for all threads.
_OPENING = threading.Lock()


class TooManyPixels(Exception):
    """Unpacked it would take more memory than any scan needs."""


def kind_of(content: bytes) -> str | None:
    """What a file is by its first bytes: a key of `ENDINGS`' values, or `None`."""
    return next(
        (kind for kind, (at, marks) in _MARKS.items() if content[at:].startswith(marks)), None
    )


def opened(content: bytes, kind: str) -> Image.Image:
    """The picture, not unpacked yet.

    Args:
        content: the file's bytes.
        kind: what it is, as `kind_of` says.

    Raises:
        TooManyPixels: it is not to be unpacked.
        Exception: it is damaged; a parser may raise anything.
    """
    from PIL import Image  # slow: only where there is such a scan

    if kind == "heic":
        _take_heic()
    with _OPENING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(content), formats=(_FORMATS[kind],))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels from error
    insist_fits(image)
    return image


def insist_fits(image: Image.Image, reduced: int = 1) -> None:
    """Refuses what takes too much memory, also where it is unpacked smaller (`Image.draft`).

    Raises:
        TooManyPixels: so.
    """
    width, height = image.size
    # A progressive JPEG is held whole, in numbers of two bytes.
    whole = image.format != "JPEG" or bool(image.info.get("progressive"))
    taken = width * height * (max(3, len(image.getbands())) if whole else len(image.getbands()))
    if taken > _MOST_BYTES * (1 if whole else reduced * reduced):
        raise TooManyPixels


def grey(image: Image.Image, most: int) -> Image.Image:
    """A small grey copy: its longer side is `most` pixels, or what the picture has.

    Of a JPEG only a part is unpacked, and torn places are found none the less.
    """
    from PIL import Image  # loaded by now

    width, height = image.size
    part = most / max(width, height)
    if image.format == "JPEG" and part < 1:
        image.draft("L", (max(1, int(width * part)), max(1, int(height * part))))
    image.load()
    small = _without_colour(image)
    if (by := max(small.size) // most) > 1:
        small = small.reduce(by)
    if max(small.size) > most:
        small.thumbnail((most, most), Image.Resampling.BILINEAR)
    return small


def _without_colour(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Of 16 bits the upper eight; Pillow would cut off all that is above 255.
        return image.convert("I").point(lambda level: level / 256).convert("L")
    return on_white(image).convert("L")


def on_white(image: Image.Image) -> Image.Image:
    """What shines through is white, as on paper."""
    from PIL import Image  # loaded by now

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    over = image.convert("RGBA")
    under = Image.new("RGBA", over.size, "white")
    under.alpha_composite(over)
    return under.convert("RGB")


def _take_heic() -> None:
    from pillow_heif import register_heif_opener  # slow: only for what a telephone made

    register_heif_opener()
