"""Without the intent: nothing is on the disk before the last click."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime

from portal_bot import clock
from portal_bot.cli.app import main
from portal_bot.journal import Filing, Intent, Journal, JournalPort
from tests.chaos.mutants.no_look import blind


def _in_memory_only(self: JournalPort, filing: Filing, *, click_deadline: datetime) -> Filing:
    return replace(filing, intent=Intent(filing.attempts, clock.now(UTC), click_deadline))


if __name__ == "__main__":
    blind()
    Journal.intend = _in_memory_only  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
