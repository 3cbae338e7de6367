"""The browser starts while the dossiers are checked, where it looks as if it will be needed.

Nothing is asked of the portal by this: a browser without a page goes nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from portal_bot import settings
from portal_bot.dossier.finding import find
from portal_bot.errors import SetupError
from portal_bot.filing.browsers import Browsers
from portal_bot.filing.home import JOURNAL, reading
from portal_bot.filing.opened_desk import browsers_for
from portal_bot.filing.options import Options
from portal_bot.portals.profile import Portal


@asynccontextmanager
async def early_browsers(
    portal: Portal, options: Options, *, wanted: bool
) -> AsyncIterator[Browsers]:
    """The run's browsers; ended at the end.

    Args:
        portal: where they will go.
        options: how the run is to go.
        wanted: whether the first one starts now; else when a session asks for it.
    """
    browsers = browsers_for(portal, options)
    warming = asyncio.ensure_future(browsers.warm()) if wanted else None
    try:
        yield browsers
    finally:
        if warming is not None:
            warming.cancel()
            # What went wrong there is told to whoever asks for a session.
            await asyncio.gather(warming, return_exceptions=True)
        await browsers.close()


def anything_new(paths: Sequence[Path], options: Options) -> bool:
    """Whether a file is among the dossiers that the journal does not know as filed and verified.

    A guess for the browser's sake: what is filed is decided by the journal's keys.
    """
    home = settings.home(options.home)
    if not (home / JOURNAL).exists():
        return True
    try:
        with reading(home) as known:
            done = {f.path for f in known.all() if f.is_over}
    except SetupError:
        # Told by the run itself, when it opens the journal.
        return True
    return any(str(path) not in done for path in find(paths))
