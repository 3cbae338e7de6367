"""`portal-bot account`: passwords, kept where the system keeps its own."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from portal_bot import settings
from portal_bot.cli.commands import group, verb
from portal_bot.cli.console import print_json
from portal_bot.cli.shared_options import Json, Portal, PortalUrl
from portal_bot.errors import HumanNeeded, SetupError, UsageError


def keep(
    username: Annotated[str, typer.Argument(metavar="TÊN_ĐĂNG_NHẬP", help="Tên đăng nhập ở cổng.")],
    portal: Portal = None,
    portal_url: PortalUrl = None,
    json: Json = False,
) -> None:
    """Asks twice, shows nothing, tells nobody."""
    from portal_bot.portals.profile import choose  # slow: not for --help

    chosen = choose(portal, portal_url)
    name = chosen.name
    # Asked for and kept for the place: that is what a password must not be sent away from.
    _store(chosen.origin, username, _asked_twice(username, f"{name} ({chosen.origin})"))
    if json:
        print_json({"portal": name, "username": username, "stored": True})
    else:
        sys.stderr.write(f"Đã cất mật khẩu của {username} ở cổng {name} ({chosen.origin}).\n")


def _asked_twice(username: str, portal: str) -> str:
    if not sys.stdin.isatty():
        raise HumanNeeded("cần một người gõ mật khẩu ở cửa sổ dòng lệnh")
    first = getpass.getpass(f"Mật khẩu của {username} ở cổng {portal}: ", stream=sys.stderr)
    if not first:
        raise UsageError("mật khẩu trống; không cất gì")
    if first != getpass.getpass("Gõ lại lần nữa: ", stream=sys.stderr):
        raise UsageError("hai lần gõ khác nhau; không cất gì")
    return first


def _store(origin: str, username: str, password: str) -> None:
    import keyring  # slow, and seldom asked
    from keyring.errors import KeyringError  # slow, and seldom asked

    from portal_bot.human import keyring_service  # slow: not for --help

    try:
        keyring.set_password(keyring_service(origin), username, password)
    except (KeyringError, RuntimeError) as error:
        raise SetupError(
            f"máy này không có kho khóa dùng được ({type(error).__name__}): đặt mật khẩu vào biến "
            f"{settings.PASSWORD} khi chạy (dùng khi mọi hồ sơ chung một tài khoản), hoặc cài kho "
            "khóa của hệ điều hành; `portal-bot doctor` cho biết thêm"
        ) from error


command = group(
    {
        "set": verb(
            keep,
            help="Hỏi mật khẩu hai lần rồi cất vào kho khóa của hệ điều hành.",
            example="portal-bot account set nguyenvanthu --portal mock",
        )
    },
    help="Cất mật khẩu tài khoản vào kho khóa của máy; không bao giờ vào tệp.",
    example="portal-bot account set nguyenvanthu --portal mock",
)
