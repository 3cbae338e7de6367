"""Two dossiers alike but for every value, and what the pictures of their pages have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from portal_bot.evidence import screenshots
from portal_bot.filing import keep
from portal_bot.filing.prepare import Preparation
from tests.support.fixtures import FIXTURES

# What nobody may have to guess: the colour of the paint in `mask.js`.
PAINT = 0x3A
# How far the paint's edge may be from a whole pixel, and how much two renderings differ by chance.
EDGE_PX, CHANCE = 3, 8
# What a control is dressed with stands around it.
AROUND_PX = 4
# The picture of the form that a mutant of the paint took.
MUTANT = "form, less painted"
# Where a person sees that something is chosen or written, natively and by ARIA, in every frame.
STATES = """
() => [...document.querySelectorAll(
    "input:not([type=hidden]), select, textarea, iframe, " +
    "[role=radio], [role=checkbox], [role=combobox]"
  )].map((el) => {
    const box = (el.labels?.[0] ?? el).getBoundingClientRect();
    const kind = el.type ?? el.getAttribute("role");
    const state = ["radio", "checkbox"].includes(kind)
      ? String(el.checked ?? el.getAttribute("aria-checked")) : el.value ?? el.textContent;
    return { kind, state, box: [box.x + scrollX, box.y + scrollY, box.width, box.height] };
  })
"""
# The portal's own: how long the account's name is moves the words beside it, and a draft has a
# number.
BAR = """
() => [...document.querySelectorAll("#account_name, #maNhap")].map((el) => {
  const bar = (el.closest("nav, header") ?? el).getBoundingClientRect();
  const [x, y] = [scrollX, scrollY];
  return [bar.x + x, bar.y + y, bar.right + x, bar.bottom + y].map(Math.round);
})
"""


@dataclass
class Pictures:
    """What was pictured of one dossier.

    Attributes:
        taken: the picture of each screen, as it was kept.
        states: what each control of the form said as it was pictured, all frames.
        boxes: where the controls of its own frame stand: left, top, width, height.
    """

    taken: dict[str, Image.Image] = field(default_factory=dict)
    states: list[dict[str, Any]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def regions(self, screen: str) -> list[Image.Image]:
        """Of each control what is seen of it and around it, in the form's picture."""
        picture, more = self.taken[screen], AROUND_PX
        return [
            picture.crop((int(x) - more, int(y) - more, int(x + w) + more, int(y + h) + more))
            for x, y, w, h in self.boxes
            if w and h
        ]


def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures without a loss, at their size: pixels can be compared."""
    monkeypatch.setattr(screenshots, "CAPTURE", {"format": "png"})
    monkeypatch.setattr(screenshots, "SCALE", 1)


def watched(monkeypatch: pytest.MonkeyPatch, left_out: Sequence[str]) -> Pictures:
    """From here on pictures are collected, and one of the form is taken once it is filled.

    Args:
        monkeypatch: takes it back.
        left_out: what the mutant of the paint leaves as it is, of which there is a picture, too.
    """
    seen = Pictures()
    script = screenshots._script()
    take, fill = screenshots.take, Preparation._fill

    async def taking(page: Any, name: str, *how: Any, whole: bool = False) -> bytes | None:
        picture = await take(page, name, *how, whole=True)
        assert picture is not None, name
        kept = Image.open(BytesIO(picture)).convert("RGB")
        for left, top, right, bottom in await page.evaluate(BAR):
            kept.paste((PAINT, PAINT, PAINT), (left, top, right, bottom))
        seen.taken[name] = kept
        return picture

    async def filling(self: Preparation, form: Any) -> None:
        await fill(self, form)
        platform = self._session.platform
        page = platform.page
        seen.states = [one for frame in page.frames for one in await frame.evaluate(STATES)]
        seen.boxes = [one["box"] for one in await page.main_frame.evaluate(STATES)]
        values, personal = self._ready.sensitive, platform.personal
        await taking(platform.page, "form", values, personal)
        doctored, less = script, personal
        for part in left_out:
            assert part in script + personal
            gone = part.replace("input:", "input.none:") if ":" in part else ""
            doctored, less = doctored.replace(part, gone), less.replace(part, "none")
        with monkeypatch.context() as mutant:
            mutant.setattr(screenshots, "_script", lambda: doctored)
            await taking(platform.page, MUTANT, values, less)

    monkeypatch.setattr(keep, "take", taking)
    monkeypatch.setattr(Preparation, "_fill", filling)
    return seen


def telling(one: Image.Image, other: Image.Image) -> list[tuple[int, int, int, int]]:
    """The places in which two pictures differ, neither of them painted: left, top, right, bottom.

    How far the paint reaches tells how long a word is, and no more.
    """
    width, height = min(one.width, other.width), min(one.height, other.height)
    first, second = (np.asarray(p.crop((0, 0, width, height)), int) for p in (one, other))
    differs = np.abs(first - second).max(axis=2) > CHANCE
    painted = _painted(first) | _painted(second)
    wider = Image.fromarray(painted).filter(ImageFilter.MaxFilter(2 * EDGE_PX + 1))
    left = differs & ~np.asarray(wider, bool)
    return _boxes(left)


def _painted(pixels: Any) -> Any:
    return ((np.abs(pixels - PAINT).max(axis=2) <= 1) * 255).astype(np.uint8)


def _boxes(differs: Any) -> list[tuple[int, int, int, int]]:
    """One for each run of rows that has any."""
    rows = np.flatnonzero(differs.any(axis=1))
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if rows.size else []
    found = []
    for run in runs:
        columns = np.flatnonzero(differs[run].any(axis=0))
        found.append((int(columns[0]), int(run[0]), int(columns[-1]), int(run[-1])))
    return found


def rewritten(sample: Path, to: Path, instead: Mapping[str, str]) -> Path:
    """The sample with other words in the places of these; its scans are those of the fixtures."""
    text = sample.read_text("utf-8")
    for before, after in instead.items():
        assert before in text, before
        text = text.replace(before, after)
    papers = FIXTURES / "papers"
    for way in ("../../papers", "../papers"):
        text = text.replace(way, f"{papers}")
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, "utf-8")
    return to
