"""VNeID on a portal's page: modals, each of which only the account's holder can answer.

QR picture or number, a code, consent, a passcode. The holder's name may stand in the page's head
while a modal still lies over it: a modal that is seen outranks every mark of being signed in.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from portal_bot.errors import PortalUnavailable
from portal_bot.form.sight import WATCH
from portal_bot.human import VneidModal

if TYPE_CHECKING:
    from playwright.async_api import Page

# A person looks for their telephone, and types a code that comes by SMS.
PATIENCE_S = 1_800.0
# Between two modals there may be none: a page that loads anew shows the next one a moment later.
# One that names the holder and has nothing under way has none to come; of any other nobody knows.
DONE_MS, CALM_MS = 50, 400
APPEARING_MS = 10_000.0
_MODAL = r"""() => {
  const seen = (el) => el.getClientRects().length > 0;
  const boxes = [...document.querySelectorAll("[role=dialog], [aria-modal=true], .modal.show")];
  const said = (el) => `${el.getAttribute("aria-label")} ${el.textContent}`.normalize("NFC");
  const asks = /VNeID|định danh điện tử|mã xác nhận|chia sẻ|passcode/i;
  const modal = boxes.find((el) => seen(el) && asks.test(said(el)));
  return modal ? { signIn: modal.dataset.signIn ?? "" } : null;
}"""
_NO_MODAL = f"""([doneMs, calmMs]) => new Promise((done) => {{
  const modal = {_MODAL};
  const plain = (el) => el.textContent.normalize("NFC").trim();
  const signedIn = () => [...document.querySelectorAll("button, a")]
    .some((el) => plain(el) === "Đăng xuất" && el.getClientRects().length > 0);
  const watch = {WATCH};
  let calm = performance.now();
  let still = calm;
  const look = () => {{
    const now = performance.now();
    if (modal() || document.readyState !== "complete") calm = still = now;
    if (watch?.pending !== 0 || !signedIn()) still = now;
    if (now - calm >= calmMs || now - still >= doneMs) done(true); else wait(look, 25);
  }};
  // Its own beat is nothing that the page has under way.
  const wait = watch?.native.setTimeout ?? setTimeout;
  look();
}})"""


async def modal_on(page: Page, number: str) -> VneidModal | None:
    """The modal that lies over the page, of the account with this number; `None`: there is none."""
    told: dict[str, Any] | None = await page.evaluate(_MODAL)
    return None if told is None else VneidModal(page, number, told["signIn"], partial(_over, page))


async def appeared(page: Page, number: str) -> VneidModal:
    """The modal, which a press has asked for.

    Raises:
        PortalUnavailable: it does not come.
    """
    from playwright.async_api import TimeoutError as Late  # slow, and loaded by then

    try:
        await page.wait_for_function(_MODAL, timeout=APPEARING_MS)
    except Late as error:
        raise PortalUnavailable("bấm đăng nhập mà cổng không mở khung VNeID") from error
    modal = await modal_on(page, number)
    if modal is None:
        raise PortalUnavailable("khung đăng nhập VNeID vừa mở đã mất")
    return modal


async def or_address(page: Page, path: str, timeout_ms: float) -> None:
    """Waits until the page is at this path, or a modal lies over it; or the time is over."""
    from playwright.async_api import Error  # slow, and loaded by then

    asked = f"(path) => location.pathname === path || ({_MODAL})() !== null"
    until = monotonic() + timeout_ms / 1000
    while (left := until - monotonic()) > 0 and not page.is_closed():
        # The page may go away under the look.
        with suppress(Error):
            await page.wait_for_function(asked, arg=path, timeout=left * 1000)
            await page.wait_for_load_state("domcontentloaded")
            return


async def _over(page: Page) -> bool:
    """Waits until no modal lies over the page any more, for so long as people may need."""
    from playwright.async_api import Error  # slow, and loaded by then

    until = monotonic() + PATIENCE_S
    while (left := until - monotonic()) > 0 and not page.is_closed():
        # Each answer may load the page anew, under the look.
        with suppress(Error):
            await page.wait_for_function(_NO_MODAL, arg=[DONE_MS, CALM_MS], timeout=left * 1000)
            return True
    return False
