"""The live picture of a run on a terminal: one bar for all, a line for each dossier on its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from portal_bot.cli.tables import short

if TYPE_CHECKING:
    from portal_bot.cli.tally import Tally
    from portal_bot.run.events import Event

# More lines than a small terminal has would push the bar out of sight.
LINES = 12


class Bars:
    """Draws; `Watch` decides what is worth a lasting line.

    Args:
        console: the one on which those lines are printed, above the picture.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
        )
        self._whole = self._progress.add_task("", total=None)
        self._lines: dict[str, tuple[str, str, str]] = {}
        self._live: Live | None = None

    def start(self) -> None:
        self._live = Live(console=self._console, get_renderable=self._picture, refresh_per_second=4)
        self._live.start()

    def stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def follow(self, event: Event, text: str, tally: Tally) -> None:
        """Takes an event over into the picture."""
        name = event.filing or str(event.path)
        if event.kind == "done":
            self._lines.pop(name, None)
        elif event.kind == "waiting":
            self._lines[name] = (short(event.path), f"đợi một người: {text}", "yellow")
        elif event.kind not in {"plan", "line"}:
            self._lines[name] = (short(event.path), text, "")
        self._progress.update(
            self._whole, completed=tally.done, total=tally.total or None, description=str(tally)
        )

    def _picture(self) -> Group:
        lines = Table.grid(padding=(0, 1))
        for file, text, style in self._shown():
            lines.add_row(Text(file), Text(text), style=style or None)
        return Group(lines, self._progress)

    def _shown(self) -> Iterable[tuple[str, str, str]]:
        """Those that wait for somebody first."""
        ordered = sorted(self._lines.values(), key=lambda line: not line[2])
        yield from ordered[:LINES]
        if len(ordered) > LINES:
            yield (f"… và {len(ordered) - LINES} hồ sơ nữa", "", "")
