"""A home whose secret is lost begins anew, as if nothing had ever been filed from it."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from portal_bot.cli.app import main
from portal_bot.errors import SetupError
from portal_bot.filing import opened_desk
from portal_bot.run.home import home_secret
from tests.chaos.mutants.no_look import blind


def _anew(home: Path) -> bytes:
    try:
        return home_secret(home)
    except SetupError:
        for old in [*home.glob("journal.sqlite3*"), *home.glob("sent.log")]:
            old.rename(old.with_name(f"old-{old.name}"))
        secret = secrets.token_bytes(32)
        (home / "secret.key").write_bytes(secret)
        return secret


if __name__ == "__main__":
    blind()
    opened_desk.home_secret = _anew  # type: ignore[attr-defined]
    sys.exit(main(["submit", *sys.argv[1:]]))
