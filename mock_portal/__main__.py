"""`python -m mock_portal`: the mock portal in the foreground."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mock_portal.faults import Faults, Order, UnknownFault
from mock_portal.faults.listing import as_text
from mock_portal.settings import Settings
from mock_portal.steps import STEPS

HOW = f"""
Each as NAME[=ARG][,times=N][,probability=P][,step=STEP]: at most N times, each time with
probability P, only at one step. A number is in seconds, or in letters; it may be left out. Steps:
{", ".join(STEPS)}."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.faults:
        sys.stdout.write(f"{as_text()}\n{HOW}\n")
        return 0
    if asked.platform != "igate_v1":
        parser.error(f"platform {asked.platform!r} is not built yet; there is igate_v1")
    for text in asked.fault:
        try:
            Faults(0).add(Order.read(text))
        except UnknownFault as error:
            parser.error(str(error))
    from mock_portal.server import serve

    return serve(
        Settings(
            host=asked.host,
            port=asked.port,
            platform=asked.platform,
            pace=asked.pace,
            seed=asked.seed,
            faults=tuple(asked.fault),
            data=asked.data,
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mock_portal",
        description="A government portal in a box, for practice and tests; nothing in it is real.",
        epilog="Example: python -m mock_portal --port 0 --fault commit_then_drop=rst,times=1",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8899, help="0 for a free one")
    parser.add_argument("--platform", default="igate_v1")
    parser.add_argument("--pace", choices=("real", "instant"), default="real")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[=ARG][,times=N][,probability=P][,step=STEP]",
        help="switch one on; --faults lists them",
    )
    parser.add_argument("--faults", action="store_true", help="list the faults, and end")
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep the world here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
