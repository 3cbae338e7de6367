"""`portal-bot new-flow`: the five files with which a procedure begins."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import print_json
from portal_bot.cli.shared_options import Json
from portal_bot.errors import UsageError


def run(
    slug: Annotated[
        str, typer.Argument(metavar="TÊN", help="Chữ thường không dấu, gạch dưới: social_pension.")
    ],
    code: Annotated[str, typer.Option(metavar="MÃ", help="Mã quốc gia, ví dụ 1.014027.")],
    title: Annotated[str, typer.Option(metavar="TÊN THỦ TỤC", help="Tên đúng như cổng in.")],
    level: Annotated[
        int, typer.Option(min=3, max=4, metavar="3|4", help="Mức độ dịch vụ công.")
    ] = 4,
    into: Annotated[
        Path, typer.Option(metavar="THƯ MỤC", help="Thư mục có flows/ bên trong.")
    ] = Path(),
    json: Json = False,
) -> None:
    """A slug, a code or a folder that cannot be is a usage error; then nothing is written."""
    from portal_bot import scaffold  # slow: not for --help
    from portal_bot.registry import find  # slow: not for --help

    wanted = scaffold.Wanted(slug, code, title, level)
    for name in (slug, code):
        if (known := find(name)) is not None:
            raise UsageError(f"đã có thủ tục {name}: {known.title} ({known.slug})")
    if not (into / "flows").is_dir():
        raise UsageError(
            f"trong {into.absolute()} không có thư mục flows/: chạy ở gốc mã nguồn, hoặc ghi --into"
        )
    written = scaffold.write(wanted, into)
    if json:
        print_json({"procedure": slug, "files": [str(file) for file in written]})
        return
    lines = [f"  {file}: {scaffold.unfilled(file)} chỗ phải điền" for file in written]
    sys.stdout.write("\n".join([f"Đã tạo năm tệp cho “{title}”:", *lines, ""]))
    sys.stderr.write(
        "Mỗi chỗ phải điền bắt đầu bằng “ĐIỀN:”; còn một chỗ thì thủ tục chưa dùng được.\n"
        f"Tiếp theo: portal-bot check fixtures/{slug}\n"
    )


command = verb(
    run,
    help="Năm tệp để thêm một thủ tục: khai báo, dữ kiện, biểu mẫu của cổng thử nghiệm, một hồ sơ, "
    "các trường hợp sai. Chỗ phải điền có dấu “ĐIỀN:”.",
    example='portal-bot new-flow social_pension --code 1.014027 --title "Trợ cấp hưu trí xã hội"',
)
