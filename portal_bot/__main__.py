"""`python -m portal_bot`, and the `portal-bot` script."""

from __future__ import annotations


def main() -> None:
    from portal_bot.cli.app import run

    run()


if __name__ == "__main__":
    main()
