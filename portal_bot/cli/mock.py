"""`portal-bot mock`: the mock portal, a program of its own, in the foreground."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from portal_bot import settings
from portal_bot.cli.commands import verb
from portal_bot.cli.console import print_json
from portal_bot.cli.shared_options import Json


class MockPace(StrEnum):
    """Whether the mock keeps a real portal's delays."""

    REAL = "real"
    INSTANT = "instant"


class Office(StrEnum):
    """Who works in the mock's office when nobody does."""

    AUTO = "auto"


class Product(StrEnum):
    """The products that the mock plays."""

    IGATE_V1 = "igate_v1"
    IGATE_V2 = "igate_v2"
    MOJ = "moj"
    NATIONAL = "national"


def run(
    host: Annotated[str, typer.Option(metavar="MÁY", help="Nghe ở địa chỉ nào.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="CỔNG", help="0: một cổng còn trống.")] = 8899,
    platform: Annotated[Product, typer.Option(help="Giả làm phần mềm nào.")] = Product.IGATE_V1,
    pace: Annotated[
        MockPace, typer.Option(help="instant bỏ các độ trễ giả, để đo tốc độ.")
    ] = MockPace.REAL,
    seed: Annotated[int, typer.Option(metavar="SỐ", help="Hạt giống: số hồ sơ lặp lại được.")] = 0,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TÊN[=ĐỐI][,times=N][,probability=P][,step=BƯỚC]",
            help="Bật một kiểu trục trặc (danh sách ở dưới); ghi nhiều lần được.",
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="THƯ_MỤC", help="Giữ dữ liệu ở đây giữa các lần mở.")
    ] = None,
    office: Annotated[
        Office | None,
        typer.Option(help="auto: cơ quan tự xử lý hồ sơ, theo giờ của cổng và theo --seed."),
    ] = None,
    json: Json = False,
) -> int:
    """Becomes the mock's process; nothing of it is imported here."""
    command = [sys.executable, "-m", "portal_bot_mock", "--host", host, "--port", str(port)]
    command += ["--platform", platform, "--pace", pace, "--seed", str(seed)]
    for each in fault or ():
        command += ["--fault", each]
    if data is not None:
        command += ["--data", str(data)]
    if office is not None:
        command += ["--office", office]
    # So that its own messages name the command that was typed.
    told = {**settings.for_children(os.environ), "MOCK_PORTAL_CALLED": "portal-bot mock"}
    if json:
        return _as_json(command, told)
    if os.name == "posix":
        os.execve(command[0], command, told)  # noqa: S606 - no shell is what we want
    return subprocess.call(command, env=told)


def _as_json(command: list[str], environment: dict[str, str]) -> int:
    """One document once it is ready; then as long as the mock runs."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as mock:
        # Whoever ends this process means the mock.
        signal.signal(signal.SIGTERM, lambda _number, _frame: mock.terminate())
        first = mock.stdout.readline() if mock.stdout else ""
        word, _, address = first.strip().partition(" ")
        if word == "ready":
            print_json({"ready": address, "pid": mock.pid})
        return mock.wait()


def _faults() -> str:
    """The mock's own list: nothing of it is imported here."""
    command = [sys.executable, "-m", "portal_bot_mock", "--faults"]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return f"Các kiểu trục trặc (times, probability, step đặt sau dấu phẩy):\n\n{told.stdout}"


command = verb(
    run,
    help="Mở cổng thử nghiệm trên máy này cho tới khi bấm Ctrl-C. Dòng đầu in ra: ready http://… "
    "Không có gì ở đó là thật; mật khẩu của các công dân giả định: Mat-khau-123.",
    example="portal-bot mock --port 0 --fault commit_then_drop=rst,times=1",
)
command.appendix = _faults
