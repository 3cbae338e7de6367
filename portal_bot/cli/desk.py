"""`portal-bot desk`: the counter's own work on the officers' pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli import looping
from portal_bot.cli.commands import group, verb
from portal_bot.cli.console import print_json
from portal_bot.cli.shared_options import Headed, Json, Portal, PortalUrl, Verbose, a_path
from portal_bot.errors import SubmissionUncertain, UsageError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.cli.desk_work import DeskOrder
    from portal_bot.portals.office_side import Task, TaskValues
    from portal_bot.run.run import Run

Officer = Annotated[
    str | None,
    typer.Option(
        metavar="TÊN",
        help="Tên đăng nhập một cửa của cán bộ; không ghi thì theo thiết lập (officer).",
    ),
]
Numbers = Annotated[
    list[str] | None, typer.Argument(metavar="SỐ_HỒ_SƠ", help="Những hồ sơ nào, theo số.")
]
Every = Annotated[
    bool, typer.Option("--all", help="Tất cả hồ sơ đang chờ việc này; hỏi lại trước khi làm.")
]
Today = Annotated[bool, typer.Option("--today", help="Với --all: chỉ hồ sơ nộp hôm nay.")]
Yes = Annotated[bool, typer.Option("--yes", help="Với --all: không hỏi lại.")]
Note = Annotated[str, typer.Option("--note", metavar="CHỮ", help="Ghi chú vào hồ sơ ở một cửa.")]
Unit = Annotated[
    str,
    typer.Option(metavar="BỘ_PHẬN", help="Chuyển tới bộ phận nào; không ghi: cổng chọn sẵn."),
]


def list_(
    officer: Officer = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="TỆP", parser=a_path, help="Ghi danh sách để in và đánh dấu."
        ),
    ] = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Looks only. Exit 21 when not all of the list is understood."""
    from portal_bot.cli.desk_list import listed  # slow: not for --help

    configure(verbose)
    run, name = _run(portal, portal_url, headed=headed), officer_of(officer)
    return listed(run, name, html, as_json=json)


def receive(
    numbers: Numbers = None,
    officer: Officer = None,
    every: Every = False,
    today: Today = False,
    yes: Yes = False,
    forward: Annotated[
        bool, typer.Option("--forward", help="Tiếp nhận xong thì chuyển xử lý luôn.")
    ] = False,
    unit: Unit = "",
    note: Note = "",
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the dossiers'."""
    from portal_bot.portals.office_side import Task  # slow: not for --help

    if unit and not forward:
        raise UsageError("--unit nói về việc chuyển xử lý: thêm --forward")
    tasks = (Task.RECEIVE, Task.FORWARD) if forward else (Task.RECEIVE,)
    order = _order(tasks, numbers, every=every, today=today, yes=yes, values=_said(unit, "", note))
    run = _run(portal, portal_url, headed=headed)
    return _work(run, officer, order, as_json=json, verbose=verbose)


def forward(
    numbers: Numbers = None,
    officer: Officer = None,
    every: Every = False,
    today: Today = False,
    yes: Yes = False,
    unit: Unit = "",
    note: Note = "",
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Likewise."""
    from portal_bot.portals.office_side import Task  # slow: not for --help

    values = _said(unit, "", note)
    order = _order((Task.FORWARD,), numbers, every=every, today=today, yes=yes, values=values)
    run = _run(portal, portal_url, headed=headed)
    return _work(run, officer, order, as_json=json, verbose=verbose)


def hand_out(
    numbers: Numbers = None,
    officer: Officer = None,
    every: Every = False,
    yes: Yes = False,
    to: Annotated[
        str,
        typer.Option("--to", metavar="TÊN", help="Ai nhận; không ghi: cổng chọn sẵn chủ hồ sơ."),
    ] = "",
    note: Note = "",
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Likewise."""
    from portal_bot.portals.office_side import Task  # slow: not for --help

    if to and (every or len(numbers or []) > 1):
        raise UsageError("--to nói ai nhận một kết quả: ghi đúng một số hồ sơ")
    values = _said("", to, note)
    order = _order((Task.RETURN,), numbers, every=every, today=False, yes=yes, values=values)
    run = _run(portal, portal_url, headed=headed)
    return _work(run, officer, order, as_json=json, verbose=verbose)


def resolve(
    deed: Annotated[
        str, typer.Argument(metavar="MÃ|SỐ", help="Mã của việc (VQ-…), hoặc số hồ sơ.")
    ],
    done: Annotated[
        bool | None,
        typer.Option(
            "--done/--not-done",
            help="Bạn đã xem trang một cửa: việc ấy đã xong, hay chưa (được làm lại).",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Ai quyết định; không ghi: tên đăng nhập máy.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Chỉ ghi quyết định, không so với cổng.")
    ] = False,
    officer: Officer = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Without a decision it only says what to look at: still uncertain, exit 40."""
    from portal_bot.cli import desk_list, desk_work  # slow: not for --help
    from portal_bot.counter import deed_word  # slow: not for --help
    from portal_bot.human import system_user  # slow: not for --help

    configure(verbose)
    asked = deed_word.deed_question(None, deed)
    if not json:
        desk_list.show_question(asked)
    if done is None:
        if json:
            print_json({"deeds": [], "counts": {}, "look_at": asked.as_json()})
        return SubmissionUncertain.exit_code
    word = deed_word.DeedWord(done=done, by=by or system_user(), offline=offline)
    run = _run(portal or asked.deed.portal, portal_url, headed=headed)
    if offline:
        report = deed_word.decide_deed_offline(run, deed, word)
    else:
        name = officer or asked.deed.account or officer_of(None)
        report = looping.run(deed_word.decide_deed(run, name, deed, word))
    return desk_work.told([report], as_json=json)


def officer_of(said: str | None) -> str:
    """Whose sign-in it is.

    Raises:
        UsageError: nobody says.
    """
    from portal_bot import settings  # slow: not for --help

    name = (said or settings.value(settings.OFFICER) or "").strip()
    if not name:
        raise UsageError(
            "chưa biết cán bộ nào: thêm --officer TÊN_ĐĂNG_NHẬP, hoặc ghi officer vào "
            f"{settings.FILE}, hoặc đặt biến {settings.OFFICER}"
        )
    return name


def _run(portal: str | None, portal_url: str | None, *, headed: bool) -> Run:
    from portal_bot.run.options import Options  # slow: not for --help
    from portal_bot.run.run import Run  # slow: not for --help

    return Run.told(Options(portal=portal, portal_url=portal_url, headed=headed))


def _said(unit: str, receiver: str, note: str) -> TaskValues:
    from portal_bot.catalogue.names import clean  # slow: not for --help
    from portal_bot.portals.office_side import TaskValues  # slow: not for --help

    return TaskValues(unit=clean(unit), receiver=clean(receiver), note=clean(note))


def _order(
    tasks: tuple[Task, ...],
    numbers: list[str] | None,
    *,
    every: bool,
    today: bool,
    yes: bool,
    values: TaskValues,
) -> DeskOrder:
    from portal_bot.cli.desk_work import DeskOrder  # slow: not for --help

    if every and numbers:
        raise UsageError("ghi số hồ sơ, hoặc --all; không cả hai")
    if not every and not numbers:
        raise UsageError(
            "chưa nói hồ sơ nào: ghi số (xem `portal-bot desk list`), hoặc --all. Không có gì "
            "được làm khi chưa ai bảo"
        )
    if (today or yes) and not every:
        raise UsageError("--today và --yes chỉ đi cùng --all")
    return DeskOrder(tasks, tuple(numbers or ()), today=today, yes=yes, values=values)


def _work(run: Run, officer: str | None, order: DeskOrder, *, as_json: bool, verbose: int) -> int:
    from portal_bot.cli import desk_work  # slow: not for --help

    configure(verbose)
    return desk_work.performed(run, officer_of(officer), order, as_json=as_json)


command = group(
    {
        "list": verb(
            list_,
            help="Hồ sơ đang chờ ở quầy: mới nộp, chờ chuyển, chờ trả kết quả. Chỉ xem.",
            example="portal-bot desk list --officer motcua --html danh-sach.html --portal mock",
        ),
        "receive": verb(
            receive,
            help="Tiếp nhận hồ sơ, mỗi hồ sơ đúng một lần; --forward: chuyển xử lý luôn.",
            example="portal-bot desk receive --all --today --forward --officer motcua "
            "--portal mock",
        ),
        "forward": verb(
            forward,
            help="Chuyển hồ sơ đã tiếp nhận tới bộ phận xử lý, mỗi hồ sơ đúng một lần.",
            example="portal-bot desk forward H45.22243-261122-0001 --officer motcua --portal mock",
        ),
        "return": verb(
            hand_out,
            help="Ghi là đã trả kết quả, mỗi hồ sơ đúng một lần.",
            example='portal-bot desk return H45.22243-261122-0001 --to "Trần Thị Mẫu" '
            "--officer motcua --portal mock",
        ),
        "resolve": verb(
            resolve,
            help="Ghi quyết định của một người về việc đã bấm mà chưa rõ xong chưa. Không ghi "
            "quyết định thì chỉ in cần xem những gì.",
            example="portal-bot desk resolve VQ-ABCDEFGHIJ --done",
        ),
    },
    help="Việc ở quầy, trên trang một cửa của cán bộ: xem, tiếp nhận, chuyển xử lý, trả kết quả.",
    example="portal-bot desk list --officer motcua --portal mock",
)
