"""`portal-bot doctor`: what is wrong with this machine, and what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from portal_bot import settings
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.shared_options import Json
from portal_bot.errors import SetupError

_MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "bold red")}


def run(
    fix: Annotated[
        bool, typer.Option("--fix", help="Cài trình duyệt nếu máy chưa có cái nào chạy được.")
    ] = False,
    json: Json = False,
) -> int:
    """Exit 12 when something stands in the way."""
    from portal_bot.cli.health import examine  # slow: not for --help

    if fix:
        _install_browser()
    checks = examine()
    is_fit = all(check.status != "fail" for check in checks)
    if json:
        print_json({"ok": is_fit, "checks": [check.as_json() for check in checks]})
    else:
        console = out()
        for check in checks:
            mark, style = _MARKS[check.status]
            console.print(f"{mark} {check.title}: {check.found}", style=style)
            if check.advice:
                console.print(f"    {check.advice}")
    return 0 if is_fit else SetupError.exit_code


def _install_browser() -> None:
    """Runs what installs a browser here, unless there is one. Its output goes to stderr."""
    from portal_bot.browser.find import install_commands  # slow: not for --help

    if settings.value(settings.BROWSER) is not None:
        return  # A wrong path is mended by its owner, not by one more browser.
    if _is_there() and _can_be_driven():
        return
    for command in install_commands():
        err().print("$ " + " ".join(command))
        if subprocess.call(command, stdout=sys.stderr, env=_told()) != 0:
            err().print("Lệnh trên không xong; xem dòng lỗi của nó.", style="bold red")
            return


def _is_there() -> bool:
    from portal_bot.browser.find import find_browser  # slow: not for --help

    try:
        find_browser()
    except SetupError:
        return False
    return True


def _can_be_driven() -> bool:
    """Whether Playwright's own program starts: it may lack a library of the system."""
    asked = [sys.executable, "-m", "playwright", "--version"]
    silent = subprocess.DEVNULL
    return subprocess.call(asked, stdout=silent, stderr=silent, env=_told()) == 0


def _told() -> dict[str, str]:
    return settings.for_children(os.environ)


command = verb(
    run,
    help="Khám máy này: trình duyệt, kho khóa, ổ đĩa, thư mục dữ liệu, đồng hồ, phông chữ, proxy, "
    "chính sách Edge; mỗi điều một dòng, kèm cách sửa. Mã thoát 12 khi có điều chặn việc nộp.",
    example="portal-bot doctor --fix",
)
