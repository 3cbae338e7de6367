"""An open filing is looked up through whatever account the file names now.

That a list without our draft proves nothing would hold it back, so that is taken out with it.
"""

from __future__ import annotations

import sys

from portal_bot.batch import turn
from portal_bot.cli.app import main
from portal_bot.filing import file
from portal_bot.filing.search import Findings
from portal_bot.journal import Filing
from tests.chaos.mutants.no_look import blind


def _whoever(known: Filing, fresh: Filing, own_list: str) -> None:
    return None


def _found_nothing(self: Findings) -> bool:
    return not self.numbers


if __name__ == "__main__":
    blind()
    turn.sent_otherwise = _whoever  # type: ignore[attr-defined]
    file.sent_otherwise = _whoever  # type: ignore[attr-defined]
    Findings.proves_absence = property(_found_nothing)  # type: ignore[assignment]
    sys.exit(main(["submit", *sys.argv[1:]]))
