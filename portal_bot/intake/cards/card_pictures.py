"""Reads the citizen cards on a photograph, a scan or a PDF.

The decoder finds most by itself, turned by any angle and seen from aside. Where it does not, the
picture is prepared otherwise, quickest first, until a card is read or the time is over.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal_bot.dossier.card_line import Card, card_of, is_card_line, text_of_payload
from portal_bot.dossier.problems import Refused
from portal_bot.intake.cards.opened_pictures import NoPicture, opened
from portal_bot.papers import apart

if TYPE_CHECKING:
    from PIL import Image

# Every prepared picture has been tried by then on a quiet machine, of twelve megapixels, too.
PATIENT_S = 3.0
_MOST_KEPT = 2_000
# Light is measured on a quarter of the size, within so many points of it on each side.
_COARSE, _NEARBY = 4, 6
# So many pixels are enlarged at a time.
_TILE = 2_000_000


@dataclass(frozen=True, slots=True)
class SeenCards:
    """What is on a picture, or on the pages of a file.

    Attributes:
        cards: each once, from left to right, page by page.
        refused: why a code that is a card's was not taken, each in Vietnamese.
        other_codes: how many QRs there are that are no card's: of a bank, of a page.
        trouble: why it could not be opened, to stand behind its name; empty: it could.
    """

    cards: tuple[Card, ...] = ()
    refused: tuple[str, ...] = ()
    other_codes: int = 0
    trouble: str = ""

    @property
    def why_none(self) -> str:
        """Why there is no card on it, for people."""
        if self.trouble:
            return self.trouble
        if self.refused:
            return self.refused[0]
        if self.other_codes:
            return "có mã QR nhưng không phải mã của thẻ căn cước (mã ngân hàng, đường dẫn…)"
        return (
            "không đọc được mã QR của thẻ; chụp lại mặt trước CCCD hoặc mặt sau Căn cước, gần và "
            "đủ sáng, không lóa"
        )


_seen: OrderedDict[tuple[str, bool], SeenCards] = OrderedDict()


def cards_on(content: bytes, *, patient: bool = True) -> SeenCards:
    """Looks for cards; what was looked at already in this process is only remembered.

    Args:
        content: a file's bytes, whatever they are.
        patient: whether prepared pictures are tried, too, for `PATIENT_S` at most: somebody said
            that there is a card. Otherwise the decoder looks once, at a scan's first pages.
    """
    key = hashlib.sha256(content).hexdigest()
    if (known := remembered(key, patient=patient)) is not None:
        return known
    found = _seen[key, patient] = _look(content, patient=patient)
    while len(_seen) > _MOST_KEPT:
        _seen.popitem(last=False)
    return found


def remembered(sha256: str, *, patient: bool = False) -> SeenCards | None:
    """What was seen in a file of that hash, at least as patiently."""
    return _seen.get((sha256, True)) or (None if patient else _seen.get((sha256, False)))


@dataclass(slots=True)
class _Finds:
    cards: dict[str, Card] = field(default_factory=dict)
    refused: dict[str, None] = field(default_factory=dict)
    others: set[bytes] = field(default_factory=set)
    payloads: dict[bytes, None] = field(default_factory=dict)

    @property
    def many(self) -> int:
        """How much was found that is a card's."""
        return len(self.cards) + len(self.refused)

    def take(self, page: Image.Image) -> bool:
        """Reads what can be read on the page; returns whether a code is left that cannot."""
        codes = _codes(page)
        # From left to right, as whoever says whose cards they are counts them.
        for code in sorted(codes, key=lambda one: one.position.top_left.x):
            if code.valid:
                self.read(code.bytes)
        return not all(code.valid for code in codes)

    def read(self, payload: bytes) -> None:
        """Takes what one code says."""
        self.payloads[payload] = None
        text = text_of_payload(payload)
        try:
            card = card_of(text)
        except Refused as refused:
            if is_card_line(text):
                self.refused[refused.message] = None
            else:
                self.others.add(payload)
        else:
            self.cards.setdefault(card.number, card)

    def seen(self, trouble: str = "") -> SeenCards:
        return SeenCards(tuple(self.cards.values()), tuple(self.refused), len(self.others), trouble)


def _look(content: bytes, *, patient: bool) -> SeenCards:
    """Only what the codes say comes from the process that opens the file (`apart`)."""
    finds = _Finds()
    try:
        trouble, payloads = apart.call(looked_for, [content], patient)
    except apart.Unfinished:
        return finds.seen("không mở được: quá nặng, hỏng, hoặc cố ý làm hỏng")
    for payload in payloads:
        finds.read(payload)
    return finds.seen(trouble)


def looked_for(blobs: Sequence[bytes], patient: bool) -> apart.Told:
    """What the codes on a picture say, and why it could not be opened; see `apart`."""
    (content,) = blobs
    finds = _Finds()
    try:
        left = [finds.take(page) for page in opened(content, only_scans=not patient)]
        if patient and (any(left) or not finds.many):
            _look_longer(content, finds)
    except NoPicture as fault:
        return str(fault), [*finds.payloads]
    return "", [*finds.payloads]


def _look_longer(content: bytes, finds: _Finds) -> None:
    """Looks at every page prepared in other ways, until more is read or the time is over."""
    until = time.monotonic() + PATIENT_S
    had = finds.many
    for page in opened(content):
        for way in _ways(page):
            finds.take(way)
            if finds.many > had or time.monotonic() > until:
                return


def _codes(picture: Image.Image) -> list[Any]:
    import zxingcpp  # slow: only where a card is read

    return zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), return_errors=True
    )


def _ways(page: Image.Image) -> Iterator[Image.Image]:
    """The page as one may see more on it; the quickest first."""
    from PIL import ImageFilter  # slow: only where a card is read

    even = _evenly_lit(page)
    yield even
    if page.width * page.height > _TILE:
        yield page.reduce(2)
        yield even.reduce(2)
    yield page.filter(ImageFilter.MedianFilter(3))
    for tile in _tiles(page):
        # Small modules are three pixels wide and less: between them the decoder needs some more.
        larger = tile.resize((2 * tile.width, 2 * tile.height), _smooth())
        yield larger
        yield _evenly_lit(larger)
        yield larger.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=0))


def _smooth() -> Any:
    from PIL import Image  # slow: only where a card is read

    return Image.Resampling.LANCZOS


def _evenly_lit(picture: Image.Image) -> Image.Image:
    """Four times the contrast around what is usual nearby: what a veil or the dark left of it."""
    from PIL import Image, ImageChops, ImageFilter  # slow: only where a card is read

    near = picture.reduce(_COARSE).filter(ImageFilter.BoxBlur(_NEARBY))
    usual = near.resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.subtract(picture, usual, scale=0.25, offset=128)


def _tiles(page: Image.Image) -> Iterator[Image.Image]:
    """Pieces small enough to be enlarged, each reaching into the next by more than a QR."""
    across = max(1, round((page.width * page.height / _TILE) ** 0.5))
    wide, high = page.width // across, page.height // across
    for top in range(across):
        for left in range(across):
            x, y = left * wide, top * high
            yield page.crop(
                (
                    max(0, x - wide // 5),
                    max(0, y - high // 5),
                    min(page.width, x + wide + wide // 5),
                    min(page.height, y + high + high // 5),
                )
            )
