"""What `submit` does, with the browser kept from one dossier to the next."""

import asyncio
import tempfile
from pathlib import Path

from bench.dossiers import write_dossier
from bench.peers import turns
from portal_bot.checking import check_paths
from portal_bot.filing.one_filing import submit_one
from portal_bot.filing.opened_desk import open_desk
from portal_bot.intake.ready import Ready
from portal_bot.portals.profile import choose
from portal_bot.run.options import Options
from portal_bot.run.run import Run


async def main(folder: Path) -> None:
    portal = choose(None, turns.portal())
    number = 0
    async with open_desk(Run.at(portal, Options(home=folder / "home"))) as desk:
        while (child := await asyncio.to_thread(turns.next_child)) is not None:
            number += 1
            (checked,) = check_paths([write_dossier(folder, child, number)])
            report = await submit_one(desk, Ready.of(checked))
            assert report.state == "verified", report.error
            assert report.receipt is not None
            turns.filed(report.receipt.number)


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
