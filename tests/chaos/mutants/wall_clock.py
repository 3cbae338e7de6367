"""How long a resumed run has waited is told by a clock that anybody can set."""

from __future__ import annotations

import sys

from portal_bot import clock
from portal_bot.cli.app import main
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.reconcile import settle
from portal_bot.journal import Filing
from portal_bot.portals.delays import Delays
from tests.chaos.mutants.no_look import blind

_began = clock.now()


async def _by_the_clock(self: AccountList, filing: Filing) -> Delays:
    delays = await self._delays()
    await settle(delays, resumed_s=(clock.now() - _began).total_seconds())
    return delays


if __name__ == "__main__":
    blind()
    AccountList.settled = _by_the_clock  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
