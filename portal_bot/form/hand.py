"""Real keys and real clicks, for the controls that believe nothing else."""

from __future__ import annotations

from portal_bot.form.sight import Sight, job
from portal_bot.form.snapshot import Control


class Hand:
    """A person's hand on the page: one control at a time."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._keyboard = sight.page.keyboard
        self._in_box = False

    async def type(self, control: Control, text: str, *, part: str | None = None) -> None:
        """Types over what the box holds; the next box, or `leave`, takes the caret away."""
        length = await self._sight.do(control.frame, "focus", job=job(control), part=part)
        if length is None:
            return
        self._in_box = True
        if length:
            await self._keyboard.press("Delete")
        if text:
            await self._keyboard.type(text)

    async def leave(self) -> None:
        """Leaves the box with Tab, as a person does."""
        if self._in_box:
            await self._keyboard.press("Tab")
            self._in_box = False

    async def click(self, control: Control, wanted: str | bool) -> None:
        """Clicks the control, or the button of the group that says what is wanted."""
        if await self._sight.do(control.frame, "hold", job=job(control, wanted)):
            await self._sight.click_held(control.frame)

    async def open_and_click(self, control: Control, wanted: str) -> None:
        """Opens a list, waits for the wanted option and clicks it."""
        if not await self._sight.do(control.frame, "open", job=job(control, wanted)):
            await self.click(control, wanted)
        held = await self._sight.do(control.frame, "hold", job=job(control, wanted), option=True)
        if held:
            await self._sight.click_held(control.frame)

    async def choose(self, control: Control, wanted: str) -> None:
        """Chooses from a native list once more: a script's choice is as good as a key's there."""
        work = {"drivers": [], "rows": [], "chains": [[job(control, wanted)]], "plain": []}
        await self._sight.work({control.frame: work})
