"""Without the read-back: a receipt is taken for the proof of what is stored."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.desk import Session
from portal_bot.filing.file import DossierFiling


async def _believed(self: DossierFiling, session: Session) -> None:
    self.filing = self._desk.journal.verify(self.filing, verified=True)


if __name__ == "__main__":
    DossierFiling._read_back = _believed  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
