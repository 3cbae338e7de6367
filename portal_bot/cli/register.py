"""`portal-bot register`: a portal account for an applicant who has none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from portal_bot.cli import looping
from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.piped import dossier_out
from portal_bot.cli.shared_options import Headed, Human, Json, Portal, PortalUrl, Verbose, a_path
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.account import NewAccount
    from portal_bot.run.options import PortalOptions


def run(
    path: Annotated[
        Path, typer.Argument(metavar="TỆP", parser=a_path, help="Tệp hồ sơ của người ấy.")
    ],
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    human: Human = None,
    json: Json = False,
    verbose: Verbose = 0,
) -> None:
    """The captcha, the code and the password are a person's to give."""
    configure(verbose)
    account = looping.run(
        _register(path, portal=portal, portal_url=portal_url, headed=headed, human=human)
    )
    if json:
        made = {"portal": account.portal, "username": account.username}
        return print_json(made, holds_dossier=True)
    out().print(f"Đã mở tài khoản ở cổng {account.portal}. Ghi vào hồ sơ:")
    to = dossier_out()
    to.write(f'account:\n  username: "{account.username}"\n  sign_in: password\n')
    return to.flush()


async def _register(path: Path, **options: Unpack[PortalOptions]) -> NewAccount:
    from portal_bot import aio  # slow: not for --help

    return await aio.register(path, **options)


command = verb(
    run,
    help="Mở tài khoản trên cổng cho người nộp hồ sơ; mã xác nhận, OTP và mật khẩu do người ấy "
    "cho. In ra mấy dòng để ghi vào hồ sơ.",
    example="portal-bot register ho-so/khai-sinh.yaml --portal mock",
)
