"""Pages that nobody wrote, drawn from a seed: as a scanner or a telephone would see them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

A4 = (1654, 2339)  # at 200 dpi
_TEXT = (
    "cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc giay chung nhan ho va ten ngay "
    "thang nam sinh noi cu tru dan toc quoc tich so dinh danh uy ban nhan dan xa thu nghiem mau"
)


def page(seed: object, size: tuple[int, int] = A4, *, lines: int | None = None) -> Image.Image:
    """A filled-in form: a title, dotted lines, letters of 11 to 13 points, a stamp."""
    dice, words = random.Random(f"page/{seed}"), _TEXT.split()
    tint = dice.randint(236, 255)
    image = Image.new("RGB", size, (tint, tint, max(225, tint - dice.randint(0, 12))))
    pen, unit = ImageDraw.Draw(image), size[1] / 842  # a point of A4
    ink = (dice.randint(10, 60),) * 3
    title = " ".join(dice.choices(words, k=4)).upper()
    pen.text((size[0] / 2, 70 * unit), title, ink, ImageFont.load_default(16 * unit), anchor="mm")
    font = ImageFont.load_default(dice.randint(11, 13) * unit)
    y = 110 * unit
    for _ in range(lines if lines is not None else dice.randint(8, 34)):
        text = " ".join(dice.choices(words, k=dice.randint(4, 11)))
        pen.text((60 * unit, y), text, ink, font)
        y += 20 * unit
    if dice.random() < 0.6:
        at = (size[0] * 0.65, min(y, size[1] * 0.85))
        around = 30 * unit
        box = (at[0] - around, at[1] - around, at[0] + around, at[1] + around)
        pen.ellipse(box, outline=(190, 50, 50), width=max(1, int(2 * unit)))
    return image


def blank(seed: object, size: tuple[int, int] = A4) -> Image.Image:
    """The back of a sheet: dust, the lid's edge, a punch's hole, grain."""
    dice = random.Random(f"blank/{seed}")
    tint = dice.randint(225, 255)
    image = Image.new("RGB", A4, (tint,) * 3)
    pen = ImageDraw.Draw(image)
    for _ in range(dice.randint(0, 25)):
        x, y, across = dice.randrange(A4[0]), dice.randrange(A4[1]), dice.randint(1, 3)
        pen.ellipse((x, y, x + across, y + across), fill=(150,) * 3)
    if dice.random() < 0.5:
        pen.line((3, 0, 3, A4[1]), fill=(60,) * 3, width=5)
    if dice.random() < 0.4:
        # 6 mm wide, 12 mm from the edge.
        unit, middle = A4[0] / 210, A4[1] / 2
        pen.ellipse((9 * unit, middle, 15 * unit, middle + 6 * unit), fill=(70,) * 3)
    return grain(image, dice.uniform(0, 4)).resize(size)


def grain(image: Image.Image, sigma: float) -> Image.Image:
    """The sensor's noise, of so many grey levels."""
    if sigma < 1:
        return image
    noise = Image.effect_noise(image.size, sigma).convert("RGB")
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


def crumpled(seed: object) -> Image.Image:
    """Old paper: yellow, folded twice, a shadow across it, writing in pale ink."""
    sheet = page(seed)
    pen = ImageDraw.Draw(sheet)
    for part in (0.33, 0.66):
        y = int(sheet.height * part)
        pen.line((0, y, sheet.width, y + 8), fill=(200, 190, 170), width=4)
    yellow = Image.new("RGB", sheet.size, (236, 222, 178))
    shadow = Image.linear_gradient("L").resize(sheet.size).point(lambda v: 150 + v * 105 // 255)
    old = ImageChops.multiply(ImageChops.multiply(sheet, yellow), shadow.convert("RGB"))
    return Image.blend(old, yellow, 0.25)


@dataclass(frozen=True)
class Sample:
    """Pages of one kind.

    Attributes:
        name: for people.
        draw: makes one from a seed.
        verdicts: what may be said of it (`picture_quality`).
    """

    name: str
    draw: Callable[[object], Image.Image]
    verdicts: frozenset[str]


def _sample(name: str, draw: Callable[[object], Image.Image], *verdicts: str) -> Sample:
    return Sample(name, draw, frozenset(verdicts))


# What the thresholds are found with. Where two verdicts stand, the kind lies at the threshold.
SAMPLES = (
    _sample("tờ khai quét thẳng, 200 dpi", page, ""),
    _sample("như trên, chỉ một dòng tiêu đề", lambda seed: page(seed, lines=0), ""),
    _sample("như trên, hạt nhiễu 8 mức", lambda seed: grain(page(seed), 8), ""),
    _sample("quét 75 dpi", lambda seed: page(seed, (620, 877)), ""),
    _sample("chụp trên mặt bàn, lệch 1,5°", lambda seed: on_a_table(page(seed), 1.5), ""),
    _sample("chụp trên bàn đen, lệch 3°", lambda seed: on_a_table(page(seed), 3, (12, 12, 14)), ""),
    _sample("giấy cũ: ố vàng, gấp, bóng đổ", crumpled, ""),
    _sample("nhòe 1 điểm (200 dpi)", lambda seed: blurred(page(seed), 1), ""),
    _sample("nhòe 2 điểm", lambda seed: blurred(page(seed), 2), ""),
    _sample("nhòe 3 điểm", lambda seed: blurred(page(seed), 3), ""),
    _sample("nhòe 4 điểm", lambda seed: blurred(page(seed), 4), "", "blurred"),
    _sample("nhòe 6 điểm", lambda seed: blurred(page(seed), 6), "blurred"),
    _sample("nhòe 8 điểm", lambda seed: blurred(page(seed), 8), "blurred"),
    _sample(
        "nhòe 8 điểm, trên mặt bàn", lambda seed: blurred(on_a_table(page(seed)), 8), "blurred"
    ),
    _sample("sáng còn một nửa", lambda seed: dimmed(page(seed), 0.5), ""),
    _sample("sáng còn 30 %", lambda seed: dimmed(page(seed), 0.3), "dark"),
    _sample("sáng còn 20 %", lambda seed: dimmed(page(seed), 0.2), "dark"),
    _sample("sáng còn 10 %", lambda seed: dimmed(page(seed), 0.1), "black"),
    _sample("mặt sau trắng: bụi, mép nắp, lỗ ghim, hạt", blank, "blank", "nearly_blank"),
    _sample("trắng hẳn", lambda _seed: Image.new("RGB", A4, "white"), "blank"),
    _sample("đen hẳn, có hạt", lambda _seed: grain(Image.new("RGB", A4, (8, 8, 8)), 3), "black"),
    _sample("ảnh nhỏ, cạnh dài 400 điểm", lambda seed: page(seed, (283, 400)), "small"),
)
