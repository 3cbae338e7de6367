"""Draws the dummy scans of `fixtures/papers`: page-like, readable, and visibly nobody's.

    python tools/make_scans.py [FOLDER]

The letters are Pillow's built-in font, so that every machine draws the same bytes; it has no
Vietnamese letters, hence "MAU THU NGHIEM". Drawn again, the files do not change.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfReader, PdfWriter

MARK = "MAU THU NGHIEM"
_PAGE = (620, 877)  # A4 at 75 dpi
_CARD = (900, 568)  # a citizen's card, as a phone sees it
_INK, _PAPER, _GREY, _RED = (40, 44, 52), (250, 249, 244), (150, 152, 156), (176, 48, 48)


@dataclass(frozen=True)
class Scan:
    """One dummy scan: its file, the title printed on it and how it was "scanned"."""

    file: str
    title: str
    pages: int = 1
    card: bool = False


SCANS = (
    Scan("chung-sinh.pdf", "GIAY CHUNG SINH"),
    Scan("cccd-mat-truoc.jpg", "CAN CUOC CONG DAN - MAT TRUOC", card=True),
    Scan("cccd-mat-sau.jpg", "CAN CUOC CONG DAN - MAT SAU", card=True),
    Scan("cccd.pdf", "CAN CUOC CONG DAN", pages=2, card=True),
    Scan("giay-uy-quyen.pdf", "GIAY UY QUYEN"),
    Scan("ban-an-ly-hon.pdf", "BAN AN LY HON", pages=3),
    Scan("trich-luc-khai-tu.pdf", "TRICH LUC KHAI TU"),
    Scan("bang-tot-nghiep.pdf", "BANG TOT NGHIEP"),
    Scan("so-ho-khau.jpg", "SO HO KHAU"),
    Scan("ket-hon.pdf", "GIAY CHUNG NHAN KET HON"),
    Scan("bien-ban-bo-roi.pdf", "BIEN BAN TRE BI BO ROI"),
    Scan("xac-nhan-cu-tru.pdf", "XAC NHAN CU TRU"),
    Scan("giay-xac-nhan-cu.pdf", "GIAY XAC NHAN TINH TRANG HON NHAN (CU)"),
    Scan("ban-sao-bang.pdf", "BAN SAO BANG TOT NGHIEP"),
    Scan("don-de-nghi.pdf", "DON DE NGHI"),
    Scan("don-nhan-con-nuoi.pdf", "DON XIN NHAN CON NUOI"),
    Scan("kham-suc-khoe.pdf", "GIAY KHAM SUC KHOE"),
    Scan("anh-toan-than-1.jpg", "ANH TOAN THAN - 1"),
    Scan("anh-toan-than-2.jpg", "ANH TOAN THAN - 2"),
)


def draw(scan: Scan, page: int) -> Image.Image:
    """One side: a title, lines like writing, and the mark across it all."""
    dice = random.Random(f"{scan.file}/{page}")  # noqa: S311 -- the same drawing every time
    size = _CARD if scan.card else _PAGE
    image = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((18, 18, size[0] - 18, size[1] - 18), outline=_GREY, width=2)
    pen.text((size[0] / 2, 60), scan.title, _INK, ImageFont.load_default(26), anchor="mm")
    side = f"{page + 1}/{scan.pages} - khong co gia tri phap ly"
    pen.text((size[0] / 2, 94), side, _GREY, ImageFont.load_default(15), anchor="mm")
    left = 300 if scan.card else 60
    if scan.card:
        _portrait(pen)
    for y in range(140, size[1] - 60, 26):
        _line_of_writing(pen, dice, left, y, size[0] - 60)
    return _with_mark(image)


def _portrait(pen: ImageDraw.ImageDraw) -> None:
    """Where a face would be: a drawing that nobody takes for one."""
    pen.rectangle((50, 150, 250, 420), outline=_GREY, width=3)
    pen.ellipse((105, 190, 195, 290), outline=_GREY, width=3)
    pen.arc((75, 300, 225, 480), 180, 360, fill=_GREY, width=3)


def _line_of_writing(
    pen: ImageDraw.ImageDraw, dice: random.Random, left: int, y: int, end: int
) -> None:
    x = left
    while x < end - 60 and dice.random() > 0.06:
        width = dice.randint(14, 70)
        pen.line((x, y, min(x + width, end), y + dice.choice((-1, 0, 1))), fill=_INK, width=3)
        x += width + 9


def _with_mark(image: Image.Image) -> Image.Image:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    centre = (image.width / 2, image.height / 2)
    font = ImageFont.load_default(image.width // 11)
    ImageDraw.Draw(layer).text(centre, MARK, (*_RED, 150), font, anchor="mm")
    layer = layer.rotate(24, resample=Image.Resampling.BICUBIC)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def as_photo(image: Image.Image) -> bytes:
    """A little askew on a table, a little soft: the way a phone at the counter takes it."""
    table = Image.new("RGB", (image.width + 160, image.height + 160), (108, 92, 78))
    table.paste(image, (80, 80))
    photo = table.rotate(1.4, resample=Image.Resampling.BICUBIC, fillcolor=(108, 92, 78))
    out = BytesIO()
    photo.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=80)
    return out.getvalue()


def as_pdf(images: list[Image.Image], title: str) -> bytes:
    """A PDF of pictures, as a scanner makes it, without the time of making."""
    raw = BytesIO()
    images[0].save(raw, "PDF", save_all=True, append_images=images[1:], resolution=75, quality=70)
    writer = PdfWriter()
    for page in PdfReader(raw).pages:
        writer.add_page(page)
    writer.metadata = {"/Title": f"{title} - {MARK}"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> None:
    default = Path(__file__).parent.parent / "fixtures" / "papers"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    for scan in SCANS:
        images = [draw(scan, page) for page in range(scan.pages)]
        is_photo = scan.file.endswith(".jpg")
        data = as_photo(images[0]) if is_photo else as_pdf(images, scan.title)
        (folder / scan.file).write_bytes(data)
        print(f"{scan.file:28} {len(data) / 1024:6.1f} KiB")


if __name__ == "__main__":
    main()
