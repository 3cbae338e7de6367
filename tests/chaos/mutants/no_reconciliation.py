"""Without reconciliation: what is uncertain is sent again at once."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.desk import Session
from portal_bot.filing.file import DossierFiling


async def _again(self: DossierFiling, session: Session) -> None:
    self.filing = self._desk.journal.release(self.filing, "taken for not sent")


if __name__ == "__main__":
    DossierFiling._reconcile = _again  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
