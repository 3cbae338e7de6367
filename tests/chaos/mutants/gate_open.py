"""An open gate: what it does not know passes, also while it is narrow.

With `fill` as its first word it is the dry run: there it shows that somebody submits.
"""

from __future__ import annotations

import sys

from portal_bot.browser.gate import Gate, Leaving, Verdict, Width
from portal_bot.cli.app import main


def _whatever(self: Gate, asked: Leaving) -> Verdict:
    commit = self._requests.commit.is_it(asked.method, asked.address)
    armed = self._width is Width.NARROW and self._first is not None
    return Verdict.COMMIT if commit and armed else Verdict.PASS


if __name__ == "__main__":
    Gate._inside = _whatever  # type: ignore[method-assign]
    words = sys.argv[1:]
    sys.exit(main(words if words[:1] == ["fill"] else ["submit", *words]))
