"""The asynchronous face of the library; `portal_bot.check`, `fill` and `submit` are its twins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal_bot import batch
from portal_bot.filing.account import NewAccount, open_account
from portal_bot.filing.events import Event
from portal_bot.filing.opening import Options
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.run import status

__all__ = [
    "Event",
    "FilingReport",
    "NewAccount",
    "Report",
    "fill",
    "register",
    "status",
    "submit",
]


async def submit(paths: Sequence[Path | str], **options: Any) -> Report:
    """Files dossiers; goes on where an earlier run of the same dossiers stopped.

    Args:
        paths: dossier files, or folders of them.
        **options: the fields of `portal_bot.filing.opening.Options`.

    Returns:
        The report; errors of single dossiers stand in it.

    Raises:
        UsageError, SetupError, PortalUnavailable: the run as a whole cannot go.
    """
    return await batch.submit([Path(p) for p in paths], Options(**options))


async def fill(paths: Sequence[Path | str], **options: Any) -> Report:
    """The dry run: everything up to the review screen; arguments and errors as `submit`."""
    return await batch.fill([Path(p) for p in paths], Options(**options))


async def register(path: Path | str, **options: Any) -> NewAccount:
    """Opens a portal account for a dossier's applicant; options and errors as `submit`.

    Returns:
        The portal and the user name to write into the dossier's `account`.
    """
    return await open_account(Path(path), Options(**options))
