"""The gate between one filing's pages and the network, from the first page to the last.

What is not known is not let through. Three widths, one after the other:

* *open*: on the way to the review. Every request stays at the portal's origins, and nothing that
  looks like the commit request passes.
* *narrow*, from before the review page can run one line: besides the parts of a page (styles,
  scripts, pictures), only what the platform names passes; and, once it is armed, the one commit
  request. Everything else is stopped, whatever its method and whoever sends it.
* *reading*, after the outcome or when nothing is to be sent at all: what the platform names for
  reading, and never the commit request.

The commit request does not pass from the page to the portal. The gate has it sent itself, once,
without retries and without following redirects, has the answer written to the journal, and only
then hands it to the page. Reasons: when a server drops a kept-alive connection after a POST,
Chromium sends the POST again by itself; a 307 or 308 repeats it, too. A second commit from the page
(a double click) is given the first one's answer.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

from loguru import logger

from portal_bot import clock, privacy
from portal_bot.browser.origins import is_local, place_of, places_of
from portal_bot.errors import PortalChanged

_CARRIES_A_FILE = re.compile(rb"content-disposition:[^\r\n]*filename=", re.IGNORECASE)
_READING = frozenset({"GET", "HEAD"})
# The parts of a page, by the browser's own word for their kind.
PARTS = frozenset({"Stylesheet", "Image", "Font", "Script"})
_PART = re.compile(
    r"\.(?:css|js|mjs|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|map)$", re.IGNORECASE
)
_VERSION = re.compile(r"(?:(?:v|ver|version|t|ts|_)=)?[\w.-]{0,40}")
# How much of a stopped request's path is told.
_TOLD = 80
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A request that a platform is known to make.

    Attributes:
        method: the HTTP method.
        path: the whole path of its address.
        query: whether anything may stand behind the path.
        leads_on: whether it only leads to the review page: nothing asks for it once that is armed.
    """

    method: str
    path: re.Pattern[str]
    query: bool = True
    leads_on: bool = False

    def is_it(self, method: str, address: str) -> bool:
        parts = urlsplit(address)
        return (
            method == self.method
            and self.path.fullmatch(parts.path) is not None
            and (self.query or not parts.query)
        )


def _any_body(_: bytes | None) -> bool:
    """The address tells."""
    return True


@dataclass(frozen=True, slots=True)
class Requests:
    """What a platform says of its own requests.

    Attributes:
        commit: the one that files a dossier.
        commit_like: what the address of anything that may be a commit request contains.
        review: what the fee and review pages send and load besides their parts.
        reading: what looking at lists, records and receipts needs, the sign-in with it.
        with_files: whether the commit request carries files: where it does not, one that does is
            another than the known one. Their bytes must be known, too.
        files: whether a commit request of this body is the one that files: a portal may keep a
            draft by the same address.
    """

    commit: Named
    commit_like: re.Pattern[str]
    review: tuple[Named, ...] = ()
    reading: tuple[Named, ...] = ()
    with_files: bool = False
    files: Callable[[bytes | None], bool] = field(default=_any_body)


@dataclass(frozen=True, slots=True)
class Leaving:
    """One request, before it leaves the browser.

    Attributes:
        kind: the browser's word for what it is: `Document`, `XHR`, `Script`, …
        body: the bytes it sends; `None` where they are not known.
    """

    method: str
    address: str
    kind: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=b"", repr=False)

    @property
    def told(self) -> str:
        """Method and path: an address may hold values behind it, and its path may be one."""
        # Not by `urlsplit`: what is stopped may be no address at all.
        place = re.split(r"[?#]", self.address, maxsplit=1)[0]
        path = place.partition("://")[2].partition("/")[2]
        return f"{self.method} /{unquote(path)[:_TOLD]}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answered to the commit request.

    Attributes:
        status: the HTTP status.
        headers: the answer's headers in their order, names in lower case; some come twice.
        body: the answer's text; empty for a redirect, cut where it never ended.
        address: the address that was asked.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: str = field(repr=False)
    address: str

    @property
    def location(self) -> str | None:
        return next((value for name, value in self.headers if name == "location"), None)


class NotSent(Enum):
    """Why nothing was sent, as far as this program's own hand goes."""

    LATE = "the click deadline had passed"
    FILES = "the commit request carried files"
    UNREACHED = "the portal could not be connected to"


@dataclass(frozen=True, slots=True)
class Lost:
    """The request was made and its answer never came: whether it arrived is not known."""

    reason: str


Outcome = Answer | NotSent | Lost
Send = Callable[[Leaving], Awaitable[Outcome]]


class Width(Enum):
    """How much passes."""

    OPEN = auto()
    NARROW = auto()
    READING = auto()


class Verdict(Enum):
    """What becomes of a request."""

    PASS = auto()
    STOP = auto()
    COMMIT = auto()


class Gate:
    """Decides over every request of one filing's context; sends the commit request itself.

    Args:
        origins: scheme, host and port of every place that the portal may be at.
        requests: what the platform says of its requests.
        send: sends the commit request, once.

    Attributes:
        passed: what was let through since it is narrow, besides the parts of pages: method, path.
        stopped: what was stopped: method and path.
        posted: is told each form that a page sends and that passes.
        met: what else its pages did that no form needs, in Vietnamese; how often.
    """

    def __init__(self, origins: Sequence[str], requests: Requests, send: Send) -> None:
        self._places = places_of(origins)
        self._requests = requests
        self._send = send
        self._width = Width.OPEN
        self._parts: set[str] = set()
        self._deadline: datetime | None = None
        self._until = 0.0
        self._record: Callable[[Outcome], None] = lambda _: None
        self._first: asyncio.Future[Outcome] | None = None
        self._halted = asyncio.Event()
        self.passed: list[str] = []
        self.stopped: list[str] = []
        self.posted: Callable[[Leaving], None] = lambda _: None
        self.met = Counter[str]()

    def narrow(self) -> None:
        """From now on only what is known passes; called before the review page can come."""
        if self._width is not Width.NARROW:
            self._width = Width.NARROW
            self.passed.clear()
            self.stopped.clear()
            self._halted.clear()

    def widen(self) -> None:
        """Begins the way to the review anew: nothing was sent.

        Raises:
            ValueError: a request was let through, or may yet be.
        """
        if self.sent or self._deadline is not None:
            raise ValueError("this gate has let a request through")
        self._width = Width.OPEN

    def read_only(self) -> None:
        """From now on nothing can be filed here."""
        self._deadline = None
        self._width = Width.READING

    @property
    def sent(self) -> bool:
        """Whether the commit request has left, or is about to."""
        first = self._first
        if first is None or self._deadline is not None:
            return False
        return not (first.done() and isinstance(first.result(), NotSent))

    def judge(self, asked: Leaving) -> Verdict:
        """What becomes of a request; what is stopped is noted."""
        if is_local(asked.address):
            return Verdict.PASS
        verdict = Verdict.STOP
        if place_of(asked.address) in self._places:
            verdict = self._inside(asked)
        if verdict is Verdict.STOP:
            self._note(asked)
        elif asked.method == "POST" and asked.kind == "Document":
            self.posted(asked)
        return verdict

    def _note(self, asked: Leaving) -> None:
        """A stopped request is told; a style or picture from elsewhere is only left out."""
        logger.warning("gate: stopped {} ({})", asked.method, asked.kind)
        elsewhere = place_of(asked.address) not in self._places
        if elsewhere:
            self.met["gọi ra ngoài cổng"] += 1
        if not (elsewhere and asked.kind in PARTS):
            self.stopped.append(privacy.redact(asked.told))
            self._halted.set()

    def _inside(self, asked: Leaving) -> Verdict:
        """The verdict on a request to the portal itself."""
        commit = self._requests.commit.is_it(asked.method, asked.address)
        if commit and self._width is Width.NARROW and self._first is not None:
            files = self._requests.files(asked.body)
            return Verdict.COMMIT if files else Verdict.STOP
        like = self._requests.commit_like.search(asked.address)
        if commit or (like and not self._is_part(asked)):
            return Verdict.STOP
        if self._width is Width.OPEN:
            if asked.kind in PARTS:
                self._parts.add(asked.address)
            return Verdict.PASS
        return self._known(asked)

    def _known(self, asked: Leaving) -> Verdict:
        if self._is_part(asked):
            return Verdict.PASS
        named = self._requests.reading if self._width is Width.READING else self._requests.review
        armed = self.sent or self._deadline is not None
        if not any(
            one.is_it(asked.method, asked.address) and not (armed and one.leads_on) for one in named
        ):
            return Verdict.STOP
        self.passed.append(privacy.redact(asked.told))
        return Verdict.PASS

    def _is_part(self, asked: Leaving) -> bool:
        """Whether it is a style, script, picture or font: seen before, or named like a file."""
        parts = urlsplit(asked.address)
        icon = asked.kind == "Other" and parts.path.lower().endswith(".ico")
        if asked.method not in _READING or not (asked.kind in PARTS or icon):
            return False
        return asked.address in self._parts or (
            _PART.search(parts.path) is not None and _VERSION.fullmatch(parts.query) is not None
        )

    @property
    def remark(self) -> str:
        """What its pages did beside being filled in, to stand behind an error; empty: nothing."""
        told = [f"{what} ({many} lần)" if many > 1 else what for what, many in self.met.items()]
        if self.stopped:
            told.append("gửi " + ", ".join(list(dict.fromkeys(self.stopped))[:_MOST_TOLD]))
        return f"; trang của cổng còn tự ý {'; '.join(told)}: đã chặn" if told else ""

    def insist(self) -> None:
        """Says what was stopped since the gate is narrow.

        Raises:
            PortalChanged: the page tried something that is not known; nothing was sent.
        """
        if self._width is Width.NARROW and self.stopped:
            tried = ", ".join(dict.fromkeys(self.stopped))
            raise PortalChanged(
                f"trang của cổng tự gửi yêu cầu không rõ ({tried}); đã chặn, chưa có gì được nộp. "
                "Báo người bảo trì, kèm dòng này"
            )

    async def halted(self) -> None:
        """Waits until something is stopped."""
        await self._halted.wait()

    def arm(
        self,
        *,
        deadline: datetime,
        record: Callable[[Outcome], None],
        until: float | None = None,
    ) -> None:
        """Lets one commit request through, until `deadline`.

        `until` is the same moment by the monotonic clock, which nobody can set: a system clock put
        back must not make time. Left out, it is counted from now.

        `record` is called with the outcome before the page sees it; it must be durable when it
        returns.

        Raises:
            ValueError: it is not narrow, or has let a request through before.
        """
        if self._width is not Width.NARROW or self.sent:
            raise ValueError("this gate is not narrow, or has let a request through before")
        self._deadline = deadline
        if until is None:
            until = time.monotonic() + (deadline - clock.now(UTC)).total_seconds()
        self._until = until
        self._record = record
        self._first = asyncio.get_running_loop().create_future()

    def disarm(self) -> bool:
        """Shuts an armed gate again; returns whether that was in time, nothing having passed."""
        in_time = self._deadline is not None
        if in_time:
            self._deadline = self._first = None
        return in_time

    async def outcome(self) -> Outcome:
        """Waits for what became of the commit request."""
        if self._first is None:
            raise ValueError("this gate was never armed")
        return await asyncio.shield(self._first)

    async def commit(self, asked: Leaving) -> Outcome:
        """Sends the commit request; a second one is given the first one's outcome."""
        first = self._first
        if first is None:
            raise ValueError("this gate was never armed")
        if self._deadline is None:
            logger.warning("gate: a second commit request; it is given the first one's answer")
            return await asyncio.shield(first)
        deadline, self._deadline = self._deadline, None
        outcome: Outcome = Lost("stopped while it was sent")
        try:
            outcome = self._too_late(asked, deadline) or await self._sent(asked)
            self._record(outcome)
        finally:
            first.set_result(outcome)
            if not isinstance(outcome, NotSent):
                self.read_only()
        return outcome

    async def _sent(self, asked: Leaving) -> Outcome:
        """The outcome of sending it; whatever goes wrong on the way, it may have arrived."""
        try:
            return await self._send(asked)
        except Exception as error:  # noqa: BLE001 - not known is not proved
            logger.warning(
                "gate: the commit's answer was not understood ({})", type(error).__name__
            )
            return Lost(type(error).__name__)

    def _too_late(self, asked: Leaving, deadline: datetime) -> NotSent | None:
        if asked.body is None or (
            not self._requests.with_files and _CARRIES_A_FILE.search(asked.body)
        ):
            return NotSent.FILES
        if clock.now(UTC) > deadline or time.monotonic() > self._until:
            return NotSent.LATE
        return None
