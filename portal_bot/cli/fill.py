"""`portal-bot fill`: the dry run, up to the review screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out
from portal_bot.cli.next_step import command_line, open_all
from portal_bot.cli.shared_options import (
    AllowOutside,
    Device,
    Events,
    Headed,
    Human,
    Json,
    Paths,
    Portal,
    PortalUrl,
    Trace,
    Verbose,
)
from portal_bot.cli.unverified import warn
from portal_bot.cli.watched_run import perform

if TYPE_CHECKING:
    from portal_bot.filing.report import Report


def run(
    paths: Paths,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    human: Human = None,
    device: Device = None,
    open_sheets: Annotated[
        bool,
        typer.Option(
            "--open", help="Điền xong thì mở tờ cho người dân ký và tờ đối chiếu trong trình duyệt."
        ),
    ] = False,
    allow_outside: AllowOutside = False,
    trace: Trace = False,
    events: Events = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the dossiers'."""
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.run.options import Options  # slow: not for --help

    chosen = choose(portal, portal_url)
    if not events:
        warn(chosen)
    options = {"portal": portal, "portal-url": portal_url, "human": human, "device": device}
    more = ["--allow-outside"] if allow_outside else []

    def after(report: Report) -> None:
        if not json:
            said = [word for name, said in options.items() if said for word in (f"--{name}", said)]
            _next(report, paths, [*said, *more])
        if open_sheets:
            ready = [filing for filing in report.filings if filing.filled]
            open_all([page for filing in ready for page in (filing.sheet, filing.proof) if page])

    return perform(
        "fill",
        paths,
        chosen,
        Options(
            portal=portal,
            portal_url=portal_url,
            headed=headed,
            human=human,
            device=device,
            allow_outside=allow_outside,
            trace=trace,
        ),
        as_json=json,
        verbose=verbose,
        events=events,
        after=after,
    )


def _next(report: Report, paths: Sequence[Path], flags: Sequence[str]) -> None:
    """What was reached, and the command that goes on from there."""
    from portal_bot.filing.standing import FILLED  # slow: not for --help

    ready = [f.path for f in report.filings if f.filled and f.receipt is None]
    missed = sum(not (filing.filled or filing.receipt) for filing in report.filings)
    console = out()
    if missed:
        many = f"{missed}/{len(report.filings)} hồ sơ" if len(report.filings) > 1 else "Hồ sơ"
        console.print(
            f"{many} chưa điền xong, chưa có gì được nộp: sửa theo lý do ở trên rồi chạy lại "
            "cùng lệnh.",
            style="yellow",
        )
    if not ready:
        return
    files = [str(path) for path in (ready if missed else paths)]
    console.print(f"{FILLED.words[:1].upper()}{FILLED.words[1:]}: {len(ready)} hồ sơ.")
    for filing in report.filings:
        if filing.filled and filing.sheet is not None:
            console.print(f"In cho người dân đọc và ký: {filing.sheet}")
    console.print("Xem tờ đối chiếu; đúng hết thì nộp bằng:")
    console.print(f"  {command_line('submit', files, flags)}", style="bold")


command = verb(
    run,
    help="Điền thử: làm mọi việc tới màn hình kiểm tra, so từng mục với hồ sơ, viết tờ đối chiếu, "
    "rồi dừng. Không nộp; cuối cùng in lệnh để nộp.",
    example="portal-bot fill ho-so/khai-sinh.yaml --portal mock --open",
)
