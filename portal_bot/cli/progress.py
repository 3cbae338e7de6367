"""Progress on stderr: one line per dossier with its step, or plain lines where nobody watches."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from portal_bot.cli import words
from portal_bot.cli.console import err
from portal_bot.cli.tables import short
from portal_bot.privacy import redact

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from portal_bot.filing.events import Event


class Watch:
    """Is told what happens in a run, and shows it.

    Args:
        title: the portal's.
        live: whether lines may be drawn over; only done on a terminal.
    """

    def __init__(self, title: str, *, live: bool) -> None:
        self._console = err()
        self._title = title
        self._progress = _bars(self._console) if live and sys.stderr.isatty() else None
        self._tasks: dict[Path, TaskID] = {}

    def __enter__(self) -> Self:
        self._console.print(self._title, style="bold")
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def __call__(self, event: Event) -> None:
        text = words.state(event.text) if event.kind == "state" else redact(event.text)
        if self._progress is None:
            self._console.print(f"{short(event.path)}: {text}")
            return
        task = self._tasks.get(event.path)
        if task is None:
            task = self._progress.add_task(text, total=1, file=short(event.path))
            self._tasks[event.path] = task
        done = event.kind == "state" and event.text == "verified"
        self._progress.update(task, description=text, completed=int(done))


def _bars(console: Console) -> Progress:
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.fields[file]}", markup=False),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=console,
    )
