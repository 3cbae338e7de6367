"""The browser starts while the dossiers are checked, where it looks as if it will be needed.

Nothing is asked of the portal by this: a browser without a page goes nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from portal_bot.browser.lending import Browsers
from portal_bot.dossier.finding import find
from portal_bot.errors import SetupError
from portal_bot.run.home import JOURNAL, reading

# After so many turns of the loop the driver's process is started: `warm`, its task, Playwright's.
TURNS = 4


@asynccontextmanager
async def early_browser(browsers: Browsers, *, wanted: bool) -> AsyncIterator[None]:
    """Ends the run's browsers at the end.

    Args:
        browsers: the run's.
        wanted: whether the first one starts now; else when a session asks for it.
    """
    warming = asyncio.ensure_future(browsers.warm()) if wanted else None
    try:
        if warming is not None:
            # The driver is a process of its own: once that is there, this one may have much to do.
            for _ in range(TURNS):
                await asyncio.sleep(0)
        yield
    finally:
        if warming is not None:
            warming.cancel()
            # What went wrong there is told to whoever asks for a session.
            await asyncio.gather(warming, return_exceptions=True)
        await browsers.close()


def anything_new(paths: Sequence[Path], home: Path) -> bool:
    """Whether a file is among the dossiers that the journal does not know as filed and verified.

    A guess for the browser's sake: what is filed is decided by the journal's keys.
    """
    if not (home / JOURNAL).exists():
        return True
    try:
        with reading(home) as known:
            done = {f.path for f in known.all() if f.is_over}
    except SetupError:
        # Told by the run itself, when it opens the journal.
        return True
    return any(str(path) not in done for path in find(paths))
