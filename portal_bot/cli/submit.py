"""`portal-bot submit`: files dossiers, each exactly once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.options import (
    Device,
    Headed,
    Human,
    Json,
    Paths,
    Portal,
    PortalUrl,
    Verbose,
)


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
        typer.Option("--yes", help="Đồng ý nộp thật; bắt buộc khi không có ai ngồi trước máy."),
    ] = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the dossiers'."""
    from portal_bot import aio
    from portal_bot.cli.filing import perform
    from portal_bot.portals.profile import choose

    chosen = choose(portal, portal_url)
    if not (chosen.practice or yes):
        _agree(paths, f"{chosen.title} ({chosen.address})")
    return perform(
        aio.submit,
        paths,
        chosen,
        as_json=json,
        verbose=verbose,
        portal=portal,
        portal_url=portal_url,
        headed=headed,
        human=human,
        device=device,
        sessions=sessions,
    )


def _agree(paths: Sequence[Path], portal: str) -> None:
    """Nobody files for real by a script that forgot to say so.

    Raises:
        UsageError: nobody is there to agree, or they do not.
    """
    from portal_bot.dossier.load import find
    from portal_bot.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError(f"nộp thật vào {portal} mà không có ai ngồi trước máy: thêm --yes")
    dossiers = "".join(f"  {path}\n" for path in find(paths))
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
