"""Many dossiers in one run: whoever runs them, one coroutine files each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from portal_bot.filing.opening import Options
from portal_bot.filing.report import Report
from portal_bot.filing.run import fill_one, submit_one

__all__ = ["fill", "submit"]


async def submit(paths: Sequence[Path], options: Options) -> Report:
    """Files dossiers, each once; goes on where an earlier run of the same dossiers stopped.

    Args:
        paths: dossier files or folders.
        options: how the run is to go, and so which runner does it.

    Raises:
        UsageError, SetupError, PortalUnavailable: the run as a whole cannot go.
    """
    if options.queue is not None:
        from portal_bot.batch import cluster

        return await cluster.submit(paths, options.queue, options, wait=options.wait)
    from portal_bot.batch import local

    return await local.run(paths, options, submit_one, files=True)


async def fill(paths: Sequence[Path], options: Options) -> Report:
    """The dry run of each: everything up to the review screen; errors as `submit`."""
    from portal_bot.batch import local

    return await local.run(paths, options, fill_one, files=False)
