"""`portal-bot chaos`: the fault matrix, which lies in a checkout beside the tests, in no wheel."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from portal_bot.cli.commands import verb
from portal_bot.errors import UsageError

_CHECKOUT = Path(__file__).parents[2]


def _absent() -> None:
    """Only said.

    Raises:
        UsageError: always.
    """
    raise UsageError("lệnh chaos chỉ có trong mã nguồn, không có trong gói đã cài")


def _command() -> Any:
    if not (_CHECKOUT / "chaos" / "command.py").is_file():
        return verb(
            _absent, help="Cho người phát triển; chỉ có trong mã nguồn.", example="make chaos"
        )
    if str(_CHECKOUT) not in sys.path:
        sys.path.append(str(_CHECKOUT))
    return import_module("chaos.command").command


command = _command()
