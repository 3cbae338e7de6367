"""`portal-bot submit`: files dossiers, each exactly once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.queue import named, queue_option
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
from portal_bot.cli.tables import short
from portal_bot.cli.unverified import warn
from portal_bot.cli.watched_run import perform
from portal_bot.dossier.finding import find
from portal_bot.errors import UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal as Site
    from portal_bot.run.options import Options


def run(
    paths: Paths,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    human: Human = None,
    device: Device = None,
    sessions: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=16,
            metavar="SỐ",
            help="Nộp mấy hồ sơ cùng một lúc; không nói thì bằng số nhân của máy. Cổng có thể "
            "cho ít hơn.",
        ),
    ] = None,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes",
            help="Đồng ý nộp thật, cả hồ sơ còn lưu ý; bắt buộc khi không có ai ngồi trước máy.",
        ),
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="Ghi kết quả dạng JUnit XML cho CI; không có dữ liệu ai."),
    ] = None,
    supersede: Annotated[
        bool,
        typer.Option(
            "--supersede",
            help="Không nộp gì: cho biết hồ sơ đã nộp khác tệp này ở đâu và sửa bằng cách nào.",
        ),
    ] = False,
    queue: Annotated[
        str | None,
        queue_option("Đưa vào hàng đợi chung cho các máy chạy `portal-bot worker` nộp."),
    ] = None,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Cùng --queue: đưa vào hàng đợi rồi thôi, không đợi.")
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

    url = named(queue)
    if no_wait and url is None:
        raise UsageError("--no-wait chỉ đi cùng --queue")
    chosen = choose(portal, portal_url)
    if not events:
        # Before anybody is asked to agree to it.
        warn(chosen)
    if supersede:
        return _supersede(paths, chosen, Options(allow_outside=allow_outside), as_json=json)
    if not (chosen.practice or yes):
        _agree(paths, f"{chosen.title} ({chosen.address})")
    return perform(
        "submit",
        paths,
        chosen,
        Options(
            portal=portal,
            portal_url=portal_url,
            headed=headed,
            human=human,
            device=device,
            sessions=sessions,
            trace=trace,
            queue=url,
            wait=not no_wait,
            yes=yes,
            allow_outside=allow_outside,
        ),
        as_json=json,
        verbose=verbose,
        events=events,
        junit=junit,
    )


def _supersede(paths: Sequence[Path], site: Site, options: Options, *, as_json: bool) -> int:
    """Says what submitting edited dossiers would meet; files nothing."""
    from portal_bot.batch.supersede import explain  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.run.run import Run  # slow: not for --help

    told = looping.run(explain(paths, Run.at(site, options)))
    if as_json:
        print_json({"supersede": [each.as_json() for each in told]})
        return 0
    console = out()
    for each in told:
        number = f" · đã nộp: {each.number or 'chưa rõ số'}" if each.id else ""
        console.print(f"{short(each.path)}{number}", style="bold")
        if each.differs is None:
            console.print("  khác ở: không rõ (bản đã nộp không được ghi lại theo từng mục)")
        elif each.differs:
            console.print(f"  khác ở: {', '.join(each.differs)}")
        console.print(f"  {each.advice}")
    return 0


def _agree(paths: Sequence[Path], portal: str) -> None:
    """Nobody files for real by a script that forgot to say so.

    Raises:
        UsageError: nobody is there to agree, or they do not.
    """
    if not sys.stdin.isatty():
        raise UsageError(f"nộp thật vào {portal} mà không có ai ngồi trước máy: thêm --yes")
    dossiers = "".join(f"  {shown(path)}\n" for path in find(paths))
    sys.stderr.write(f"Nộp THẬT vào {portal}:\n{dossiers}Đồng ý? [c/k] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"c", "co", "có", "y", "yes"}:
        raise UsageError("chưa đồng ý; không có gì được nộp")


command = verb(
    run,
    help="Nộp hồ sơ. Hồ sơ nào lần trước dở dang thì làm tiếp, đã nộp thì không nộp lại: cứ chạy "
    "lại cùng lệnh. Cuối cùng in số hồ sơ, ngày hẹn, lệ phí và nơi để bằng chứng.",
    example="portal-bot submit ho-so/ --portal mock --sessions 2",
)
