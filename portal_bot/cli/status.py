"""`portal-bot status`: what the journal knows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json

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

    return show(report, practice=False)


def _watch(paths: list[Path] | None) -> None:
    from threading import Event

    from rich.live import Live

    from portal_bot.aio import status
    from portal_bot.cli.receipts import overview

    with Live(console=out(), auto_refresh=False) as live:
        never = Event()
        while not never.wait(_EVERY_S):
            live.update(overview(status(paths, None)), refresh=True)


command = verb(
    run,
    help="Các hồ sơ đã làm tới đâu, theo nhật ký trên máy này; không hỏi cổng.",
    example="portal-bot status ho-so/ --json",
)
