"""`portal-bot track`: what became of filed dossiers, and what is to be done today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import (
    AllowOutside,
    Headed,
    Human,
    Json,
    Portal,
    PortalUrl,
    Verbose,
    a_path,
)
from portal_bot.errors import UsageError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.report import Report
    from portal_bot.filing.supplementing import SupplementReport
    from portal_bot.notices.notifying import NoticeReport
    from portal_bot.portals.profile import Portal as PortalProfile
    from portal_bot.run.options import Options
    from portal_bot.run.run import Run
    from portal_bot.tracking.track_report import TrackReport


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="TỆP", parser=a_path, help="Chỉ các hồ sơ từ những tệp, thư mục này."
        ),
    ] = None,
    now: Annotated[
        bool, typer.Option("--now", help="Hỏi cả khi cơ quan nghỉ (thường thì chỉ hỏi một lần).")
    ] = False,
    supplement: Annotated[
        Path | None,
        typer.Option(
            "--supplement",
            metavar="TỆP",
            parser=a_path,
            help="Gửi bổ sung: các tệp đã thêm vào mục papers của hồ sơ này, vào chính hồ sơ đã "
            "nộp, đúng một lần.",
        ),
    ] = None,
    notify: Annotated[
        bool,
        typer.Option(
            "--notify",
            help="Báo cho người dân (e-mail, SMS) theo kênh ghi trong settings.toml: mỗi việc một "
            "lần, chỉ có số hồ sơ và việc phải làm.",
        ),
    ] = False,
    dry: Annotated[
        Path | None,
        typer.Option(
            metavar="TỆP",
            parser=a_path,
            help="Cùng --notify: chỉ ghi ra tệp những gì sẽ gửi, không gửi.",
        ),
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(metavar="TÊN", help="Tài khoản của những hồ sơ mà tệp không còn."),
    ] = None,
    queue: Annotated[
        str | None,
        queue_option(
            "Hỏi những hồ sơ đã nộp qua hàng đợi chung của nhiều máy; tài khoản lấy từ các tệp ghi "
            "ra, hoặc --account."
        ),
    ] = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    human: Human = None,
    allow_outside: AllowOutside = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the dossiers'."""
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.run.options import Options  # slow: not for --help
    from portal_bot.run.run import Run  # slow: not for --help

    configure(verbose)
    if dry is not None and not notify:
        raise UsageError("--dry TỆP đi cùng --notify: ghi ra những thông báo sẽ gửi")
    if supplement is not None and (paths or now or notify):
        raise UsageError("--supplement TỆP đi một mình: mỗi lần một hồ sơ, hỏi cổng ngay")
    if queue is not None and (supplement is not None or notify):
        raise UsageError(
            "--queue chỉ để hỏi: bổ sung giấy tờ (--supplement) thì làm trên cổng bằng tài khoản "
            "đã nộp, báo cho người dân (--notify) thì từ máy có sổ nhật ký của mình"
        )
    options = Options(
        queue=named(queue),
        portal=portal,
        portal_url=portal_url,
        headed=headed,
        human=human,
        allow_outside=allow_outside,
    )
    site = choose(portal, portal_url)
    # What is wrong with the channels is said before anybody is asked anything.
    tells = notify or (queue is None and _always_tells())
    if supplement is not None:
        return _supplement(supplement, lambda how: Run.at(site, how), options, as_json=json)
    report = _followed(paths or [], Run.at(site, options), now=now, account=account)
    page = _page_again(options.queue)
    notices = _notices(paths or [], site, dry) if tells else []
    if json:
        more = {"notices": [notice.as_json() for notice in notices]}
        print_json({**report.as_json(), **more, "page": str(page)})
    else:
        _show(report, practice=site.practice)
        _tell_notices(notices, dry)
        err().print(f"Trang hồ sơ còn việc: {page}")
    return max([report.exit_code, *(notice.exit_code for notice in notices)])


def _followed(paths: Sequence[Path], run: Run, *, now: bool, account: str | None) -> TrackReport:
    from portal_bot.aio import tracked  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help

    return looping.run(tracked(paths, run, now=now, account=account))


def _always_tells() -> bool:
    from portal_bot.notices.notice_channels import channels  # slow: not for --help

    known = channels()
    return known is not None and known.auto


def _notices(paths: Sequence[Path], site: PortalProfile, dry: Path | None) -> list[NoticeReport]:
    from portal_bot.notices.notifying import notify  # slow: not for --help

    return notify(paths, None, site, dry=dry)


def _tell_notices(notices: Sequence[NoticeReport], dry: Path | None) -> None:
    fresh = [one for one in notices if one.outcome in {"sent", "dry"}]
    if dry is not None:
        err().print(f"Sẽ gửi {len(fresh)} thông báo, ghi ở {dry}; chưa gửi gì.")
    elif fresh:
        out().print(f"Đã báo cho người dân: {len(fresh)} thông báo.")
    for one in notices:
        if one.outcome == "unsure":
            out().print(
                f"{one.number}: không rõ thông báo {one.channel} đã tới hay chưa, không gửi lại; "
                "gọi điện cho người dân",
                style="yellow",
            )
        if one.outcome == "nobody":
            err().print(f"{one.number}: tệp hồ sơ không có nơi nhận {one.channel}", style="dim")


def _supplement(
    path: Path, run_of: Callable[[Options], Run], options: Options, *, as_json: bool
) -> int:
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.tracking.following import supplement  # slow: not for --help

    told = err()
    how = replace(options, tell=lambda event: told.print(f"{event.text}…", style="dim"))
    report = looping.run(supplement(path, run_of(how)))
    if as_json:
        print_json({"supplement": report.as_json()})
    else:
        _tell(report)
    return report.exit_code


def _tell(report: SupplementReport) -> None:
    before = "" if report.sent else " (đã gửi từ lần trước, lần này không gửi gì)"
    out().print(f"Đã bổ sung {report.files} tệp vào hồ sơ {report.number}{before}.")
    if report.exit_code:
        rows = f" ở dòng {', '.join(report.rows)}" if report.rows else ""
        out().print(
            f"Hồ sơ trên cổng ghi khác những tệp đã gửi{rows}: mở hồ sơ ấy xem lại.",
            style="bold red",
        )
    else:
        out().print("Đã đọc lại hồ sơ trên cổng: đủ các tệp vừa gửi.")


def _page_again(queue: str | None) -> Path:
    """The page of what is open, as `status --html` writes it."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.filing.standing import by_urgency, is_open  # slow: not for --help
    from portal_bot.reports.open_page import NAME, write_open_page  # slow: not for --help

    report = _stands(queue)
    left = replace(report, filings=tuple(by_urgency(filter(is_open, report.filings))))
    return write_open_page(left, settings.home() / "reports" / NAME)


def _stands(queue: str | None) -> Report:
    if queue is None:
        from portal_bot.aio import status  # slow: not for --help

        return status((), None)
    from portal_bot.batch import cluster  # slow: not for --help

    with cluster.board(queue) as board:
        return board.look().report


def _show(report: TrackReport, *, practice: bool) -> None:
    from portal_bot.cli.track_table import show_tracked  # slow: not for --help

    if practice:
        out().print("THỬ NGHIỆM: cổng mô phỏng, không phải hồ sơ thật.", style="bold yellow")
    show_tracked(report.filings)
    if report.closed:
        err().print(
            f"{report.closed} hồ sơ không hỏi lại: cơ quan đang nghỉ, và đã hỏi sau giờ làm việc "
            "cuối cùng. Vẫn muốn hỏi: thêm --now"
        )


command = verb(
    run,
    help="Hỏi cổng các hồ sơ đã nộp tới đâu: mỗi tài khoản đăng nhập một lần, xem danh sách trước, "
    "chỉ mở hồ sơ có thay đổi. Ghi vào sổ nhật ký, tải kết quả về (soát loại tệp, dung lượng, số "
    "hồ sơ bên trong), nói việc phải làm hôm nay. --supplement gửi giấy tờ cơ quan yêu cầu vào "
    "chính hồ sơ đã nộp.",
    example="portal-bot track ho-so/ --portal mock",
)
