"""`python -m portal_bot_mock`: the mock portal in the foreground."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .faults import Faults, Order, UnknownFault
from .faults.listing import as_text
from .libraries import OF_PLATFORM, THIS_MACHINE, NoLibraries, provide
from .settings import Settings
from .steps import STEPS
from .usage import Parser

HOW = f"""
Cách viết: TÊN[=ĐỐI][,times=N][,probability=P][,step=BƯỚC]: nhiều nhất N lần, mỗi lần với xác suất
P, chỉ ở một bước. Số tính bằng giây, hoặc bằng chữ cái; bỏ trống cũng được. Mỗi kiểu làm gì:
mock_portal/README.md. Các bước:
{", ".join(STEPS)}."""
_HIGHEST_PORT = 65535
READY = ("igate_v1", "igate_v2", "moj", "national")


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.faults:
        sys.stdout.write(f"{as_text()}\n{HOW}\n")
        return 0
    if asked.platform not in READY:
        parser.error(f"--platform {asked.platform}: chưa có; chỉ có {', '.join(READY)}")
    if not 0 <= asked.port <= _HIGHEST_PORT:
        parser.error(f"--port {asked.port}: phải từ 0 đến {_HIGHEST_PORT}")
    for text in asked.fault:
        try:
            Faults(0).add(Order.read(text))
        except UnknownFault as error:
            parser.error(f"--fault {error}")
    if asked.platform in OF_PLATFORM:
        try:
            provide(asked.platform)
        except NoLibraries as error:
            sys.stderr.write(f"Lỗi: {error}\n")
            return THIS_MACHINE
    from .server import serve

    return serve(
        Settings(
            host=asked.host,
            port=asked.port,
            platform=asked.platform,
            pace=asked.pace,
            seed=asked.seed,
            faults=tuple(asked.fault),
            data=asked.data,
            office=asked.office,
        )
    )


def _parser() -> Parser:
    parser = Parser(
        prog=os.environ.get("MOCK_PORTAL_CALLED", "python -m portal_bot_mock"),
        description="Một cổng dịch vụ công thu nhỏ để tập và để thử; không có gì ở đó là thật.",
        epilog="Ví dụ: python -m portal_bot_mock --port 0 --fault commit_then_drop=rst,times=1",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", metavar="MÁY", help="nghe ở địa chỉ nào")
    add("--port", type=int, default=8899, metavar="CỔNG", help="0: một cổng còn trống")
    add("--platform", default="igate_v1", metavar="TÊN", help="giả làm phần mềm nào")
    add("--pace", choices=("real", "instant"), default="real", help="instant bỏ các độ trễ giả")
    add("--seed", type=int, default=0, metavar="SỐ", help="hạt giống của mọi ngẫu nhiên")
    add(
        "--fault",
        action="append",
        default=[],
        metavar="TÊN[=ĐỐI][,times=N][,probability=P][,step=BƯỚC]",
        help="bật một kiểu trục trặc; --faults liệt kê",
    )
    add(
        "--office",
        choices=("auto",),
        default="",
        metavar="auto",
        help="auto: cơ quan tự xử lý hồ sơ, theo giờ của cổng; lặp lại được theo --seed",
    )
    add("--faults", action="store_true", help="liệt kê các kiểu trục trặc, rồi thôi")
    add("--data", type=Path, metavar="THƯ_MỤC", help="giữ dữ liệu ở đây giữa các lần mở")
    return parser


if __name__ == "__main__":
    sys.exit(main())
