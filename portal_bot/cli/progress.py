"""Progress on stderr: how far the whole run is, what each dossier does, who needs somebody."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from portal_bot.cli import words
from portal_bot.cli.console import err
from portal_bot.cli.tables import short

if TYPE_CHECKING:
    from rich.console import Console

    from portal_bot.cli.bars import Bars
    from portal_bot.filing.events import Event

NEEDS_SOMEBODY = frozenset({"needs_human", "uncertain", "rejected", "failed", "received", "new"})


class Tally:
    """How far a run is: counts, rate, time left.

    What an earlier run filed is done in a moment; only what this one worked on makes the rate.
    """

    def __init__(self) -> None:
        self.total = 0
        self.states: Counter[str] = Counter()
        self._worked_on: set[str] = set()
        self._worked = 0
        self._began = time.monotonic()

    def begin(self, total: int) -> None:
        self.total, self._began = total, time.monotonic()

    def hear(self, event: Event) -> None:
        """Counts what the event tells."""
        if event.kind == "plan":
            self.begin(int(event.text))
        elif event.kind == "step":
            self._worked_on.add(event.filing)
        elif event.kind == "done":
            self.states[event.text] += 1
            self._worked += event.filing in self._worked_on
            self._worked_on.discard(event.filing)

    @property
    def done(self) -> int:
        return self.states.total()

    def __str__(self) -> str:
        if not self.total:
            return ""
        took = time.monotonic() - self._began
        a_minute = 60 * self._worked / took if took else 0.0
        told = [f"{self.done}/{self.total} hồ sơ"]
        if a_minute:
            told.append(f"{a_minute:.0f} hồ sơ/phút")
        if a_minute and self.done < self.total:
            told.append(f"còn {_span((self.total - self.done) / a_minute * 60)}")
        counted = (f"{words.ended(s)}: {n}" for s, n in sorted(self.states.items()))
        return " · ".join([*told, *counted])


class Watch:
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
        text = words.of_event(event)
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
        sys.stderr.write(json.dumps(event.as_json(), ensure_ascii=False) + "\n")
        sys.stderr.flush()


def _bars(console: Console) -> Bars:
    from portal_bot.cli.bars import Bars

    return Bars(console)


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "chưa tới 1 phút"
    return f"{minutes} phút" if minutes < 60 else f"{minutes // 60} giờ {minutes % 60} phút"
