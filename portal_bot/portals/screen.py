"""A tab of the browser as a person sees it: which screen is open, what it says, its buttons."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from playwright.async_api import Error
from playwright.async_api import TimeoutError as PlaywrightTimeout

from portal_bot.browser import trouble
from portal_bot.errors import (
    PortalChanged,
    PortalError,
    PortalRejected,
    PortalSilent,
    PortalUnavailable,
    SessionLost,
)
from portal_bot.form.sight import at_hand
from portal_bot.form.text import fold
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from playwright.async_api import Dialog, Frame, Page

    from portal_bot.portals.profile import Portal

# A press and the page that follows end within one step (`filing.prepare.STEP_S`), so that the
# error says which button or page it was.
BUTTON_PATIENCE_MS = 15_000
PAGE_PATIENCE_S = 30.0
# So long may a page that says something still give way to the next one.
STAYING_S = 1.0
# What a busy machine may take for a press beside the patience itself.
_PRESS_S = 5.0
# Between two looks at a page that only says something and does not go away.
LISTEN_S = 0.1
# What a portal answers that wants peace, perhaps for a time that it names.
BUSY = frozenset({429, 503})
MAINTENANCE = "đang bảo trì"
# What a page's own script says when its request comes to nothing.
UNREACHED = "không kết nối được máy chủ"
# A form's token has gone stale: the page must be made anew.
STALE = ("phiên giao dịch không hợp lệ", "csrf")
TROUBLE = (MAINTENANCE, UNREACHED, *STALE)
EXPIRED = "phiên làm việc đã hết hạn"
# How long a page may take to go where an answer sends it.
LANDING_MS = 5_000
# How often one address is asked for when it answers with trouble.
LOADS = 2
# The visible headings are others, or something is said.
_OTHER = """(before) => {
  const blanks = /[\\s\\u00a0\\u200b]+/g;
  const seen = [...document.querySelectorAll('h1')].filter((el) => el.getClientRects().length);
  const plain = (el) => el.textContent.normalize('NFC').replace(blanks, ' ').trim();
  const speaks = document.querySelector('.toast, [role=alert]');
  const other = seen.some((el, at) => plain(el) !== before[at]);
  return speaks || other || seen.length !== before.length;
}"""
_marks = itertools.count(1)
# No press leaves this one.
_NO_MARK = -1


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals") / "screen.js").read_text("utf-8")


@cache
def _hearing() -> str:
    script = (resources.files("portal_bot.portals") / "hearing.js").read_text("utf-8")
    # After its opening comment, so that it can be called.
    return f"({script.partition(chr(10))[2].strip()})()"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows: its headings, and the messages on it, word for word.

    Attributes:
        again: whether the screen on which was pressed stands there once more, made anew.
    """

    headings: tuple[str, ...]
    messages: tuple[str, ...]
    fresh: bool
    text: str
    status: int | None
    retry_after: float | None
    again: bool = False

    @property
    def heading(self) -> str:
        return self.headings[0] if self.headings else ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """How the portal answered a page that was asked for.

    Attributes:
        status: the HTTP status; `None`: the browser does not tell.
        retry_after: what it asks for in that header; empty: nothing.
        took_s: from the request's first byte to the answer's; `None`: not measured.
    """

    status: int | None
    retry_after: str
    took_s: float | None


class Screen:
    """One screen of a platform: it knows by its heading when it is open.

    Attributes:
        body: CSS of what stands on it until the screen is made anew; empty: nothing is known of.
    """

    heading: ClassVar[str] = ""
    body: ClassVar[str] = ""

    def __init__(self, tab: Tab, seen: Seen) -> None:
        self.tab = tab
        self.seen = seen

    @classmethod
    def is_open(cls, seen: Seen) -> bool:
        """Whether what is seen is this screen."""
        return same(seen.heading, cls.heading)


S = TypeVar("S", bound=Screen)


class Tab:
    """A page of the browser on one portal.

    Args:
        page: Playwright's page, in a context of this dossier alone.
        portal: the portal it is on.
        sign_in: the screen that the portal shows to whom it has signed out.
        told: is told how each page was answered, once it is looked at.

    Attributes:
        agreed: the one question of the page that is answered with yes, while it is expected.
    """

    def __init__(
        self,
        page: Page,
        portal: Portal,
        sign_in: type[Screen],
        told: Callable[[PageAnswer], None] = lambda _: None,
    ) -> None:
        self.page = page
        self.portal = portal
        self.sign_in = sign_in
        self._told = told
        self._document: float | None = None
        self._retry_after = ""
        self._loaded = asyncio.Event()
        self._listening = False
        self.agreed: str | None = None
        page.on("domcontentloaded", lambda _: self._loaded.set())
        page.on("dialog", self._on_dialog)

    async def _on_dialog(self, dialog: Dialog) -> None:
        # Leaving a page half-way is meant when we do it; no other question is answered with yes.
        meant = dialog.type == "beforeunload" or (
            self.agreed is not None and same(dialog.message, self.agreed)
        )
        await (dialog.accept() if meant else dialog.dismiss())

    async def go(self, path: str, *screens: type[S]) -> S:
        """Opens an address of the portal and expects one of `screens`.

        A page of trouble is loaded once more; a portal that asks to wait is not hurried.
        """
        address = path if "://" in path else self.portal.url(path)
        seen = await self._load(address)
        for _ in range(LOADS - 1):
            down = self._unavailable(seen)
            if down is None or down.retry_after is not None:
                break
            seen = await self._load(address)
        return self.expect(seen, *screens)

    async def _load(self, address: str) -> Seen:
        if not self._listening:
            self._listening = True
            await self.page.add_init_script(f"{_hearing()};{at_hand()}")
        try:
            await self.page.goto(address, wait_until="domcontentloaded")
            self._loaded.set()
        except PlaywrightTimeout as error:
            raise PortalSilent("cổng không trả lời") from error
        except Error as error:
            raise PortalUnavailable(f"không tới được cổng: {in_words(error)}") from error
        return await self._look(mark=0)

    async def press(self, button: str, *screens: type[S], body: str = "") -> S:
        """Presses the button or link of this exact text and expects one of `screens`.

        Args:
            button: its text.
            screens: what may come.
            body: `Screen.body` of the screen on which it stands.

        Raises:
            PortalRejected: the portal stays where it is and says why.
            PortalChanged: there is no such button, or another screen comes.
            PortalUnavailable: nothing comes, a page of maintenance, or the same screen once more.
        """
        mark = fresh_mark()
        before = await self.click(button, mark=mark, body=body)
        return self.expect(await self._look(mark=mark, before=before), *screens, before=before)

    async def click(self, button: str, *, mark: int = 0, body: str = "") -> str:
        """Presses the one visible, enabled button of this text, and waits for nothing.

        Returns the heading of the page on which it was pressed.
        """
        asked = {
            "action": "press",
            "button": button,
            "mark": mark,
            "body": body,
            "waitMs": BUTTON_PATIENCE_MS,
            # A page that turned into the sign-in screen has no such button, and will have none.
            "leave": [] if same(button, self.sign_in.heading) else [self.sign_in.heading.lower()],
        }
        self._loaded.clear()
        # The script reckons its patience by the page's own clock, which may stand still.
        async with trouble.bounded(BUTTON_PATIENCE_MS / 1000 + _PRESS_S):
            answer: dict[str, Any] = await self.page.evaluate(_script(), asked)
        if answer["pressed"]:
            return str(answer["heading"])
        if answer.get("gone"):
            raise SessionLost("cổng đã đăng xuất giữa chừng")
        if answer["found"] == 1:
            state = "bị che" if answer.get("covered") else "không bấm được"
            raise PortalUnavailable(f"nút “{button}” {state} sau {BUTTON_PATIENCE_MS // 1000} giây")
        there = ", ".join(f"“{name}”" for name in answer["there"])
        raise PortalChanged(f"có {answer['found']} nút “{button}”, cần đúng một; ở đó có: {there}")

    async def ask(self, script: str, asked: object = None) -> Any:
        """What a script of ours tells of this page, or of another beside it.

        Raises:
            PortalSilent: it does not end: the page stands still, or an answer does.
        """
        async with trouble.bounded(PAGE_PATIENCE_S):
            return await self.page.evaluate(script, asked)

    async def landed(self, is_there: Callable[[str], bool]) -> bool:
        """Waits a while until the page's address is the one; returns whether it is."""
        # Going elsewhere while a page is being handed its answer can hang for 30 s (seen).

        def there(_: Frame | None = None) -> bool:
            return is_there(self.page.url)

        if not there():
            with suppress(Error):
                await self.page.wait_for_event("framenavigated", there, timeout=LANDING_MS)
        return there()

    async def now(self) -> Seen:
        """What the page shows at this moment."""
        self._loaded.set()
        return await self._look(mark=0)

    async def after(self, mark: int) -> Seen:
        """What the page shows that comes after the press of this mark, or says on the same one."""
        return await self._look(mark=mark)

    async def still_shows(self, screen: type[Screen]) -> bool:
        """Whether the page shows this screen at this moment, be it new or an old one."""
        return screen.is_open(await self._look(mark=_NO_MARK))

    async def excuse(self) -> PortalUnavailable | None:
        """Why nothing may be concluded from this page: signed out, out of order; or `None`."""
        seen = await self.now()
        if self.sign_in.is_open(seen):
            return SessionLost("cổng đã đăng xuất giữa chừng")
        return self._unavailable(seen)

    async def until(self, *screens: type[S]) -> S:
        """Waits until a page that makes itself, without being loaded anew, is one of `screens`.

        Raises:
            PortalRejected: it says something instead.
        """
        deadline = time.monotonic() + PAGE_PATIENCE_S
        seen = await self.now()
        while not (seen.messages or any(screen.is_open(seen) for screen in screens)):
            left = deadline - time.monotonic()
            if left <= 0 or self.sign_in.is_open(seen) or self._unavailable(seen):
                break
            with suppress(PlaywrightTimeout):
                await self.page.wait_for_function(_OTHER, arg=seen.headings, timeout=left * 1000)
            seen = await self.now()
        return self.expect(seen, *screens)

    async def _look(self, *, mark: int, before: str | None = None) -> Seen:
        seen = await self._see(mark, PAGE_PATIENCE_S, before=before)
        if seen is not None and not seen["fresh"]:
            # The page says something; the next one may be on its way all the same.
            seen = await self._see(mark, STAYING_S, only_fresh=True, before=before) or seen
        if seen is None:
            raise PortalSilent(f"sau {PAGE_PATIENCE_S:.0f} giây cổng vẫn chưa hiện gì mới")
        if seen.get("broken"):
            raise PortalUnavailable("mất kết nối với cổng")
        await self._hear_answer(seen)
        return Seen(
            headings=tuple(seen["headings"]),
            messages=tuple(seen["messages"]),
            fresh=seen["fresh"],
            text=seen["text"],
            status=seen["status"],
            retry_after=float(self._retry_after) if self._retry_after.isdigit() else None,
            again=seen.get("again", False),
        )

    async def _hear_answer(self, seen: Mapping[str, Any]) -> None:
        """Tells of a document's answer, once.

        The page itself knows its status; to hear of every request beside it, pictures too, costs
        more than all looks together.
        """
        if seen["document"] == self._document:
            return
        self._document, status = seen["document"], seen["status"]
        self._retry_after = await self._asked_to_wait() if status in BUSY else ""
        took = seen["tookMs"]
        self._told(PageAnswer(status, self._retry_after, None if took is None else took / 1000))

    async def _asked_to_wait(self) -> str:
        """The newest page's `Retry-After`, which no script of the page can read."""
        with suppress(Error):
            for request in reversed(await self.page.requests()):
                if request.is_navigation_request() and (answer := await request.response()):
                    return await answer.header_value("retry-after") or ""
        return ""

    async def _see(
        self, mark: int, patience_s: float, *, only_fresh: bool = False, before: str | None = None
    ) -> dict[str, Any] | None:
        """What the page tells once it has something new to tell; `None` when it has not."""
        # A page whose script never ends does not even say that it has nothing.
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s + STAYING_S):
                asked = {"action": "look", "mark": mark, "before": before, "onlyFresh": only_fresh}
                return await self._seen_within(asked, patience_s)
        return None

    async def _seen_within(
        self, asked: Mapping[str, Any], patience_s: float
    ) -> dict[str, Any] | None:
        deadline = time.monotonic() + patience_s
        while (left := deadline - time.monotonic()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._loaded.wait(), min(left, LISTEN_S))
            self._loaded.clear()
            try:
                seen: dict[str, Any] | None = await self.page.evaluate(_script(), asked)
            except Error as error:
                # The document went away under the look: the next one will tell.
                if self.page.is_closed():
                    raise PortalUnavailable(f"trang bị đóng: {in_words(error)}") from error
                continue
            if seen is not None:
                return seen
        return None

    def expect(self, seen: Seen, *screens: type[S], before: str | None = None) -> S:
        """The one of `screens` that is open, else the error that fits what is seen."""
        if down := self._unavailable(seen):
            raise down
        stayed = not seen.fresh or (before is not None and same(seen.heading, before))
        for screen in screens:
            if screen.is_open(seen) and not (stayed and seen.messages):
                return screen(self, seen)
        raise self._unexpected(seen, screens, stayed=stayed)

    @staticmethod
    def _unavailable(seen: Seen) -> PortalUnavailable | None:
        """The error for a page of maintenance, a blank one, or a server's own error page."""
        words = " · ".join([*seen.headings, *seen.messages, seen.text]).casefold()
        status = seen.status or 200
        blank = not seen.headings and not seen.text
        trouble = any(part in words for part in TROUBLE)
        if status != 429 and status < 500 and not trouble and not blank:
            return None
        spoken = (m for m in seen.messages if any(part in m.casefold() for part in TROUBLE))
        said = next(spoken, seen.heading or seen.text or "trang trống")
        return PortalUnavailable(f"cổng trả lời {status}: “{said}”", retry_after=seen.retry_after)

    def _unexpected(
        self, seen: Seen, screens: Sequence[type[Screen]], *, stayed: bool
    ) -> PortalError:
        words = " · ".join(seen.messages).casefold()
        if stayed and seen.messages and EXPIRED not in words:
            return PortalRejected("cổng trả lời: " + " · ".join(f"“{m}”" for m in seen.messages))
        if self.sign_in.is_open(seen):
            return SessionLost("cổng đã đăng xuất giữa chừng")
        if stayed and seen.again:
            return PortalUnavailable(f"cổng nhận “{seen.heading}” rồi lại hiện chính màn hình ấy")
        wanted = " hoặc ".join(f"“{s.heading}”" for s in screens)
        there = ", ".join(f"“{h}”" for h in seen.headings) or f"“{seen.text}”"
        return PortalChanged(f"chờ màn hình {wanted}, nhưng cổng hiện {there}")


def fresh_mark() -> int:
    """What a press leaves on the page, so that the next page is told from it."""
    return next(_marks)


def same(one: str, other: str) -> bool:
    """Whether two printed texts say the same, however they are cased and composed."""
    return fold(one) == fold(other)
