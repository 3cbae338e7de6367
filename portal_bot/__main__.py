"""`python -m portal_bot`, and the `portal-bot` script."""

from __future__ import annotations

import sys


def main() -> None:
    try:
        from portal_bot.cli.app import run  # Ctrl-C may come while it loads

        run()
    except KeyboardInterrupt:
        # Before, or after, what tells of it in words was there.
        sys.exit(130)


if __name__ == "__main__":
    main()
