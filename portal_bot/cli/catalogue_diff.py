"""`portal-bot catalogue diff`: what was pulled beside our facts, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.named_editions import NamedProcedures, editions_named
from portal_bot.cli.shared_options import Json, Portal, PortalUrl
from portal_bot.errors import PortalChanged, UsageError

if TYPE_CHECKING:
    from portal_bot.published.comparing import Compared

_WEIGHTS = {
    "breaking": ("LÀM HỎNG", "bold red"),
    "additive": ("thêm bớt", "yellow"),
    "cosmetic": ("cách viết", "dim"),
}


def run(
    procedure: NamedProcedures = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            help="Đã xem và đồng ý: giữ các mẫu tờ khai vừa đối chiếu làm bản đã biết.",
        ),
    ] = False,
    json: Json = False,
) -> int:
    """Asks the portal nothing. Exit code: 21 where what we file or tell is wrong."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.published.comparing import Beside  # slow: not for --help
    from portal_bot.published.known_form import keep_form  # slow: not for --help
    from portal_bot.published.public_interface import base_of  # slow: not for --help

    chosen = choose(portal, portal_url)
    base_of(chosen)
    home = settings.home()
    beside = Beside.of(chosen, home)
    if beside.listed is None and beside.services is None:
        raise UsageError(
            f"chưa hỏi cổng “{chosen.name}” lần nào: chạy “portal-bot catalogue pull --portal "
            f"{chosen.name}” trước"
        )
    found = [beside.compare(edition) for edition in editions_named(procedure)]
    kept = [
        str(keep_form(home, chosen.name, one.slug, one.form))
        for one in found
        if keep and one.form is not None
    ]
    if json:
        told = [one.as_json() for one in found]
        print_json({"portal": chosen.name, "procedures": told, "kept": kept})
    else:
        _show(found, kept)
    broken = any(one.weight == "breaking" for one in found)
    return PortalChanged.exit_code if broken else 0


def _show(found: Sequence[Compared], kept: Sequence[str]) -> None:
    console = out()
    for one in found:
        said = f"cổng nói lúc {one.at[:16].replace('T', ' ')}" if one.at else "cổng chưa nói gì"
        how = "có khác" if one.differences else "không khác"
        console.print(f"{one.slug} ({one.code}): {how}; {said}", style="bold")
        for each in one.differences:
            word, style = _WEIGHTS[each.weight]
            where = f"{each.where}: " if each.where else ""
            console.print(f"  {word}: {where}{each.words}", style=style)
            console.print(f"    → {each.todo}")
        for line in one.missing:
            console.print(f"  chưa đối chiếu được: {line}", style="dim")
    for path in kept:
        console.print(f"Đã giữ: {path}")


command = verb(
    run,
    help="Đối chiếu những gì cổng đã nói (catalogue pull) với dữ kiện của chương trình: mã, tên, "
    "kênh nộp, thời hạn, mức thu, giấy tờ, căn cứ, mức trực tuyến, ai được nộp thay, phiên bản và "
    "câu hỏi của tờ khai. Mỗi điều khác nói rõ nặng nhẹ và phải làm gì. Có điều làm hỏng việc nộp "
    "hoặc lời đã nói với dân thì mã thoát là 21.",
    example="portal-bot catalogue diff khai sinh --portal mock",
)
