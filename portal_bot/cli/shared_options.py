"""Options that several verbs share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from portal_bot import files

# Where a person is asked for what only a person may give.
Asker = Literal["terminal", "window"]


def procedures_by_name(incomplete: str) -> list[tuple[str, str]]:
    """For a shell's completion: the procedures whose slug begins so, with their titles."""
    from portal_bot import registry  # slow: not for --help

    flows = registry.flows().items()
    return [(slug, flow.title) for slug, flow in flows if slug.startswith(incomplete)]


def _portals(incomplete: str) -> list[str]:
    from portal_bot.portals import profile  # slow: not for --help

    return [name for name in profile.names() if name.startswith(incomplete)]


def a_path(said: str) -> Path:
    """As `files.named`, loaded when a path is said."""
    return files.named(said)


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="TỆP",
        parser=a_path,
        help="Tệp hồ sơ (.yaml, .json), bảng tính (.xlsx, .ods) hoặc thư mục chứa chúng.",
    ),
]
# Its words need no quotes: show khai sinh.
Procedure = Annotated[
    list[str],
    typer.Argument(
        metavar="THỦ_TỤC",
        help="Tên gọi (“khai sinh”), tên ngắn (birth_registration) hoặc mã (1.001193).",
        autocompletion=procedures_by_name,
    ),
]
Portal = Annotated[
    str | None,
    typer.Option(
        metavar="TÊN",
        autocompletion=_portals,
        help="Cổng nào; không có mặc định (hoặc đặt PORTAL_BOT_PORTAL). “mock”: cổng thử nghiệm.",
    ),
]
PortalUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Địa chỉ khác của cổng ấy; địa chỉ máy này là cổng thử nghiệm."
    ),
]
Headed = Annotated[bool, typer.Option("--headed", help="Cho thấy cửa sổ trình duyệt.")]
Human = Annotated[
    Asker | None, typer.Option(help="Hỏi người (mã xác nhận, OTP) ở đâu: terminal hoặc window.")
]
Device = Annotated[
    str | None,
    typer.Option(metavar="TÊN", help="Giả làm điện thoại, máy tính bảng: “Pixel 7”, “iPad Mini”."),
]
AllowOutside = Annotated[
    bool,
    typer.Option(
        "--allow-outside",
        help="Cho hồ sơ dùng bản quét nằm ngoài thư mục của nó; chỉ khi tự tay ghi hồ sơ ấy.",
    ),
]
Trace = Annotated[
    bool,
    typer.Option(
        "--trace",
        help="Giữ vết các trang đã đi qua cho người bảo trì (traces/ trong thư mục dữ liệu); không "
        "có dữ liệu ai.",
    ),
]
Events = Annotated[
    bool,
    typer.Option("--events", help="Mỗi việc xảy ra là một dòng JSON ra stderr, cho chương trình."),
]
Json = Annotated[bool, typer.Option("--json", help="In đúng một văn bản JSON ra stdout.")]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, show_default=False, help="Ghi nhật ký (-vv: kỹ hơn)."
    ),
]
