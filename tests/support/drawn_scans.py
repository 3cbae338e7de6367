"""Pages that nobody wrote, drawn from a seed: as a scanner or a telephone would see them."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

A4 = (1654, 2339)  # at 200 dpi
_WORDS = (
    "cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc giay chung nhan ho va ten ngay "
    "thang nam sinh noi cu tru dan toc quoc tich so dinh danh uy ban nhan dan xa thu nghiem mau"
).split()


def page(seed: object, size: tuple[int, int] = A4, *, lines: int | None = None) -> Image.Image:
    """A filled-in form: a title, dotted lines, letters of 11 to 13 points, a stamp."""
    dice = random.Random(f"page/{seed}")
    tint = dice.randint(236, 255)
    image = Image.new("RGB", size, (tint, tint, max(225, tint - dice.randint(0, 12))))
    pen, unit = ImageDraw.Draw(image), size[1] / 842  # a point of A4
    ink = (dice.randint(10, 60),) * 3
    title = " ".join(dice.choices(_WORDS, k=4)).upper()
    pen.text((size[0] / 2, 70 * unit), title, ink, ImageFont.load_default(16 * unit), anchor="mm")
    font = ImageFont.load_default(dice.randint(11, 13) * unit)
    y = 110 * unit
    for _ in range(lines if lines is not None else dice.randint(8, 34)):
        text = " ".join(dice.choices(_WORDS, k=dice.randint(4, 11)))
        pen.text((60 * unit, y), text, ink, font)
        y += 20 * unit
    if dice.random() < 0.6:
        at = (size[0] * 0.65, min(y, size[1] * 0.85))
        around = 30 * unit
        box = (at[0] - around, at[1] - around, at[0] + around, at[1] + around)
        pen.ellipse(box, outline=(190, 50, 50), width=max(1, int(2 * unit)))
    return image


def blank(seed: object, size: tuple[int, int] = A4) -> Image.Image:
    """The back of a sheet: dust, the lid's edge, a hole, grain."""
    dice = random.Random(f"blank/{seed}")
    tint = dice.randint(225, 255)
    image = Image.new("RGB", size, (tint,) * 3)
    pen = ImageDraw.Draw(image)
    for _ in range(dice.randint(0, 25)):
        x, y, across = dice.randrange(size[0]), dice.randrange(size[1]), dice.randint(1, 3)
        pen.ellipse((x, y, x + across, y + across), fill=(150,) * 3)
    if dice.random() < 0.5:
        pen.line((3, 0, 3, size[1]), fill=(60,) * 3, width=5)
    if dice.random() < 0.4:
        pen.ellipse((20, size[1] // 2, 56, size[1] // 2 + 36), fill=(70,) * 3)
    return grain(image, dice.uniform(0, 4), seed)


def grain(image: Image.Image, sigma: float, _seed: object = 0) -> Image.Image:
    """The sensor's noise, of so many grey levels."""
    if not sigma:
        return image
    noise = Image.effect_noise(image.size, sigma).convert("RGB")
    return Image.blend(image, noise, 0.0) if sigma < 0.5 else _added(image, noise)


def _added(image: Image.Image, noise: Image.Image) -> Image.Image:
    from PIL import ImageChops

    return ImageChops.add(image, noise, 1, -128)


def blurred(image: Image.Image, sigma: float) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(sigma))


def dimmed(image: Image.Image, part: float) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(part)


def on_a_table(
    image: Image.Image, angle: float = 0.0, table: tuple[int, int, int] = (96, 78, 62)
) -> Image.Image:
    """A telephone's look at a page that lies on a table of one colour."""
    around = image.width // 8
    whole = Image.new("RGB", (image.width + 2 * around, image.height + 2 * around), table)
    whole.paste(image, (around, around))
    return whole.rotate(angle, Image.Resampling.BICUBIC, fillcolor=table) if angle else whole


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    if kind == "JPEG":
        options = {"quality": 85, **options}
    image.save(out, kind, **options)
    return out.getvalue()


Spoilt = Callable[[Image.Image], Image.Image]
