"""Without the look before the click: nobody asks whether the dossier is there already."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.desk import Session
from portal_bot.journal import Filing


async def _blindly(self: AccountList, session: Session, filing: Filing, draft: str) -> Filing:
    return filing


def blind() -> None:
    """Takes the look out, also for mutants whose second commit it would find out."""
    AccountList.before_click = _blindly  # type: ignore[method-assign]


if __name__ == "__main__":
    blind()
    sys.exit(main(["submit", *sys.argv[1:]]))
