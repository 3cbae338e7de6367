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
    from portal_bot.batch.cluster.overview import Overview
    from portal_bot.filing.report import FilingReport, Report

# Above and below the table's rows: titles, counts, bar, headings.
_AROUND = 9
_FEWEST = 5
_NAMED = 5


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


def queue_lines(seen: Overview) -> list[Text]:
    """What there is to say of a shared queue beside its filings: who works, who waits, what stands.

    Args:
        seen: the queue.
    """
    names = f": {', '.join(seen.workers)}" if seen.workers else ""
    working = f"{len(seen.workers)} máy đang xử lý hàng đợi{names}"
    lines = [Text(f"{working} · {seen.queued} hồ sơ đang làm hoặc đợi lượt")]
    if seen.queued and not seen.workers:
        lines.append(
            Text(
                "Chưa có máy nào nộp: chạy `portal-bot worker --queue …` ở một máy", style="yellow"
            )
        )
    if seen.people:
        told = ", ".join(seen.people[:_NAMED]) + (" …" if len(seen.people) > _NAMED else "")
        lines.append(
            Text(
                f"{len(seen.people)} hồ sơ cần một người ({told}): xem lý do, rồi chạy lại "
                "`portal-bot submit … --queue …` ở cửa sổ dòng lệnh; hồ sơ chưa rõ kết quả thì "
                "`portal-bot resolve MÃ --queue …`",
                style="yellow",
            )
        )
    for portal, reason in (seen.stopped or {}).items():
        lines.append(Text(f"Dừng mọi hồ sơ tới cổng {portal}: {reason}", style="bold red"))
    return lines


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
