"""Of the stored record only the dossier's own fields are read: not agency, nor what is added."""

from __future__ import annotations

import sys

from portal_bot.cli.app import main
from portal_bot.filing.desk import Session
from portal_bot.filing.proving import Proving
from portal_bot.filing.readback import Difference, compare
from portal_bot.journal import Filing
from portal_bot.portals.roles import Record


def _own_fields(
    self: Proving, session: Session, filing: Filing, record: Record
) -> list[Difference]:
    platform = session.platform
    wanted = platform.expected(self._request, self._ready.entries)
    found = compare(record, wanted, self._request.papers, own=platform.own_sections)
    return [difference for difference in found if difference.path]


if __name__ == "__main__":
    Proving._differences = _own_fields  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
