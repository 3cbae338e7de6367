"""Real keys and real clicks, for the controls that believe nothing else."""

from __future__ import annotations

from portal_bot.form.sight import Sight, job
from portal_bot.form.snapshot import Control


class Hand:
    """A person's hand on the page: one control at a time."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._keyboard = sight.page.keyboard

    async def type(self, control: Control, text: str, *, part: str | None = None) -> str:
        """Types over what the box holds, leaves it with Tab, and tells what it says then."""
        there = await self._sight.do(control.frame, "focus", job=job(control), part=part)
        if there is None:
            return ""
        if there["length"]:
            await self._keyboard.press("Delete")
        if text:
            await self._keyboard.type(text)
        await self._keyboard.press("Tab")
        return str(await self._sight.do(control.frame, "read", job=job(control)) or "")

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
