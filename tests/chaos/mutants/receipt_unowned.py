"""A receipt is taken for ours whatever number it is."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.commit import CommitPoint
from portal_bot.filing.desk import Session
from portal_bot.filing.proving import Proving
from portal_bot.journal import Filing, Receipt
from portal_bot.portals.roles import Record


def _never(self: CommitPoint, receipt: Receipt) -> bool:
    return False


def _ours(self: Proving, session: Session, filing: Filing, record: Record) -> str | None:
    return None


async def _listed(self: Proving, session: Session, filing: Filing) -> bool:
    return True


if __name__ == "__main__":
    CommitPoint._is_anothers = _never  # type: ignore[method-assign]
    Proving._is_anothers = _ours  # type: ignore[method-assign]
    Proving._is_listed = _listed  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
