"""What the browser makes of a page: a PDF to print, a picture to send."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser, open_context
from portal_bot.errors import SetupError

if TYPE_CHECKING:
    from playwright.async_api import Page

# Of a picture that a telephone shows whole.
WIDTH, HEIGHT = 1080, 1350
# Letters grow or shrink where the page stands, so that it is loaded once; what is one side of paper
# says so by `data-side`, and has letters of its own size.
_FIT = """([sizes, unit, height]) =>
  [...document.querySelectorAll('[data-side]')].map(side => sizes.findIndex(size => {
    side.style.fontSize = size + unit
    return side.getBoundingClientRect().height <= height
  }))"""
_PX_A_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """A kind of paper; millimetres.

    Attributes:
        name: A3 or A4.
        margin: at each edge.
        sides: how many there may be.
    """

    name: str
    margin: int
    sides: int

    @property
    def printable(self) -> tuple[float, float]:
        """Width and height between the margins, in the browser's points."""
        width, height = {"A4": (210, 297), "A3": (297, 420)}[self.name]
        return (width - 2 * self.margin) * _PX_A_MM, (height - 2 * self.margin) * _PX_A_MM


@dataclass(frozen=True, slots=True)
class Fitted:
    """A page at the largest size at which it keeps within its sides.

    Attributes:
        page: the page itself.
        pdf: the same, printed.
    """

    page: str
    pdf: bytes


class Printer:
    """One page of one browser, for as many documents as there are."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def fitted(
        self, made: Callable[[Sequence[float]], str], sizes: Sequence[float], sheet: PrintSheet
    ) -> Fitted:
        """Prints each side with the first size at which it keeps to itself.

        Args:
            made: the page with letters of these sizes, one a side.
            sizes: in points, the largest first.
            sheet: what it is printed on.

        Raises:
            SetupError: not even the smallest fits.
        """
        width, height = sheet.printable
        await self._show(made([sizes[0]] * sheet.sides), "print", int(width), int(height))
        fitting = await self._page.evaluate(_FIT, [list(sizes), "pt", height])
        # Paper has the last word: lines break a little differently there.
        for smaller in range(len(sizes)) if min(fitting) >= 0 else ():
            chosen = [sizes[min(each + smaller, len(sizes) - 1)] for each in fitting]
            page = made(chosen)
            await self._show(page, "print", int(width), int(height))
            pdf = await self._page.pdf(format=sheet.name, tagged=True)
            if _sides(pdf) <= sheet.sides:
                return Fitted(page, pdf)
        raise SetupError(
            f"dữ kiện dài quá: chữ {sizes[-1]:g} điểm vẫn hơn {sheet.sides} mặt {sheet.name}; rút "
            "ngắn dữ kiện (tệp .toml cạnh thủ tục) hoặc --contact"
        )

    async def picture(self, made: Callable[[int, int], str], sizes: range, most: int) -> bytes:
        """A PNG at the largest size at which all stands in it, else with less of a list.

        Args:
            made: the page with letters of that size and so many items.
            sizes: in pixels, the largest first.
            most: how many items there are.

        Raises:
            SetupError: not even the smallest without any item fits.
        """
        for count in range(most, -1, -1):
            await self._show(made(sizes[0], count), "screen", WIDTH, HEIGHT)
            if min(await self._page.evaluate(_FIT, [list(sizes), "px", HEIGHT])) >= 0:
                return await self._page.screenshot()
        raise SetupError("tên thủ tục hoặc --contact dài quá cho một tấm hình; rút ngắn lại")

    async def _show(
        self, page: str, media: Literal["print", "screen"], width: int, height: int
    ) -> None:
        await self._page.emulate_media(media=media)
        await self._page.set_viewport_size({"width": width, "height": height})
        await self._page.set_content(page, wait_until="load")


@asynccontextmanager
async def printer() -> AsyncIterator[Printer]:
    """One browser, which goes nowhere: the pages hold all they show.

    Raises:
        SetupError: none is found, or it does not start.
    """
    from playwright.async_api import Error  # slow: only where something is printed

    async with open_browser(find_browser()) as running, open_context(running) as context:
        try:
            await context.set_offline(True)
            yield Printer(await context.new_page())
        except Error as error:
            told = error.message.splitlines()[0]
            raise SetupError(
                f"trình duyệt không in được ({told}); chạy lại, hoặc `portal-bot doctor`"
            ) from error


def _sides(pdf: bytes) -> int:
    from pypdf import PdfReader  # slow: only where something is printed

    return len(PdfReader(BytesIO(pdf)).pages)
