"""`portal-bot catalogue pull`: asks a portal's public interface politely, keeps the answers."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.named_editions import NamedProcedures, editions_named
from portal_bot.cli.shared_options import Json, Portal, PortalUrl, Verbose
from portal_bot.cli.unverified import warn
from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal as Site
    from portal_bot.published.pulling import PullStep, Walk
    from portal_bot.published.shelf import Shelf


def run(
    procedure: NamedProcedures = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    fresh: Annotated[
        float,
        typer.Option(
            "--fresh",
            metavar="GIỜ",
            min=0,
            help="Câu trả lời mới hơn chừng này giờ thì không hỏi lại: lần trước dở dang thì đi "
            "tiếp. 0: hỏi lại hết.",
        ),
    ] = 24.0,
    yes: Annotated[
        bool, typer.Option("--yes", help="Không hỏi lại trước khi hỏi cổng thật (cho máy tự chạy).")
    ] = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Only a portal that was named on the line: the settings' one is for filing."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.logs import configure  # slow: not for --help
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.published.public_interface import base_of  # slow: not for --help
    from portal_bot.published.pulling import Walk  # slow: not for --help
    from portal_bot.published.shelf import Shelf  # slow: not for --help

    configure(verbose)
    if portal is None and portal_url is None:
        raise UsageError("ghi rõ hỏi cổng nào (--portal TÊN): không hỏi cổng nào khi chưa ai bảo")
    chosen = choose(portal, portal_url)
    base_of(chosen)
    warn(chosen)
    walk = Walk(chosen.agency.commune, editions_named(procedure))
    _agree(chosen, walk, yes=yes or chosen.practice)
    shelf = Shelf(settings.home(), chosen.name, fresh=timedelta(hours=fresh))
    asked = looping.run(_walked(chosen, shelf, walk, quiet=json))
    if json:
        print_json({"portal": chosen.name, "requests": asked, "kept": str(shelf.folder)})
    else:
        out().print(f"Đã hỏi {asked} lần; câu trả lời giữ ở {shelf.folder}")
        which = f"--portal {portal}" if portal else f"--portal-url {portal_url}"
        out().print(f"Đối chiếu: “portal-bot catalogue diff {which}”")
    return 0


async def _walked(portal: Site, shelf: Shelf, walk: Walk, *, quiet: bool) -> int:
    from portal_bot.published.public_interface import opened  # slow: not for --help
    from portal_bot.published.pulling import pull  # slow: not for --help

    with shelf.alone():
        async with opened(portal) as interface:
            await pull(interface, shelf, walk, (lambda _: None) if quiet else _tell)
            return interface.asked


def _tell(asked: PullStep) -> None:
    err().print(f"  {'còn mới' if asked.kept else 'hỏi'}: {asked.what}", style="dim")


def _agree(portal: Site, walk: Walk, *, yes: bool) -> None:
    """Says what will be asked of whom, before it is.

    Raises:
        UsageError: nobody is there to agree, or they do not.
    """
    lines = "".join(f"  {line}\n" for line in walk.promised())
    pace = "" if portal.practice else ", mỗi giây một lần hỏi"
    sys.stderr.write(f"Sẽ hỏi {portal.title} ({portal.origin}), chỉ đọc{pace}:\n{lines}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"hỏi cổng thật {portal.origin} mà không có ai ngồi trước máy: thêm --yes")
    sys.stderr.write("Đồng ý? [c/k] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"c", "co", "có", "y", "yes"}:
        raise UsageError("chưa đồng ý; không hỏi gì")


command = verb(
    run,
    help="Hỏi giao diện công khai của một cổng về các thủ tục: danh sách, dữ kiện, mẫu tờ khai, cơ "
    "quan nào nhận. Chỉ đọc, không đăng nhập, mỗi giây một lần hỏi; nói trước sẽ hỏi gì. Câu trả "
    "lời nằm lại trong thư mục dữ liệu; dở dang thì chạy lại để đi tiếp.",
    example="portal-bot catalogue pull khai sinh --portal mock",
)
