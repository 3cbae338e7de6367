"""Opens photographs, scans and PDFs as grey pictures, whatever is in them, within bounds."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "BMP", "GIF")
# Of a JPEG, which many telephones write as an MPO, only the size that is wanted is unpacked; of the
# others all, in colour.
_MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000}
_MOST_UNPACKED = 40_000_000
# Beyond it a JPEG is unpacked at half the size: twelve megapixels stay whole.
_LARGE = 26_000_000
_MOST_PAGES, _FIRST_PAGES = 12, 4
# Pictures stand in forms that stand in a page, hardly ever deeper.
_DEEPEST = 3
# A card's QR is 15 mm wide and has some fifty modules: at this many dots an inch 3.5 to each.
_DPI, _POINTS = 300, 72
_MOST_OF_A_PAGE = 12_000_000
_PDF_MARK, _MARK_WITHIN = b"%PDF-", 1024
# PDFium may be called by one thread at a time.
_pdfium = threading.Lock()


class NoPicture(Exception):
    """It cannot be opened; the message says why, in Vietnamese, to stand behind a file's name."""


def opened(content: bytes, *, only_scans: bool = False) -> Iterator[Image.Image]:
    """Its pages, in grey: one, or those of a PDF or of a TIFF, a dozen at most.

    Args:
        content: a file's bytes.
        only_scans: of a PDF only pages with a picture on them, among the first few.

    Raises:
        NoPicture: it is none, is damaged, locked or too large.
    """
    with _any_fault_is_one():
        if _PDF_MARK in content[:_MARK_WITHIN]:
            yield from _pages_of_pdf(content, only_scans=only_scans)
        else:
            yield from _pages_of_picture(content)


@contextmanager
def _any_fault_is_one() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (NoPicture, GeneratorExit):
        raise
    except Exception as error:
        raise NoPicture("hỏng, chưa chép hết, hoặc không phải ảnh hay PDF") from error


def _pages_of_picture(content: bytes) -> Iterator[Image.Image]:
    import pillow_heif  # slow: only where a card is read
    from PIL import Image, ImageOps  # slow: only where a card is read

    pillow_heif.register_heif_opener()
    with Image.open(BytesIO(content), formats=_FORMATS) as image:
        for number in range(min(getattr(image, "n_frames", 1), _MOST_PAGES)):
            # Of an MPO the others are depth maps and previews, of a GIF moving pictures.
            if number and image.format != "TIFF":
                return
            if number:
                image.seek(number)
            _refuse_too_large(image)
            if image.format in _MOST_PIXELS:
                _draft(image)
            # Upright, so that what lies to the left is there on the picture, too.
            yield ImageOps.exif_transpose(image.convert("L"))


def _refuse_too_large(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > _MOST_PIXELS.get(image.format or "", _MOST_UNPACKED):
        raise NoPicture("có quá nhiều điểm ảnh; chụp hoặc quét lại nhỏ hơn")


def _draft(image: Image.Image) -> None:
    """Only the grey of it is unpacked, and of a very large one only every second point."""
    half = image.width * image.height > _LARGE
    image.draft("L", (image.width // 2, image.height // 2) if half else image.size)


def _pages_of_pdf(content: bytes, *, only_scans: bool) -> Iterator[Image.Image]:
    import pypdfium2 as pdfium  # slow: only where a card is looked for in a PDF

    with _pdfium:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise NoPicture("là PDF hỏng hoặc có mật khẩu") from error
        pages = min(len(document), _FIRST_PAGES if only_scans else _MOST_PAGES)
    try:
        for number in range(pages):
            with _pdfium:
                page = document[number]
                picture = None if only_scans and not _has_a_picture(page) else _drawn(page)
                page.close()
            if picture is not None:
                yield picture
    finally:
        with _pdfium:
            document.close()


def _has_a_picture(page: Any) -> bool:
    import pypdfium2.raw as raw  # slow: only where a card is looked for in a PDF

    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    return next(iter(pictures), None) is not None


def _drawn(page: Any) -> Image.Image:
    wide, high = page.get_size()
    scale = min(_DPI / _POINTS, (_MOST_OF_A_PAGE / max(1, wide * high)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture: Image.Image = drawn.to_pil().convert("L")
    picture.load()
    drawn.close()
    return picture
