"""Without the read-back: a receipt is taken for the proof of what is stored."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.desk import Session
from portal_bot.journal import Filing


async def _believed(self: AccountList, session: Session, filing: Filing) -> Filing:
    return self._desk.journal.verify(filing, verified=True)


if __name__ == "__main__":
    AccountList.read_back = _believed  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
