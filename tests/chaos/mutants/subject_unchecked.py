"""A file that was sent is filed again once it is about somebody else, however alike they are."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.intake.marks import Kin
from portal_bot.journal import Filing
from tests.chaos.mutants.no_look import blind


def _never(self: Kin, fresh: Filing) -> None:
    return None


if __name__ == "__main__":
    blind()
    Kin.objection = _never  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
