"""`portal-bot status`: what the journal knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json

if TYPE_CHECKING:
    from portal_bot.filing.report import Report

_EVERY_S = 1.0


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[TỆP]…", help="Chỉ các hồ sơ từ những tệp, thư mục này."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Cập nhật mãi, tới khi bấm Ctrl-C.")
    ] = False,
    json: Json = False,
) -> None:
    """Reads only: another run may go on meanwhile."""
    from portal_bot.aio import status
    from portal_bot.errors import UsageError

    if json and watch:
        raise UsageError("--watch không đi cùng --json: JSON chỉ in một lần")
    if watch:
        return _watch(paths)
    report = status(paths, None)
    if json:
        return print_json(report.as_json())
    if not report.filings:
        return out().print("Chưa có hồ sơ nào.")
    from portal_bot.cli.receipts import show

    for part, practice in _by_kind(report):
        show(part, practice=practice)
        for filing in part.filings:
            if filing.waits_for:
                out().print(f"{filing.id}: đang đợi một người ({filing.waits_for})", style="yellow")
    return None


def _by_kind(report: Report) -> Iterator[tuple[Report, bool]]:
    """The real ones, then those of practice portals, which say so."""
    from portal_bot.filing.report import Report
    from portal_bot.portals import profile

    known = set(profile.names())
    practice = {name for name in known if profile.load(name).practice}
    for is_practice in (False, True):
        part = tuple(f for f in report.filings if (f.portal in practice) is is_practice)
        if part:
            yield Report(part), is_practice


def _watch(paths: list[Path] | None) -> None:
    from threading import Event

    from rich.live import Live

    from portal_bot.aio import status
    from portal_bot.cli.watching import picture

    with Live(console=out(), auto_refresh=False, screen=False) as live:
        never = Event()
        while True:
            parts = list(_by_kind(status(paths, None)))
            live.update(picture(parts, height=live.console.height), refresh=True)
            never.wait(_EVERY_S)


command = verb(
    run,
    help="Các hồ sơ đã làm tới đâu, theo nhật ký trên máy này; không hỏi cổng.",
    example="portal-bot status ho-so/ --json",
)
