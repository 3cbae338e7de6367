"""The synchronous twins of what works on a page of Playwright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.form.browser_page import SyncBrowserPage, waited_for
from portal_bot.form.comparison import Comparison
from portal_bot.form.timing import Timing
from portal_bot.page_form import Filler, FormControl, FormValues

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["PageForm"]


class SyncPageForm:
    """`portal_bot.PageForm` for a page of `playwright.sync_api`, as pytest-playwright gives one.

    Args:
        page: a page of `playwright.sync_api`, opened by anybody.
        root: CSS of the form's region; without it the whole page with all its frames.
        timing: how long to wait for what.
    """

    def __init__(self, page: Page, *, root: str | None = None, timing: Timing = Timing()) -> None:  # noqa: B008 - frozen
        self._filler = Filler(SyncBrowserPage(page), root, timing)

    def read(self) -> list[FormControl]:
        """As `portal_bot.PageForm.read`."""
        return waited_for(self._filler.read())

    def fill(self, values: FormValues, *, whole: bool = False) -> None:
        """As `portal_bot.PageForm.fill`."""
        waited_for(self._filler.fill(values, whole=whole))

    def verify(self, values: FormValues) -> Comparison:
        """As `portal_bot.PageForm.verify`."""
        return waited_for(self._filler.verify(values))


PageForm = SyncPageForm
