"""Without the wait: the portal's list is read at once, before the portal can have stored it."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.account_list import AccountList
from portal_bot.journal import Filing
from portal_bot.portals.delays import Delays
from tests.chaos.mutants.no_look import blind


async def _at_once(self: AccountList, filing: Filing) -> Delays:
    return self._desk.delays


if __name__ == "__main__":
    blind()
    AccountList.settled = _at_once  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
