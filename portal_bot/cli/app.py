"""Puts the verbs together. A verb's module is loaded only when that verb is called.

Everything that a call imports before its own work is paid on every `--help`: keep it to Typer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from portal_bot.cli.commands import Verb, VerbGroup
from portal_bot.cli.root import prepare_completion, root

VERBS = {
    "demo": Verb("Chạy thử trọn vẹn: tự mở cổng thử nghiệm và nộp các hồ sơ mẫu vào đó"),
    "mock": Verb("Mở cổng thử nghiệm trên máy này"),
    "list": Verb("Các thủ tục đã có"),
    "show": Verb("Một thủ tục hỏi những gì: mục khai, giấy tờ, lệ phí, thời hạn"),
    "guide": Verb("Tờ rơi, bảng tin, bài đọc loa, hình đăng Zalo cho người dân"),
    "new": Verb("Tạo tệp hồ sơ trống, có chú thích"),
    "scan": Verb("Làm bản quét, ảnh chụp thành giấy tờ mà cổng nhận"),
    "convert": Verb("Chuyển hồ sơ sang ấn bản khác của thủ tục"),
    "check": Verb("Soát hồ sơ, chưa gửi gì đi đâu"),
    "fill": Verb("Điền thử tới màn hình kiểm tra, không nộp"),
    "submit": Verb("Nộp hồ sơ, đúng một lần"),
    "slip": Verb("In giấy hẹn cho người dân, có mã QR, từ hồ sơ đã nộp"),
    "open": Verb("Mở xem tờ đối chiếu, giấy tiếp nhận, kết quả đã giữ (có khóa)"),
    "desk": Verb("Việc ở quầy: tiếp nhận, chuyển xử lý, trả kết quả, mỗi việc một lần"),
    "status": Verb("Các hồ sơ đã làm tới đâu"),
    "track": Verb("Hỏi cổng hồ sơ đã nộp tới đâu, tải kết quả, gửi bổ sung"),
    "resolve": Verb("Quyết định một hồ sơ chưa rõ đã nhận hay chưa"),
    "report": Verb("Báo cáo quý, năm: trang in, bảng tính, văn bản Word"),
    "roster": Verb("Lịch trực: soát, xếp lịch"),
    "today": Verb("Hôm nay ai trực"),
    "verify": Verb("Soát bằng chứng và sổ nhật ký còn nguyên như lúc giữ không"),
    "export": Verb("Giao cho người dân những gì đang giữ về họ"),
    "purge": Verb("Hủy dữ liệu quá hạn, hoặc của người rút lại đồng ý"),
    "key": Verb("Khóa của thư mục dữ liệu: nằm ở đâu, cất một bản, cất lại khi mất"),
    "account": Verb("Cất mật khẩu tài khoản vào kho khóa của máy"),
    "register": Verb("Mở tài khoản trên cổng cho người nộp"),
    "worker": Verb("Nhận hồ sơ từ hàng đợi chung của nhiều máy và nộp"),
    "probe": Verb("Xem tờ khai của cổng có đổi không, không nộp gì"),
    "catalogue": Verb("Đối chiếu danh mục với giao diện công khai của cổng, chỉ đọc"),
    "doctor": Verb("Khám máy này và chỉ cách sửa"),
    "new-flow": Verb("Cho người phát triển: năm tệp để thêm một thủ tục"),
    "chaos": Verb("Cho người phát triển: đủ kiểu trục trặc, đủ lúc bị giết"),
}
HELP = "Nộp hồ sơ dịch vụ công qua cổng một cửa, đúng một lần, có bằng chứng."
EXAMPLE = "portal-bot submit ho-so/ --portal mock"


def group() -> VerbGroup:
    """The whole command."""
    return VerbGroup(VERBS, package=__package__, help=HELP, example=EXAMPLE, options=root)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: without the program's name; `None`: those of this process.

    Returns:
        The exit code.
    """
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    _speak_anywhere()
    _speak_utf8()
    prepare_completion()
    from portal_bot.cli.piped import without_values  # slow: not for --help
    from portal_bot.cli.reported import reported  # slow: not for --help

    with without_values():
        return reported(lambda: group().main(given, "portal-bot", standalone_mode=False), given)


def run() -> NoReturn:
    """The `portal-bot` script."""
    _leave_no_core()
    sys.exit(main())


def _leave_no_core() -> None:
    """Dossiers lie in memory: neither a crash nor SIGQUIT writes them to the disk."""
    if sys.platform == "win32":
        return
    import resource  # Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _speak_anywhere() -> None:
    """A stream that the shell closed (`>&-`, a service's) is a place where nobody reads."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end


def _speak_utf8() -> None:
    """A redirected stream on Windows, or one under the C locale, could not say a word of ours."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if not hasattr(stream, "reconfigure"):
            continue
        # A file's name may be no text at all: it is spelled, and JSON stays JSON.
        stream.reconfigure(errors="backslashreplace")
        if encoding != "utf8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
