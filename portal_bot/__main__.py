"""`python -m portal_bot`, and the `portal-bot` script."""

from __future__ import annotations

import gc
import sys

# What is loaded stays loaded: to look through it after every 700 objects is a tenth of the start.
OBJECTS_BETWEEN_LOOKS = 50_000


def main() -> None:
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    try:
        from portal_bot.cli.app import run  # Ctrl-C may come while it loads

        run()
    except KeyboardInterrupt:
        # Before, or after, what tells of it in words was there.
        sys.exit(130)


if __name__ == "__main__":
    main()
