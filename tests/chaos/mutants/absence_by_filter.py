"""Absence by filter: what a list does not print as we know it is taken for not there.

The look before the click would find the record all the same, so it is taken out with it.
"""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing import search
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.desk import Session
from portal_bot.filing.search import Findings, Sought
from portal_bot.journal import Filing
from portal_bot.portals.roles import Overview


async def _blindly(self: AccountList, session: Session, filing: Filing, draft: str) -> Filing:
    return filing


def _as_printed(seen: Overview, sought: Sought) -> list[str]:
    return [line.number for line in seen.lines if not sought.is_plainly_another(line)]


def _found_nothing(self: Findings) -> bool:
    return not self.numbers


if __name__ == "__main__":
    AccountList.before_click = _blindly  # type: ignore[method-assign]
    search.to_open = _as_printed
    Findings.proves_absence = property(_found_nothing)  # type: ignore[assignment]
    sys.exit(main(["submit", *sys.argv[1:]]))
