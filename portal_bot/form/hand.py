"""Real keys and real clicks, for the controls that believe nothing else."""

from __future__ import annotations

from portal_bot.form.sight import Sight, job
from portal_bot.form.snapshot import Control

# Slow masks drop the keys of a faster hand.
_PERSONS_KEY_MS = 55


class Hand:
    """A person's hand on the page: one control at a time."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._page = sight.page
        self._in_box = False

    async def type(
        self, control: Control, text: str, *, part: str | None = None, slowly: bool = False
    ) -> None:
        """Types over what the box holds; the next box, or `leave`, takes the caret away."""
        length = await self._sight.do(control.frame, "focus", job=job(control), part=part)
        if length is None:
            return
        self._in_box = True
        if slowly:
            await self._rub_out(length)
        elif length:
            await self._page.press("Delete")
        if text:
            await self._page.type(text, _PERSONS_KEY_MS if slowly else None)
        if slowly:
            await self.leave()

    async def _rub_out(self, length: int) -> None:
        """Letter by letter: some masks know nothing of a selection."""
        await self._page.press("End")
        for _ in range(length):
            await self._page.press("Backspace")
        await self._page.press("Home")

    async def leave(self) -> None:
        """Leaves the box with Tab, as a person does."""
        if self._in_box:
            await self._page.press("Tab")
            self._in_box = False

    async def click(self, control: Control, wanted: str | bool) -> None:
        """Clicks the control, or the button of the group that says what is wanted."""
        if await self._sight.do(control.frame, "hold", job=job(control, wanted)):
            await self._sight.click_held(control.frame)

    async def clear(self, control: Control) -> None:
        """Takes back a choice where the widget has a cross for it."""
        await self._sight.do(control.frame, "hold", job=job(control))

    async def drop(self, control: Control, wanted: tuple[str, ...]) -> None:
        """Takes back what a control of several values holds and should not."""
        for _ in range(len(control.value) if isinstance(control.value, tuple) else 0):
            if not await self._sight.do(control.frame, "tag", job=job(control, wanted)):
                return
            await self._sight.click_held(control.frame)

    async def open_and_click(self, control: Control, wanted: str) -> None:
        """Opens a list, waits for the wanted option and clicks it."""
        if not await self._sight.do(control.frame, "open", job=job(control, wanted)):
            await self.click(control, wanted)
        # Some show an option only once it has been searched for; others are only slow.
        calm_s = self._sight.timing.calm_s
        if await self._hold_option(control, wanted, calm_s) or await self._search(control, wanted):
            await self._sight.click_held(control.frame)

    async def _search(self, control: Control, wanted: str) -> bool:
        """Types into the list's search; whether the wanted option came and is held.

        A search in vain is remembered by some pages (Form.io), and not asked again: so the last
        letter comes only when it is needed, which makes another search of it.
        """
        within_s = self._sight.timing.settle_s
        if not await self._sight.do(control.frame, "search", job=job(control, wanted)):
            return await self._hold_option(control, wanted, within_s)
        for typed in (wanted[:-1], wanted[-1:]):
            await self._page.type(typed, None)
            if await self._hold_option(control, wanted, within_s):
                return True
        return False

    async def into_sections(self, control: Control, parts: dict[str, str]) -> None:
        """Types each part of a date into the section of its own."""
        for part, digits in parts.items():
            await self.click(control, part)
            if digits:
                await self._page.type(digits, None)
            else:
                await self._page.press("Delete")
        self._in_box = True

    async def enter(self) -> None:
        """Says that what was typed is meant."""
        await self._page.press("Enter")

    async def shown_after(self, control: Control, text: str) -> str:
        """Types it, says that it is meant, leaves; what the box shows then, to the letter.

        Without Tab: in the next box another calendar may open, and take the keys that follow.
        """
        await self.type(control, text)
        await self.enter()
        self._in_box = False
        await self._sight.look(rest=True, leave=True)
        return str(await self._sight.do(control.frame, "ink", job=job(control)) or "").strip()

    async def learn(self, control: Control, order: str) -> None:
        """Keeps in which order the box was seen to write a date, as long as its page lives."""
        await self._sight.do(control.frame, "learn", job=job(control), order=order)

    async def _hold_option(self, control: Control, wanted: str, within_s: float) -> bool:
        asked = job(control, wanted)
        limit = within_s * 1000
        return bool(
            await self._sight.do(control.frame, "hold", job=asked, option=True, limitMs=limit)
        )

    async def choose(self, control: Control, wanted: object) -> None:
        """Chooses from a native list once more: a script's choice is as good as a key's there."""
        work = {"drivers": [], "rows": [], "chains": [[job(control, wanted)]], "plain": []}
        await self._sight.work({control.frame: work})
