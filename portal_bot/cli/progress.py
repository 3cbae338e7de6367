"""Progress on stderr: how far the whole run is, what each dossier does, who needs somebody."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from portal_bot.cli import state_words
from portal_bot.cli.console import as_json_text, err
from portal_bot.cli.tables import short
from portal_bot.cli.tally import Tally

if TYPE_CHECKING:
    from rich.console import Console

    from portal_bot.cli.bars import Bars
    from portal_bot.run.events import Event

NEEDS_SOMEBODY = frozenset(
    {"needs_human", "uncertain", "awaiting_payment", "rejected", "failed", "received", "new"}
)


class ProgressWatch:
    """Is told what happens in a run, and shows it: drawn over on a terminal, else plain lines.

    Args:
        title: the portal's.
    """

    def __init__(self, title: str) -> None:
        self._console = err()
        self._title = title
        self._tally = Tally()
        self._bars = _bars(self._console) if sys.stderr.isatty() else None
        self._paused = 0
        self._kept: list[tuple[str, str | None]] = []

    def __enter__(self) -> Self:
        self._console.print(self._title, style="bold")
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """While a person is asked, nothing is written; what happened meanwhile comes after."""
        self._paused += 1
        if self._bars is not None and self._paused == 1:
            self._bars.stop()
        try:
            yield
        finally:
            self._paused -= 1
            if not self._paused:
                if self._bars is not None:
                    self._bars.start()
                kept, self._kept = self._kept, []
                for line, style in kept:
                    self._print(line, style)

    def __call__(self, event: Event) -> None:
        text = state_words.of_event(event)
        self._tally.hear(event)
        if event.kind == "done":
            self._done(event, text)
        elif event.kind == "line":
            self._print(text, "yellow")
        elif event.kind == "waiting":
            self._print(f"{event.filing} {short(event.path)}: đợi một người ({text})", "yellow")
        elif self._bars is None and event.kind not in {"plan", "answered"}:
            self._print(f"{short(event.path)}: {text}")
        if self._bars is not None:
            self._bars.follow(event, text, self._tally)

    def _done(self, event: Event, text: str) -> None:
        if self._bars is None and self._tally.total > 1:
            self._print(f"{short(event.path)}: {text} [{self._tally}]")
        elif self._bars is not None and event.text in NEEDS_SOMEBODY:
            self._print(f"{event.filing} {short(event.path)}: {text}", "red")

    def _print(self, line: str, style: str | None = None) -> None:
        if self._paused:
            self._kept.append((line, style))
        else:
            self._console.print(line, style=style)


class EventLines:
    """Each event as one line of JSON on stderr (`--events`), for programs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Programs are not disturbed by a question."""
        yield

    def __call__(self, event: Event) -> None:
        sys.stderr.write(as_json_text(event.as_json()) + "\n")
        sys.stderr.flush()


def _bars(console: Console) -> Bars:
    from portal_bot.cli.bars import Bars  # slow: only where it is printed

    return Bars(console)
