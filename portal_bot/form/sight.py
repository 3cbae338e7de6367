"""Our eyes and hands in the page: one script a frame, its answers, and real keys and clicks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import Error as PlaywrightError

from portal_bot.errors import PortalChanged
from portal_bot.form.browser_page import BrowserPage
from portal_bot.form.scripts import PRECEDENCE, SCRIPTS
from portal_bot.form.snapshot import Control, Snapshot, snapshot_from
from portal_bot.form.text import table_script
from portal_bot.form.timing import Timing

# Joined into one function in this order, the kinds of control between the two.
_BEFORE = ("text", "dom", "rest", "labels")
_AFTER = ("engine", "deeds")
# What Playwright says when the document went away under a script: it has no type of its own.
_LEFT = ("context was destroyed", "navigat", "detached", "Cannot find context")
# A symbol: no script of the page comes upon it by name.
_HOME = 'Symbol.for("portal_bot.form")'
_AGAIN = f"(arg) => window[{_HOME}]?.(arg) ?? null"
# What a document has under way, counted from its first moment on where `at_hand` was there by then.
WATCH = 'window[Symbol.for("portal_bot.watch")]'
HOLD = "[data-portal-bot-hold]"


@cache
def script() -> str:
    """All in-page code as one function; a kind of control brings its own part."""
    texts = "\n".join(
        [
            *(_text("js", name) for name in _BEFORE),
            *(_text("controls", name) for name in SCRIPTS),
            *(_text("js", name) for name in _AFTER),
        ]
    )
    return f"""(first) => {{
        {_text("js", "watch")}
        let arg = first;
        let settings = arg.timing;
        const kinds = [];
        const watch = {WATCH} ??= watchPage(settings);
        {table_script()}
        const PRECEDENCE = {json.dumps(PRECEDENCE)};
        {texts}
        window[{_HOME}] = run;
        return run(first);
    }}"""


@cache
def at_hand() -> str:
    """The same for a page's start: each document has it, and makes it when it is first asked.

    Only what counts what is under way is made at once.
    """
    counted = f"{_text('js', 'watch')}\n{WATCH} = watchPage({json.dumps(Timing().in_page())});"
    return f"(() => {{ {counted} }})(); window[{_HOME}] = {script()};"


def _text(folder: str, name: str) -> str:
    return files("portal_bot.form").joinpath(folder, f"{name}.js").read_text(encoding="utf-8")


def job(control: Control, value: object = None) -> dict[str, object]:
    """A control as the script finds it again, even after the page replaced its element."""
    return {
        "handle": control.handle,
        "kind": control.kind,
        "label": control.label,
        "titles": list(control.titles),
        "value": value,
    }


def as_it_stands(snapshot: Snapshot) -> Snapshot:
    """Most pages show by titles what belongs together."""
    return snapshot


class Sight:
    """One page as the form engine sees it."""

    def __init__(
        self,
        page: BrowserPage,
        root: str | None,
        timing: Timing,
        arranged: Callable[[Snapshot], Snapshot] = as_it_stands,
    ) -> None:
        self.page = page
        self.timing = timing
        self._root = root
        self._arranged = arranged
        self._frames: list[Any] = []

    async def look(self, *, rest: bool = False, leave: bool = False) -> Snapshot:
        """A fresh snapshot of all frames; `leave` takes the caret away before it."""
        _, snapshot = await self.work({}, rest=rest, leave=leave)
        return snapshot

    async def work(
        self,
        by_frame: Mapping[int, Mapping[str, object]],
        *,
        rest: bool = True,
        look: bool = True,
        leave: bool = False,
    ) -> tuple[dict[int, Any], Snapshot]:
        """Carries out each frame's work at the same time, then takes a snapshot of all frames.

        Without `look` only the frames with work are asked, and the snapshot is empty. The caret
        leaves after work; a frame without any is left with `leave`.
        """
        if not look:
            told = [
                await self._unless_left(one, "apply", by_frame[one], rest=rest, look=False)
                for one in by_frame
            ]
            return {
                one: answer["result"] for one, answer in zip(by_frame, told, strict=True) if answer
            }, Snapshot(())
        self._frames = self.page.frames()
        deed = "leave" if leave else "look"
        answers = [await self._deal(0, by_frame, rest, deed)]
        if self._root is None or (answers[0] and (answers[0]["seen"] or {}).get("frames")):
            inner = range(1, len(self._frames))
            answers += await self.page.together(
                self._deal(place, by_frame, rest, deed) for place in inner
            )
        results = {place: answer["result"] for place, answer in enumerate(answers) if answer}
        seen = [(place, answer["seen"]) for place, answer in enumerate(answers) if answer]
        if many := max((told.get("tooMany", 0) for _, told in seen if told), default=0):
            raise PortalChanged(f"trang có {many} ô và nút, không biểu mẫu nào có chừng ấy")
        snapshot = snapshot_from((place, told) for place, told in seen if told)
        return results, self._arranged(snapshot)

    async def do(self, frame: int, deed: str, **work: object) -> Any:
        """One deed in one frame, without a snapshot; ``None`` when the page left meanwhile."""
        answer = await self._unless_left(frame, deed, work, rest=False, look=False)
        return answer and answer["result"]

    async def click_held(self, frame: int) -> None:
        """A real click on what the script holds; one that cannot be made shows in the proof."""
        try:
            await self.page.click(self._frames[frame], HOLD, self.timing.settle_s * 1000)
        except PlaywrightError:
            if self.page.is_closed():
                raise

    async def changed(self, within_s: float) -> Snapshot:
        """The snapshot after the next change of the page, or when the time is over."""
        frames = range(len(self._frames))
        limit = within_s * 1000
        await self.page.together(self.do(one, "change", limitMs=limit) for one in frames)
        return await self.look(rest=True)

    async def _deal(
        self, frame: int, by_frame: Mapping[int, object], rest: bool, idle: str
    ) -> dict[str, Any] | None:
        deed = "apply" if frame in by_frame else idle
        answer = await self._unless_left(frame, deed, by_frame.get(frame), rest=rest, look=True)
        end = time.monotonic() + self.timing.settle_s
        while answer is None and frame == 0 and time.monotonic() < end:
            # What we did made the portal load its page anew: look at that one.
            await self.page.loaded()
            answer = await self._unless_left(frame, "look", None, rest=rest, look=True)
        return answer

    async def _unless_left(
        self, frame: int, deed: str, work: object, *, rest: bool, look: bool
    ) -> dict[str, Any] | None:
        try:
            return await self._evaluate(frame, deed, work, rest=rest, look=look)
        except PlaywrightError as error:
            if self.page.is_closed() or not any(sign in str(error) for sign in _LEFT):
                raise
            return None

    async def _evaluate(
        self, frame: int, deed: str, work: object, *, rest: bool, look: bool
    ) -> dict[str, Any]:
        asked = {
            "root": self._root if frame == 0 else None,
            "timing": self.timing.in_page(),
            "deed": deed,
            "work": work,
            "rest": rest,
            "look": look,
        }
        page = self._frames[frame]
        told = await self.page.evaluate(page, _AGAIN, asked)
        if told is None:  # a document in which nobody has looked yet
            told = await self.page.evaluate(page, script(), asked)
        answer: dict[str, Any] = json.loads(told)
        return answer
