"""A stamp-sized picture of a scan, to see which one it is and not to read it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot import files
from portal_bot.papers import apart, pdf_file, picture_file
from portal_bot.papers.picture_file import ENDINGS

if TYPE_CHECKING:
    from PIL import Image

# The longer side in pixels: a page's print has less than two for a line. A small picture is
# made smaller still, by so much.
_SIDE, _LEAST_REDUCED = 150, 3
_MOST_READ = 64 * 1024 * 1024
# One picture may add so many bytes to a page.
MOST_BYTES = 12 * 1024


def thumbnail(scan: Path) -> str:
    """The first page as a `data:` address; empty where no picture can be made of it."""
    try:
        content = files.read(scan, _MOST_READ)
        kind = ENDINGS[scan.suffix[1:].lower()]
        picture, _ = apart.call(pictured, [content], kind)
    except (OSError, KeyError, apart.Unfinished):
        # It only adorns a page.
        return ""
    return f"data:image/jpeg;base64,{picture}" if 0 < len(picture) <= MOST_BYTES else ""


def pictured(blobs: Sequence[bytes], kind: str) -> apart.Told:
    """The picture, in base64; empty where there is none. See `apart`."""
    (content,) = blobs
    try:
        return _of_pdf(content) if kind == "pdf" else _of_picture(content, kind), []
    except Exception:  # noqa: BLE001 - any bytes may come here
        return "", []


def _of_picture(content: bytes, kind: str) -> str:
    from PIL import ImageOps  # slow: only where a page is written

    with picture_file.opened(content, kind) as image:
        longest = max(1, min(_SIDE, max(image.size) // _LEAST_REDUCED))
        turned = ImageOps.exif_transpose(picture_file.grey(image, longest * 2))
    turned.thumbnail((longest, longest))
    return _encoded(turned)


def _of_pdf(content: bytes) -> str:
    with pdf_file.opened(content) as pdf:
        return _encoded(pdf.drawn(0, _SIDE))


def _encoded(image: Image.Image) -> str:
    out = BytesIO()
    image.save(out, "JPEG", quality=55)
    return base64.b64encode(out.getvalue()).decode()
