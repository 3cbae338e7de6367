"""Without one writer at a time: neither the home's lock nor the journal's own comparison.

Either alone is enough against a command that is said twice, so only both together are a mutant.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal_bot.cli.app import main
from portal_bot.filing import opened_desk
from portal_bot.journal import Filing, Journal
from tests.chaos.mutants.no_look import blind

_compared = Journal._change


@contextmanager
def _shared(home: Path) -> Iterator[None]:
    yield


def _whoever_was_here(
    self: Journal,
    old: Filing,
    new: Filing,
    kind: str,
    detail: Mapping[str, Any],
    *,
    by_anyone: bool = False,
) -> Filing:
    return _compared(self, self.by_id(old.id) or old, new, kind, detail, by_anyone=by_anyone)


if __name__ == "__main__":
    blind()
    opened_desk.held = _shared  # type: ignore[attr-defined]  # that is the point
    Journal._change = _whoever_was_here  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
