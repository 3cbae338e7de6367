"""Captcha pictures: readable by a person, used once, gone after five minutes."""

from __future__ import annotations

import random
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from .dice import dice

LIFETIME = timedelta(minutes=5)
KEPT = 2000
WRONG = "Mã xác nhận không đúng"
EXPIRED = "Mã xác nhận đã hết hiệu lực"
# No letter or digit that is easily taken for another.
_ALPHABET = "ABCDEFGHKMNPRTUVXY346789"
_SIZE = (168, 56)


@dataclass(slots=True)
class Captcha:
    """One picture and its text."""

    id: str
    text: str
    made_at: datetime
    used: bool = False

    def expired(self, now: datetime) -> bool:
        return now - self.made_at > LIFETIME


class Captchas:
    """The pictures handed out by one world, oldest forgotten first."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._made: OrderedDict[str, Captcha] = OrderedDict()

    def make(self, now: datetime) -> Captcha:
        text = "".join(self._rng.choices(_ALPHABET, k=5))
        captcha = Captcha(secrets.token_hex(8), text, now)
        self._made[captcha.id] = captcha
        if len(self._made) > KEPT:
            self._made.popitem(last=False)
        return captcha

    def get(self, key: str) -> Captcha | None:
        return self._made.get(key)

    def refusal(self, key: str, text: str, now: datetime) -> str | None:
        """Nothing when it is right, which is so at most once; a wrong answer uses it up as well."""
        captcha = self._made.get(key)
        if captcha is None or captcha.used:
            return WRONG
        if captcha.expired(now):
            return EXPIRED
        captcha.used = True
        right = secrets.compare_digest(captcha.text.encode(), text.strip().upper().encode())
        return None if right else WRONG

    def let_expire(self, key: str) -> None:
        """Makes one older than any may be."""
        if captcha := self._made.get(key):
            captcha.made_at -= 2 * LIFETIME


def picture(captcha: Captcha) -> bytes:
    """The PNG of a captcha; the same captcha always looks the same."""
    # Imported on first use: Pillow would be a quarter of the start-up time.
    from PIL import Image, ImageDraw, ImageFont

    rng = dice(captcha.id)
    image = Image.new("RGB", _SIZE, (247, 243, 230))
    draw = ImageDraw.Draw(image)
    for _ in range(9):
        ends = [rng.randint(0, _SIZE[axis % 2]) for axis in range(4)]
        draw.line(ends, fill=_pale(rng), width=2)
    font = ImageFont.load_default(34)
    for place, letter in enumerate(captcha.text):
        tile = Image.new("RGBA", (44, 50), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((8, 2), letter, font=font, fill=_dark(rng))
        turned = tile.rotate(rng.uniform(-16, 16), expand=False)
        image.paste(turned, (2 + place * 32, rng.randint(0, 6)), turned)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _pale(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(190, 225), rng.randint(190, 225), rng.randint(190, 225)


def _dark(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(0, 110), rng.randint(0, 70), rng.randint(20, 120)
