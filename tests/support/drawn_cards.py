"""Photographs of citizen cards that nobody was issued, drawn from a seed.

A card has the size, the layout and the QR of a real one, an invented person, and VÍ DỤ across it.
What happens to it happens in the order in which it happens to a real one, and nothing of it knows
how the QR is read:

1. it lies on a desk, turned by any angle, and is seen from aside by up to `MOST_TILT` (a camera
   three card widths away, so that lines of one direction meet);
2. light falls on it: the room's, which may be a quarter of a good one's, and a lamp's glare;
3. the lens blurs it (a Gauss of up to `MOST_BLUR` pixels of the picture);
4. the sensor averages (drawn twice as large, then halved), adds noise, clips at 255;
5. the telephone writes a JPEG.

A glare adds light. *Veil*: it falls off softly from anywhere on the card, is over a fifth of it
half as bright as in its middle, and leaves ink darker than paper. *Burnt*: a fifth of the card is
plain white; what stood there is gone, for people, too, so it lies beside the QR.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDE, HIGH = 85.6, 54.0  # millimetres, ISO/IEC 7810 ID-1
QR_SIDE = 15.0
MOST_TILT, MOST_BLUR, LEAST_LIGHT, LEAST_MODULE, GLARE_SHARE = 30.0, 1.0, 0.25, 3.0, 0.2
_DISTANCE = 3.0 * WIDE
_INK, _PAPER = 38, 226
_OVER = 2  # drawn so many times as large, then averaged
_CARD = ("CĂN CƯỚC CÔNG DÂN", "CĂN CƯỚC")
Side = Literal["front", "back"]
Glare = Literal["", "veil", "burnt"]


@dataclass(frozen=True)
class Shot:
    """How a photograph is taken.

    Attributes:
        turn: degrees, in the plane of the desk.
        tilt: degrees, from straight above.
        lean: the direction from which it is seen, degrees.
        module: pixels a module of the QR has, seen from straight above.
        blur: pixels.
        light: of a good one.
        glare: of which kind, if any.
        bright: how much light the veil adds in its middle, of 255.
        room: how much larger than the card, as it is seen, the picture is.
        quality: of the JPEG.
        seed: of everything else.
    """

    turn: float = 0.0
    tilt: float = 0.0
    lean: float = 0.0
    module: float = 6.0
    blur: float = 0.3
    light: float = 1.0
    glare: Glare = ""
    bright: float = 150.0
    room: float = 1.5
    quality: int = 85
    seed: int = 0


_SINGLY: dict[str, Callable[[random.Random, Shot], Shot]] = {
    "plain": lambda _, shot: shot,
    "turned": lambda dice, shot: replace(shot, turn=dice.uniform(0, 360)),
    "tilted": lambda dice, shot: replace(shot, tilt=MOST_TILT, lean=dice.uniform(0, 360)),
    "small": lambda _, shot: replace(shot, module=LEAST_MODULE),
    "blurred": lambda _, shot: replace(shot, blur=MOST_BLUR),
    "dimmed": lambda _, shot: replace(shot, light=LEAST_LIGHT),
    "veiled": lambda dice, shot: replace(shot, glare="veil", bright=dice.uniform(80, 190)),
    "burnt": lambda _, shot: replace(shot, glare="burnt"),
}
CAUSES = (*_SINGLY, "mixed")


def shot(cause: str, seed: int) -> Shot:
    """A photograph with one thing wrong, at its limit, or (``mixed``) with some of everything.

    Of a mixed one each thing is drawn evenly from its whole range, for itself; a glare is there in
    one of three, of either kind.
    """
    dice = random.Random(f"{cause}/{seed}")
    plain = Shot(
        turn=dice.uniform(-8, 8),
        tilt=dice.uniform(0, 5),
        lean=dice.uniform(0, 360),
        module=dice.uniform(4.5, 9),
        room=dice.uniform(1.05, 1.8),
        quality=dice.randint(75, 92),
        seed=seed,
    )
    if cause != "mixed":
        return _SINGLY[cause](dice, plain)
    kinds: list[Glare] = ["", "", "", "", "veil", "burnt"]
    return replace(
        plain,
        turn=dice.uniform(0, 360),
        tilt=dice.uniform(0, MOST_TILT),
        module=dice.uniform(LEAST_MODULE, 9),
        blur=dice.uniform(0, MOST_BLUR),
        light=dice.uniform(LEAST_LIGHT, 1),
        glare=dice.choice(kinds),
        bright=dice.uniform(80, 190),
    )


_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Võ", "Ksor", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Thử", "Mẫu", "Ngọc", "Hữu")
_GIVEN = ("Ví Dụ", "Nghiệm", "Mẫu", "Thử Nghiệm", "Giả Định")
_PLACES = (
    "Thôn Ví Dụ {n}, Hòa Thành, Đông Hòa, Phú Yên",
    "Tổ {n}, Khu phố Ví Dụ, Phường 9, Tuy Hòa, Phú Yên",
    "Buôn Ví Dụ, Ea Bia, Sông Hinh, Phú Yên",
    "Số {n} Đường Thử Nghiệm, Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
    "Xóm Mẫu {n}, Thạch Hòa, Thạch Thất, Hà Nội",
)


def line(seed: int, *, side: Side = "front") -> str:
    """What the QR of an invented card says, in the order of that side."""
    dice = random.Random(f"line/{seed}")
    female, year = dice.random() < 0.5, dice.randint(1950, 2005)
    head = dice.choice(("054", "001", "079", "030"))
    century = 2 * (year >= 2000) + female
    number = f"{head}{century}{year % 100:02}{dice.randint(0, 999_999):06}"
    old = dice.choice(("", f"{dice.randint(0, 999_999_999):09}"))
    name = " ".join(dice.choice(part) for part in (_SURNAMES, _MIDDLE, _GIVEN))
    born = f"{dice.randint(1, 28):02}{dice.randint(1, 12):02}{year}"
    sex = "Nữ" if female else "Nam"
    home = dice.choice(_PLACES).format(n=dice.randint(1, 200))
    first_year = 2021 if side == "front" else 2024
    issued = f"{dice.randint(1, 28):02}{dice.randint(7, 12):02}{dice.randint(first_year, 2025)}"
    if side == "front":
        return "|".join((number, old, name, born, sex, home, issued))
    orders = (
        (number, "", name, born, sex, home, issued, "", "", "", ""),
        (number, name, born, sex, home, issued, old, "", "", ""),
    )
    return "|".join(dice.choice(orders))


@dataclass(frozen=True)
class Drawn:
    """A card as it is printed, and where its QR is, in pixels."""

    picture: Image.Image
    qr: tuple[float, float, float, float]


def card(text: str, *, module: float, side: Side = "front", seed: int = 0) -> Drawn:
    """A card whose QR has modules of so many pixels, at most, and whole ones."""
    dice = random.Random(f"card/{seed}")
    code = segno.make(text, error=dice.choice("LM"), boost_error=False, micro=False)
    border = 2
    modules = code.symbol_size(scale=1, border=border)[0]
    each = math.ceil(module)
    scale = each * modules / (QR_SIDE * modules / (modules - 2 * border))  # pixels a millimetre
    size = (round(WIDE * scale), round(HIGH * scale))
    picture = Image.new("L", size, _PAPER)
    _pattern(picture, dice)
    _words(picture, scale, side, dice)
    printed = io.BytesIO()
    code.save(printed, kind="png", scale=each, border=border)
    with Image.open(printed) as found:
        qr = found.convert("L").point([_INK] * 128 + [_PAPER + 8] * 128)
    right = WIDE - 4 if side == "front" else 22
    at = (round(right * scale) - qr.width, round(4 * scale))
    picture.paste(qr, at)
    _mark(picture, scale, (at[0], at[1], at[0] + qr.width, at[1] + qr.height))
    return Drawn(picture, (at[0], at[1], at[0] + qr.width, at[1] + qr.height))


def _pattern(picture: Image.Image, dice: random.Random) -> None:
    """Fine lines, as on anything that shall not be copied."""
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    for ring in range(14):
        radius = (ring + 1) * wide / 18
        x, y = wide * dice.uniform(0.3, 0.6), high * dice.uniform(0.4, 0.7)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_PAPER - 22, width=2)


def _words(picture: Image.Image, scale: float, side: Side, dice: random.Random) -> None:
    draw = ImageDraw.Draw(picture)

    def write(x: float, y: float, text: str, high: float) -> None:
        draw.text((x * scale, y * scale), text, fill=_INK + 20, font=_font(high * scale))

    write(24, 4, "CỘNG HÒA VÍ DỤ THỬ NGHIỆM", 2.6)
    write(24, 8, _CARD[side == "back"], 3.2)
    left = 30 if side == "front" else 26
    for at in range(6):
        write(left, 20 + 5 * at, "Ví dụ " + "".join(dice.choices("aeinou ", k=18)), 2.6)
    if side == "front":
        draw.rectangle((4 * scale, 20 * scale, 24 * scale, 48 * scale), fill=150)
    else:
        for at in range(3):
            write(4, 40 + 4 * at, "".join(dice.choices("VIDU0123456789<<", k=30)), 2.4)


def _mark(picture: Image.Image, scale: float, keep: tuple[int, int, int, int]) -> None:
    """THỬ NGHIỆM across it, but for the QR, which a watermark would make another one."""
    layer = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(layer)
    font = _font(6.5 * scale)
    draw.text((8 * scale, 33 * scale), "VÍ DỤ THỬ NGHIỆM", fill=70, font=font)
    draw.rectangle(keep, fill=0)
    picture.paste(ImageChops.subtract(picture, layer), (0, 0))


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype("DejaVuSans.ttf", max(6, round(size)))
    except OSError:
        return ImageFont.load_default(max(6, round(size)))


def photograph(cards: list[tuple[str, Side]] | str, taken: Shot) -> Image.Image:
    """The photograph of one card, or of several beside each other, as a grey picture."""
    dice = random.Random(f"photograph/{taken.seed}")
    said: list[tuple[str, Side]] = [(cards, "front")] if isinstance(cards, str) else cards
    module = taken.module * _OVER
    drawn = [card(text, module=module, side=side, seed=taken.seed) for text, side in said]
    shrink = module / math.ceil(module)
    seen = [_corners(each.picture, taken, shrink) for each in drawn]
    # Whoever takes it has the whole card in the picture.
    boxes = [[max(c[n] for c in at) - min(c[n] for c in at) for n in (0, 1)] for at in seen]
    room = [max(box[n] for box in boxes) * taken.room for n in (0, 1)]
    whole = (round(room[0] * len(drawn) / 2) * 2, round(room[1] / 2) * 2)
    canvas = _desk(whole, dice)
    for number, (each, at) in enumerate(zip(drawn, seen, strict=True)):
        low = [min(c[n] for c in at) for n in (0, 1)]
        shift = [(room[n] - boxes[number][n]) / 2 - low[n] for n in (0, 1)]
        shift[0] += number * room[0]
        _lay(canvas, _glare(each, taken, dice), [(x + shift[0], y + shift[1]) for x, y in at])
    return _taken(canvas, taken, dice)


def _desk(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """A desk with its grain and another sheet of paper."""
    small = Image.new("L", (24, 18))
    tone = dice.randint(70, 190)
    small.putdata([tone + dice.randint(-18, 18) for _ in range(24 * 18)])
    canvas = small.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(canvas)
    x, y = dice.randint(0, size[0] // 2), dice.randint(0, size[1] // 2)
    draw.rectangle((x, y, x + size[0] // 3, y + size[1] // 2), fill=min(250, tone + 55))
    return canvas


def _glare(drawn: Drawn, taken: Shot, dice: random.Random) -> Image.Image:
    picture = drawn.picture
    wide, high = picture.size
    radius = math.sqrt(GLARE_SHARE * wide * high / math.pi)
    if taken.glare == "veil":
        # Half as bright as in the middle on a circle around a fifth of the card.
        x, y = dice.uniform(0, wide), dice.uniform(0, high)
        spot = Image.radial_gradient("L").point(
            [
                round(taken.bright * 2 ** -((3 * min(step / 181, 1)) ** 2) * (step < 181))
                for step in range(256)
            ]
        )
        side = round(radius * 3 * 2 * 128 / 181)
        light = Image.new("L", picture.size, 0)
        light.paste(spot.resize((side, side)), (round(x - side / 2), round(y - side / 2)))
        return ImageChops.add(picture, light)
    if taken.glare == "burnt":
        x, y = _beside_the_qr(drawn, radius, dice)
        light = Image.new("L", picture.size, 0)
        ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        return ImageChops.add(picture, light.filter(ImageFilter.GaussianBlur(radius / 12)))
    return picture


def _beside_the_qr(drawn: Drawn, radius: float, dice: random.Random) -> tuple[float, float]:
    left, top, right, bottom = drawn.qr
    far = radius * 1.15
    while True:
        x = dice.uniform(0, drawn.picture.width)
        y = dice.uniform(0, drawn.picture.height)
        near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
        if math.hypot(x - near_x, y - near_y) > far:
            return x, y


def _corners(picture: Image.Image, taken: Shot, shrink: float) -> list[tuple[float, float]]:
    """Where the camera sees the corners of a card, around its middle."""
    scale = picture.width / WIDE
    seen = [_seen(x, y, taken) for x, y in _square(WIDE, HIGH)]
    return [(x * scale * shrink, y * scale * shrink) for x, y in seen]


def _square(wide: float, high: float) -> list[tuple[float, float]]:
    x, y = wide / 2, high / 2
    return [(-x, -y), (x, -y), (x, y), (-x, y)]


def _lay(canvas: Image.Image, picture: Image.Image, at: list[tuple[float, float]]) -> None:
    """Puts a card on the desk, its corners there."""
    wide, high = picture.size
    own = [(x + wide / 2, y + high / 2) for x, y in _square(wide, high)]
    left, top = (math.floor(min(c[n] for c in at)) for n in (0, 1))
    box = (math.ceil(max(c[0] for c in at)) - left, math.ceil(max(c[1] for c in at)) - top)
    way = _perspective([(x - left, y - top) for x, y in at], own)
    laid = picture.transform(box, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC)
    mask = Image.new("L", picture.size, 255).transform(box, Image.Transform.PERSPECTIVE, way)
    canvas.paste(laid, (left, top), mask)


def _seen(x: float, y: float, taken: Shot) -> tuple[float, float]:
    """A point of the desk, in millimetres, where the camera sees it."""
    lean, tilt, turn = (math.radians(a) for a in (taken.lean, taken.tilt, taken.turn))
    x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    along = x * math.cos(lean) + y * math.sin(lean)
    across = -x * math.sin(lean) + y * math.cos(lean)
    near = _DISTANCE / (_DISTANCE + along * math.sin(tilt))
    along, across = along * math.cos(tilt) * near, across * near
    return (
        along * math.cos(lean) - across * math.sin(lean),
        along * math.sin(lean) + across * math.cos(lean),
    )


def _perspective(
    at: list[tuple[float, float]], own: list[tuple[float, float]]
) -> tuple[float, ...]:
    """The eight numbers by which Pillow finds for a point of the picture that of the card."""
    rows = []
    for (x, y), (u, v) in zip(at, own, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan."""
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda n: abs(rows[n][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(size):
            if other != at and (factor := rows[other][at]):
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _taken(canvas: Image.Image, taken: Shot, dice: random.Random) -> Image.Image:
    if taken.blur:
        canvas = canvas.filter(ImageFilter.GaussianBlur(taken.blur * _OVER))
    picture = canvas.reduce(_OVER).point([round(n * taken.light) for n in range(256)])
    noise = Image.frombytes("L", (512, 512), dice.randbytes(512 * 512)).point(
        # A byte's quantile: noise like a sensor's, of some three grey levels.
        [round(128 + 3 * _quantile((n + 0.5) / 256)) for n in range(256)]
    )
    layer = Image.new("L", picture.size)
    for x in range(0, picture.width, 512):
        for y in range(0, picture.height, 512):
            layer.paste(noise, (x, y))
    return ImageChops.add(picture, layer, 1, -128)


def _quantile(share: float) -> float:
    """Of the normal distribution, near enough (Tukey's lambda, 0.14)."""
    return float((share**0.14 - (1 - share) ** 0.14) / 0.1975)


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The picture as a telephone writes it, in colour."""
    written = io.BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=quality)
    return written.getvalue()


def snapshot(text: str, seed: int = 0) -> bytes:
    """A JPEG of a card that is easily read, small and quickly made."""
    return jpeg(photograph(text, replace(shot("plain", seed), module=3.5, room=1.05)))
