"""`portal-bot worker`: takes filings from a queue that several machines share."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli import state_words
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, print_json
from portal_bot.cli.queue import needed, queue_option
from portal_bot.cli.reported import tell
from portal_bot.cli.shared_options import Headed, Json, Verbose
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.run.events import Event


def run(
    queue: Annotated[
        str | None,
        queue_option("Nhận hồ sơ từ hàng đợi nào; không ghi thì lấy từ biến."),
    ] = None,
    sessions: Annotated[
        int | None,
        typer.Option(
            min=1, max=16, metavar="SỐ", help="Nộp mấy hồ sơ cùng lúc; không ghi: số nhân của máy."
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(metavar="TÊN", help="Tên máy này trong hàng đợi; không ghi: tự đặt, rồi giữ."),
    ] = None,
    headed: Headed = False,
    beat: Annotated[
        float,
        typer.Option(min=0.1, metavar="GIÂY", help="Bao lâu báo một lần là còn sống."),
    ] = 5.0,
    skew: Annotated[
        float,
        typer.Option(min=0.0, metavar="GIÂY", help="Đồng hồ các máy lệch nhau nhiều nhất."),
    ] = 5.0,
    make_key: Annotated[
        bool, typer.Option("--make-key", help="Chỉ in ra một khóa mới cho hàng đợi, rồi thôi.")
    ] = False,
    store_key: Annotated[
        bool, typer.Option("--store-key", help="Chỉ hỏi khóa rồi cất vào kho khóa, rồi thôi.")
    ] = False,
    prepare: Annotated[
        str | None,
        typer.Option(
            "--prepare",
            metavar="VAI_TRÒ",
            help="Chỉ tạo các bảng (bằng chủ cơ sở dữ liệu) rồi cho vai trò này vừa đủ quyền để "
            "làm việc, rồi thôi.",
        ),
    ] = None,
    json: Json = False,
    verbose: Verbose = 0,
) -> None:
    """Until Ctrl-C or SIGTERM; then it ends what is in hand. JSON: which worker it was."""
    from portal_bot.batch import cluster  # slow: not for --help

    cluster.require()
    if make_key:
        return _make_key(as_json=json)
    if store_key:
        return _store_key(as_json=json)
    if prepare is not None:
        return _prepare(needed(queue), prepare, as_json=json)
    worker = _work(
        needed(queue), sessions, name, headed=headed, beats=(beat, skew), verbose=verbose
    )
    if json:
        print_json({"worker": worker})
    return None


def _work(
    url: str,
    sessions: int | None,
    name: str | None,
    *,
    headed: bool,
    beats: tuple[float, float],
    verbose: int,
) -> str:
    from portal_bot.batch.cluster.takeover import Beat  # slow: not for --help
    from portal_bot.batch.cluster.worker import WorkerOptions, work  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.journal.link import DatabaseGone  # slow: not for --help

    configure(verbose, for_operators=True)
    options = WorkerOptions(
        url=url, sessions=sessions, name=name, headed=headed, beat=Beat(*beats), tell=_tell
    )
    try:
        return looping.run(work(options))
    except DatabaseGone as gone:
        # The engine's threads try for ever; whoever started this worker starts it again.
        tell(gone, as_json=False)
        os._exit(gone.exit_code)


def _make_key(*, as_json: bool) -> None:
    from portal_bot.batch.cluster.vault import KEY, new_key  # slow: not for --help

    made = new_key()
    if as_json:
        print_json({"key": made})
    else:
        sys.stdout.write(made + "\n")
    sys.stderr.write(
        f"Khóa mới. Đưa nó cho mọi máy (biến {KEY}, hoặc `portal-bot worker --store-key`) và cất "
        "một bản ở nơi an toàn: mất khóa thì không mở được hồ sơ nào trong hàng đợi.\n"
    )


def _store_key(*, as_json: bool) -> None:
    from portal_bot.batch.cluster.vault import store_key  # slow: not for --help

    given = getpass.getpass("Khóa của hàng đợi: ") if sys.stdin.isatty() else sys.stdin.readline()
    name = store_key(given)
    if as_json:
        print_json({"key_id": name})
    else:
        sys.stderr.write(f"Đã cất khóa {name} vào kho khóa.\n")


def _prepare(url: str, role: str, *, as_json: bool) -> None:
    from portal_bot.batch.cluster.rights import prepare_for  # slow: not for --help

    place = prepare_for(url, role)
    if as_json:
        print_json({"database": place, "role": role})
    else:
        sys.stderr.write(f"Đã tạo các bảng ở {place}; vai trò {role} có vừa đủ quyền để nộp.\n")


def _tell(event: Event) -> None:
    """One line for what a person would want to know; steps are for `-v`."""
    if event.kind == "step":
        return
    text = state_words.of_event(event)
    err().print(f"{event.filing}: {text}" if event.filing else text)


command = verb(
    run,
    help="Nhận hồ sơ từ hàng đợi chung (nhiều máy) và nộp. Chạy mãi; Ctrl-C hoặc SIGTERM: làm nốt "
    "hồ sơ đang dở rồi thôi. Mật khẩu tài khoản và khóa của hàng đợi ở lại máy này.",
    example="portal-bot worker --queue postgresql://may-chu/portal_bot --sessions 2",
)
