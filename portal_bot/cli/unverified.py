"""Says of a portal that nobody has filed at what of it is only inferred, before it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.cli.console import err

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal


def warn(portal: Portal) -> None:
    """Says it on stderr; nothing of a portal that is known."""
    if portal.is_verified:
        return
    console = err()
    console.print(f"{portal.title}: mô tả của cổng này CHƯA KIỂM CHỨNG.", style="bold yellow")
    for line in portal.sources.inferred:
        console.print(f"  suy ra: {line}")
    for line in portal.sources.unknown:
        console.print(f"  chưa biết: {line}")
