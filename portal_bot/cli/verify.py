"""`portal-bot verify`: whether what is kept is what was kept, offline."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json, a_path
from portal_bot.errors import SetupError
from portal_bot.shown import shown


def run(
    home: Annotated[
        Path | None,
        typer.Argument(
            metavar="THƯ_MỤC", parser=a_path, help="Thư mục dữ liệu; không ghi: PORTAL_BOT_HOME."
        ),
    ] = None,
    queue: Annotated[
        str | None,
        queue_option("Soát cả sổ của hàng đợi chung, và bằng chứng mà máy này giữ cho nó."),
    ] = None,
    json: Json = False,
) -> int:
    """Exit 12 where anything is not as it was kept."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.keeping.verify import verify  # slow: not for --help

    place, url = settings.home_place(home), named(queue)
    if url is None and not place.is_dir():
        raise SetupError(
            f"chưa có gì để soát: không có thư mục dữ liệu {place} (lần nộp đầu tiên mới tạo ra "
            "nó; thư mục nằm nơi khác thì ghi sau `verify`)"
        )
    if url is None:
        verdict = verify(settings.made_home(place))
    else:
        from portal_bot.batch import cluster  # slow: not for --help

        with cluster.kept_queue(url) as kept:
            verdict = verify(settings.made_home(place), kept)
    if json:
        print_json(
            {
                "ok": not verdict.faults,
                "filings": verdict.filings,
                "pieces": verdict.pieces,
                "faults": [asdict(fault) for fault in verdict.faults],
                "remarks": verdict.remarks,
            }
        )
    else:
        console = out()
        for fault in verdict.faults:
            console.print(shown(f"✗ {fault.where}: {fault.words}"), style="bold red")
        for remark in verdict.remarks:
            console.print(shown(f"! {remark}"), style="yellow")
        looked = f"{verdict.filings} hồ sơ, {verdict.pieces} tệp đã giữ"
        if verdict.faults:
            console.print(
                f"{looked}: {len(verdict.faults)} chỗ không còn như lúc giữ. Đừng nộp tiếp các hồ "
                "sơ ấy; khôi phục từ bản sao lưu, và tìm xem ai đã đụng vào thư mục này."
            )
        else:
            console.print(f"{looked}: nguyên vẹn.", style="green")
    return SetupError.exit_code if verdict.faults else 0


command = verb(
    run,
    help="Soát xem bằng chứng và sổ nhật ký còn nguyên như lúc giữ không: tệp nào bị sửa, mất, "
    "thêm, đổi chỗ. Không cần mạng, không ghi gì.",
    example="portal-bot verify",
)
