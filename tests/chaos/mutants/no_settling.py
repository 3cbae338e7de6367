"""Without the wait: the portal's list is read at once, before the portal can have stored it."""

from __future__ import annotations

import sys
from typing import Any

from portal_bot.cli.app import main
from portal_bot.filing import file


async def _at_once(*_: Any, **__: Any) -> None:
    """Waits for nothing."""


if __name__ == "__main__":
    file.settle = _at_once  # type: ignore[attr-defined]  # that is the point
    sys.exit(main(["submit", *sys.argv[1:]]))
