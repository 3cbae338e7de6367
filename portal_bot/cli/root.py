"""Options of the command itself: which version it is, and the completion of a shell."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from portal_bot._version import __version__
from portal_bot.errors import SetupError, UsageError

COMPLETE = "_PORTAL_BOT_COMPLETE"


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def _tell_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"portal-bot {__version__}\n")
        raise typer.Exit


def _show(shell: Shell | None) -> None:
    if shell is not None:
        sys.stdout.write(_script(shell) + "\n")
        raise typer.Exit


def _install(shell: Shell | None) -> None:
    if shell is None:
        return
    if shell is Shell.POWERSHELL:
        # Typer's own way would allow every script on the machine.
        raise UsageError(
            "PowerShell: tự thêm vào tệp khởi động của nó, bằng: "
            "portal-bot --show-completion powershell >> $PROFILE"
        )
    from typer._completion_shared import install  # only for a shell that completes

    try:
        _, place = install(shell=shell.value, prog_name="portal-bot", complete_var=COMPLETE)
    except OSError as error:
        from portal_bot.reasons import in_words  # only where it cannot be written

        raise SetupError(f"không ghi được tệp khởi động của {shell}: {in_words(error)}") from error
    sys.stderr.write(f"Đã cài gợi ý lệnh cho {shell} ở {place}. Mở cửa sổ dòng lệnh mới để dùng.\n")
    raise typer.Exit


def root(
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="In số phiên bản."),
    ] = False,
    _show_completion: Annotated[
        Shell | None,
        typer.Option(
            "--show-completion",
            is_eager=True,
            callback=_show,
            help="In đoạn lệnh gợi ý (phím Tab) cho vỏ lệnh ấy.",
        ),
    ] = None,
    _install_completion: Annotated[
        Shell | None,
        typer.Option(
            "--install-completion",
            is_eager=True,
            callback=_install,
            help="Cài gợi ý lệnh ấy cho người dùng này.",
        ),
    ] = None,
) -> None:
    """Each acts by its callback."""


def _script(shell: Shell) -> str:
    from typer._completion_shared import get_completion_script  # only for a shell that completes

    return get_completion_script(prog_name="portal-bot", complete_var=COMPLETE, shell=shell.value)


def prepare_completion() -> None:
    """A shell that asks for completions is answered in its own form."""
    if COMPLETE in os.environ:
        from typer._completion_classes import completion_init  # only for a shell that completes

        completion_init()
