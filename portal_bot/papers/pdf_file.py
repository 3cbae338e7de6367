"""Opens a PDF that somebody sent, whatever is in it: so much memory, so much time and no more."""

from __future__ import annotations

import logging
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image
    from pypdf import PdfReader
    from pypdfium2 import PdfDocument

# PDFium may be used by one thread at a time.
_PDFIUM = threading.RLock()
# What one page may hold: drawing orders, unpacked; pixels of its pictures; forms within forms.
_MOST_ORDERS = 16 * 1024 * 1024
_MOST_PIXELS = 80_000_000
_MOST_THINGS = 2000
_DEEPEST = 50
# Points for an inch, and dots: what is drawn is drawn no finer than this.
_POINTS, FINEST = 72, 300
_END = b"%%EOF"


class PasswordAsked(Exception):
    """It does not open without a password."""


class NoPages(Exception):
    """There is nothing in it."""


class TooHeavy(Exception):
    """Drawing it would take more memory or time than any scan's page needs."""


class PdfFile:
    """A PDF that was opened.

    Attributes:
        reader: its objects.
        document: what draws it.
        count: its pages.
    """

    def __init__(self, reader: PdfReader, document: PdfDocument) -> None:
        self.reader = reader
        self.document = document
        self.count = len(document)

    def size(self, number: int) -> tuple[float, float]:
        """A page's width and height as it is shown, in points; pages count from 0."""
        with _PDFIUM:
            wide, high = self.document.get_page_size(number)
        return float(wide), float(high)

    def drawn(self, number: int, longest: int, *, grey: bool = True) -> Image.Image:
        """A page as people see it.

        Args:
            number: counted from 0.
            longest: its longer side in pixels, unless that were finer than `FINEST`.
            grey: without colours.

        Raises:
            TooHeavy: it is not to be drawn.
        """
        self._insist_light(number)
        with _PDFIUM:
            page = self.document[number]
            try:
                scale = min(longest / max(*page.get_size(), 1), FINEST / _POINTS)
                drawn: Image.Image = page.render(scale=scale, grayscale=grey).to_pil().copy()
                return drawn
            finally:
                page.close()

    def risks(self) -> tuple[str, ...]:
        """What it holds beside pages: ``xfa``, ``script``, ``files``, ``signature``."""
        root = _whole(self.reader.trailer.get("/Root"))
        form = _whole(root.get("/AcroForm"))
        names = _whole(root.get("/Names"))
        action = _whole(root.get("/OpenAction"))
        signed = _number(form.get("/SigFlags")) & 1
        found = {
            "xfa": "/XFA" in form,
            "script": "/JavaScript" in names or action.get("/S") == "/JavaScript" or "/AA" in root,
            "files": "/EmbeddedFiles" in names,
            "signature": bool(signed) or "/Perms" in root,
        }
        return tuple(name for name, is_there in found.items() if is_there)

    def _insist_light(self, number: int) -> None:
        page = self._page(number)
        left = [_MOST_ORDERS, _MOST_PIXELS, _MOST_THINGS]
        contents = _value(page.get("/Contents"))
        for stream in contents if isinstance(contents, list) else [contents]:
            _weigh_orders(_value(stream), left)
        _weigh_things(_whole(page.get("/Resources")), left, 0)

    def _page(self, number: int) -> dict[str, Any]:
        """The page's own object, with what it has from those above; only these are read."""
        node = _whole(_whole(self.reader.trailer.get("/Root")).get("/Pages"))
        inherited = node.get("/Resources")
        for _ in range(_DEEPEST):
            if "/Kids" not in node:
                return {"/Resources": inherited, **node}
            for kid in _value(node["/Kids"]):
                inner = _whole(kid)
                many = _number(inner.get("/Count")) if "/Kids" in inner else 1
                if number < many:
                    break
                number -= many
            else:
                break
            node, inherited = inner, inner.get("/Resources", inherited)
        # PDFium counts otherwise: what it would draw there was not weighed.
        raise TooHeavy


@contextmanager
def opened(content: bytes) -> Iterator[PdfFile]:
    """The PDF, open.

    Raises:
        PasswordAsked: it wants a password.
        NoPages: it has none.
        Exception: it is damaged; a parser may raise anything.
    """
    from pypdf import PdfReader  # slow: only where there is such a scan
    from pypdfium2 import PdfDocument  # slow: only where there is such a scan

    # It reports on stderr what it could mend; what it could not is raised.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    # What a download left behind the end is looked through byte by byte otherwise.
    end = content.rfind(_END)
    if end < 0:
        raise ValueError("it has no end")
    content = content[: end + len(_END)] + b"\n"
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PasswordAsked
    pages = _whole(_whole(reader.trailer.get("/Root")).get("/Pages"))
    if not _number(pages.get("/Count")) and not _value(pages.get("/Kids")):
        raise NoPages
    with _PDFIUM:
        document = PdfDocument(content)
    try:
        yield PdfFile(reader, document)
    finally:
        with _PDFIUM:
            document.close()


def _value(thing: Any) -> Any:
    """What a reference leads to."""
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _whole(thing: Any) -> dict[str, Any]:
    found = _value(thing)
    return found if isinstance(found, dict) else {}


def _number(thing: Any) -> int:
    found = _value(thing)
    return int(found) if isinstance(found, int | float) else 0


def _weigh_orders(stream: Any, left: list[int]) -> None:
    """Unpacks no more of them than is left."""
    packed = getattr(stream, "_data", b"")
    filters = stream.get("/Filter") if isinstance(stream, dict) else None
    size = len(packed)
    if filters is not None and "/FlateDecode" in str(_value(filters)):
        unpacking = zlib.decompressobj()
        try:
            size = len(unpacking.decompress(packed, max(left[0], 0) + 1))
        except zlib.error:
            size = len(packed)
    left[0] -= size
    if left[0] < 0:
        raise TooHeavy


def _weigh_things(resources: dict[str, Any], left: list[int], depth: int) -> None:
    """Pictures and forms that a page may draw, each as often as another one names it."""
    if depth > _DEEPEST:
        raise TooHeavy
    for thing in _whole(resources.get("/XObject")).values():
        inner = _whole(thing)
        left[1] -= _number(inner.get("/Width")) * _number(inner.get("/Height"))
        left[2] -= 1
        if min(left) < 0:
            raise TooHeavy
        if inner.get("/Subtype") == "/Form":
            _weigh_orders(inner, left)
            _weigh_things(_whole(inner.get("/Resources")), left, depth + 1)
