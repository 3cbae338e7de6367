"""The one place where an error becomes a line for people and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from portal_bot.errors import PortalBotError, SetupError, UsageError
from portal_bot.shown import shown

INTERRUPTED = 130
OUR_BUG = PortalBotError.exit_code


def reported(command: Callable[[], Any], arguments: Sequence[str]) -> int:
    """Runs a command; whatever it raises is told in one line.

    Args:
        command: returns its exit code, or `None` for 0.
        arguments: of the command line; say whether JSON was asked for.

    Returns:
        The exit code.
    """
    code = 0
    try:
        code = int(command() or 0)
        # Typer tells of Ctrl-C by this code only.
        told: PortalBotError | None = _Interrupted() if code == INTERRUPTED else None
    except (KeyboardInterrupt, typer.Abort):
        told = _Interrupted()
    except PortalBotError as error:
        told = error
    except Exception as error:  # noqa: BLE001 - the last place where it can be told at all
        told = _of_typer(error) or _of_system(error) or _of_nobody(error)
    if told is None:
        return code
    # Who was stopped in an orderly way has printed its one document.
    tell(told, as_json="--json" in arguments and not isinstance(told, Drained))
    return told.exit_code


def tell(error: PortalBotError, *, as_json: bool) -> None:
    """Prints an error: one line for people and, where asked for, the document for programs."""
    import portal_bot.privacy  # noqa: F401 - only where there is something to tell
    from portal_bot.cli.piped import may_be_read  # only where there is something to tell

    message = may_be_read(str(error), sys.stderr)
    seen = shown(message, keep="\n")
    lead = "Dừng" if isinstance(error, _Interrupted) else "Lỗi"
    sys.stderr.write(f"{lead}: {seen}\n")
    if as_json:
        from portal_bot.cli.console import print_json  # only where there is something to tell

        # With its marks: where stderr is a terminal, stdout may be a file.
        print_json({"error": {"code": error.code, "message": str(error), "field": error.field}})


class _Interrupted(PortalBotError):
    code = "interrupted"
    exit_code = INTERRUPTED

    def __init__(self) -> None:
        super().__init__(
            "đã dừng theo ý bạn. Điều gì đã xảy ra thì nhật ký trên máy này giữ: xem `portal-bot "
            "status`; chạy lại cùng lệnh để làm tiếp, không có gì bị nộp hai lần"
        )


class Drained(_Interrupted):
    """A run that Ctrl-C ended in good order: its report is printed already."""


class Terminated(Drained):
    """The same, for SIGTERM."""

    exit_code = 143


def _of_typer(error: Exception) -> PortalBotError | None:
    """A wrong command line. Typer's exceptions live elsewhere in each of its versions."""
    if not hasattr(error, "format_message"):
        return None
    from portal_bot.cli.usage import in_vietnamese  # only where there is something to tell

    return UsageError(in_vietnamese(error))


def _of_nobody(error: Exception) -> PortalBotError:
    """What nobody foresaw."""
    from portal_bot import bugs  # a fifth of what `--help` costs, and seldom met

    return bugs.bug(error)


def _of_system(error: Exception) -> PortalBotError | None:
    """A full disk, a folder without rights: nobody's bug, wherever it was met."""
    if not isinstance(error, OSError) or not error.errno:
        return None
    from portal_bot.reasons import in_words  # only where there is something to tell

    place = f" ({error.filename})" if error.filename else ""
    return SetupError(f"{in_words(error)}{place}; sửa xong thì chạy lại cùng lệnh")
