"""Without the lock of the home: two programs may file the same dossiers at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_bot.cli.app import main
from portal_bot.filing import opening


@contextmanager
def _shared(home: Path) -> Iterator[None]:
    yield


if __name__ == "__main__":
    opening.held = _shared  # type: ignore[attr-defined]  # that is the point
    sys.exit(main(["submit", *sys.argv[1:]]))
