"""`portal-bot key`: which key a home has, where it lies, and a copy of it to be put away."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.shared_options import Json
from portal_bot.errors import UsageError

_WHERE = {
    "keyring": "kho khóa của máy",
    "file": "tệp home.key trong thư mục dữ liệu (yếu hơn: ai chép cả thư mục thì có luôn khóa)",
    "variable": "biến PORTAL_BOT_HOME_KEY",
}

_AFTER_CHANGE = (
    "Khóa cũ không mở được gì ở đây nữa: cất một bản khóa mới (`key --show`), hủy bản khóa cũ; nếu "
    "dùng biến PORTAL_BOT_HOME_KEY thì đặt nó thành khóa mới rồi xóa tệp home.key. Bản sao lưu cũ "
    "của thư mục thì khóa cũ vẫn mở được."
)


def run(
    show: Annotated[
        bool,
        typer.Option("--show", help="In khóa ra màn hình, để chép lại và cất ở nơi khác."),
    ] = False,
    store: Annotated[
        bool,
        typer.Option(
            "--store", help="Cất khóa gõ vào (bản đã chép) vào kho khóa, khi máy mới hoặc mất khóa."
        ),
    ] = False,
    change: Annotated[
        bool,
        typer.Option(
            "--change", help="Đổi sang khóa mới tại chỗ, khi khóa có thể đã lộ; bị ngắt thì gõ lại."
        ),
    ] = False,
    json: Json = False,
) -> int:
    """The key itself is printed only where it is asked for."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.strongbox.home_key import as_text, known_key, restore  # slow: not for --help

    home = settings.home()
    if store and (show or change):
        raise UsageError("--store đi một mình, không cùng --show, --change")
    if store:
        import getpass  # only here

        text = getpass.getpass("Khóa: ") if sys.stdin.isatty() else sys.stdin.readline()
        err().print(f"Đã cất vào {_WHERE[restore(home, text)]}.")
    if change:
        from portal_bot.keeping.key_change import change_key  # slow, and seldom
        from portal_bot.run.home_lock import held  # likewise

        with held(home):
            changed = change_key(home)
        err().print(f"Đã đổi sang khóa mới, ở {_WHERE[changed.kept]}. {_AFTER_CHANGE}")
    key = known_key(home)
    if json:
        print_json({"id": key.id, "kept": key.kept, **({"key": as_text(key)} if show else {})})
        return 0
    out().print(f"Khóa của {home}: dấu {key.id}, ở {_WHERE[key.kept]}.")
    if show:
        out().print(as_text(key))
        err().print("Chép lại, cất ở nơi khác thư mục dữ liệu; ai có nó thì mở được mọi hồ sơ.")
    return 0


command = verb(
    run,
    help="Khóa của thư mục dữ liệu: dấu gì, nằm ở đâu; in ra để cất một bản, hoặc cất lại khi mất.",
    example="portal-bot key --show",
)
