"""Without the origin: neither the gate nor the browser's resolver asks where a request goes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from portal_bot.browser import session
from portal_bot.browser.gate import Gate, Leaving, Verdict
from portal_bot.cli.app import main


def _anywhere(self: Gate, asked: Leaving) -> Verdict:
    verdict = self._inside(asked)
    if verdict is Verdict.STOP:
        self._note(asked)
    return verdict


def _every_host(origins: Sequence[str]) -> str:
    return "--no-first-run"


if __name__ == "__main__":
    Gate.judge = _anywhere  # type: ignore[method-assign]
    session.resolver_rules = _every_host  # type: ignore[attr-defined]  # that is the point
    sys.exit(main(["submit", *sys.argv[1:]]))
