"""`--person`: whom a command is about; asked for, since a command line is everybody's to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from portal_bot.keeping.whose import NamedPerson

# As `--queue -`: what is told must not stand in the list of processes.
ASKED_FOR = "-"
_QUESTION = "Người nào (số định danh, số điện thoại, hoặc họ tên đủ dấu): "


def person_option(who: str) -> Any:
    """`--person` of a verb.

    Args:
        who: who is meant, for its help.
    """
    said = (
        f"{who}: số định danh, số điện thoại, hoặc họ tên đủ dấu. Nên ghi “-” để chương trình hỏi "
        "(hoặc đọc một dòng từ ống lệnh): chữ ghi ngay trên dòng lệnh thì ai dùng chung máy cũng "
        "xem được."
    )
    return typer.Option("--person", metavar="NGƯỜI|-", help=said)


def named_person(said: str | None) -> NamedPerson | None:
    """Whom the option names, asked at the terminal or read from stdin; `None`: it was not given.

    Raises:
        UsageError: nobody was named, or so little was said that it would be many people.
    """
    from portal_bot.keeping.whose import NamedPerson  # slow: not for --help

    if said is None:
        return None
    if said == ASKED_FOR:
        if sys.stdin.isatty():
            sys.stderr.write(_QUESTION)
            sys.stderr.flush()
        said = sys.stdin.readline().strip()
        if not said:
            raise UsageError("--person -: chưa ghi người nào; chưa làm gì")
    return NamedPerson(said)
