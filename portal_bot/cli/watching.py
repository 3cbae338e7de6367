"""What `status --watch` draws: how far the dossiers are, and the lines that matter now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.text import Text

from portal_bot.cli.receipts import overview
from portal_bot.filing.standing import by_urgency, needs_person, standing

if TYPE_CHECKING:
    from portal_bot.batch.cluster.overview import QueueOverview
    from portal_bot.filing.report import FilingReport, Report

# Beside the table: counts, bar, a line for those that are left out, and the one below it all.
_AROUND = 5
_FEWEST = 6
_NAMED = 5


def picture(parts: Sequence[tuple[Report, bool]], *, height: int, width: int) -> RenderableType:
    """One block for the real filings and one for practice, no higher than the terminal.

    Args:
        parts: the filings and whether they are practice.
        height: the terminal's, in lines.
        width: likewise, in letters.
    """
    if not parts:
        return Text("Chưa có hồ sơ nào.")
    room = max(_FEWEST, height // len(parts) - _AROUND)
    return Group(
        *(_block(r.filings, practice=practice, room=room, width=width) for r, practice in parts)
    )


def queue_lines(seen: QueueOverview) -> list[Text]:
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


def _block(filings: Sequence[FilingReport], *, practice: bool, room: int, width: int) -> Group:
    counts = Counter(standing(filing).words for filing in by_urgency(filings))
    good = sum(filing.is_received for filing in filings)
    told = " · ".join(f"{words}: {many}" for words, many in counts.items())
    table, left = _that_fit(by_urgency(filings), room, width, practice=practice)
    lines: list[RenderableType] = [
        Text(f"{good}/{len(filings)} hồ sơ đã nhận · {told}", style="bold"),
        ProgressBar(total=len(filings), completed=good, width=40),
        *table,
    ]
    if left:
        people = sum(needs_person(filing) or filing.unpaid for filing in left)
        waiting = f", trong đó {people} hồ sơ cần một người" if people else ""
        lines.append(Text(f"… và {len(left)} hồ sơ nữa{waiting}", style="dim"))
    return Group(*lines)


def _that_fit(
    filings: list[FilingReport], room: int, width: int, *, practice: bool
) -> tuple[list[Text], list[FilingReport]]:
    """The lines of the first so many that there is room for; and the others."""
    many = min(len(filings), room)
    while True:
        rows = filings[:many]
        lines = [*overview(rows, width, practice=practice), *_asked(rows)]
        if len(lines) <= room or many <= 1:
            return lines, filings[many:]
        # Never fewer lines than rows: so many too many lines are at most so many rows.
        many = max(1, many - max(1, (len(lines) - room) // 3))


def _asked(rows: Sequence[FilingReport]) -> list[Text]:
    return [
        Text(f"{f.id}: đang đợi một người ({f.waits_for})", style="yellow")
        for f in rows
        if f.waits_for
    ]
