"""What `status --watch` draws: how far the dossiers are, and the lines that matter now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.text import Text

from portal_bot.cli import words
from portal_bot.cli.receipts import overview

if TYPE_CHECKING:
    from portal_bot.filing.report import FilingReport, Report

# Above and below the table's rows: titles, counts, bar, headings.
_AROUND = 9
_FEWEST = 5


def picture(parts: Sequence[tuple[Report, bool]], *, height: int) -> RenderableType:
    """One block for the real filings and one for practice, no higher than the terminal.

    Args:
        parts: the filings and whether they are practice.
        height: the terminal's, in lines.
    """
    if not parts:
        return Text("Chưa có hồ sơ nào.")
    room = max(_FEWEST, height // len(parts) - _AROUND)
    return Group(*(_block(report, practice=practice, room=room) for report, practice in parts))


def _block(report: Report, *, practice: bool, room: int) -> Group:
    from portal_bot.filing.report import Report

    filings = report.filings
    counts = Counter(filing.state for filing in filings)
    good = sum(counts[state] for state in words.GOOD)
    told = " · ".join(f"{words.state(state)}: {counts[state]}" for state in sorted(counts))
    rows = sorted(filings, key=_urgency)[:room]
    lines: list[RenderableType] = [
        Text(f"{good}/{len(filings)} hồ sơ đã nhận · {told}", style="bold"),
        ProgressBar(total=len(filings), completed=good, width=40),
        overview(Report(tuple(rows)), practice=practice),
    ]
    lines += [
        Text(f"{f.id}: đang đợi một người ({f.waits_for})", style="yellow")
        for f in rows
        if f.waits_for
    ]
    if len(filings) > len(rows):
        lines.append(Text(f"… và {len(filings) - len(rows)} hồ sơ nữa", style="dim"))
    return Group(*lines)


def _urgency(filing: FilingReport) -> tuple[int, bool]:
    """Who needs somebody first, then who is on the way, then what is done, then what waits."""
    order = ("filing", "verified", "checked")
    if filing.state not in order:
        return 0, False
    return 1 + order.index(filing.state), not filing.waits_for
