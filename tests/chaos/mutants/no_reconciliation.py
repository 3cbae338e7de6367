"""Without reconciliation: what is uncertain is sent again at once."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.desk import Session
from portal_bot.journal import Filing
from tests.chaos.mutants.no_look import blind


async def _again(self: AccountList, session: Session, filing: Filing) -> Filing:
    return self._desk.journal.release(filing, "taken for not sent")


if __name__ == "__main__":
    blind()
    AccountList.reconcile = _again  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
