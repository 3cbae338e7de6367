"""`make leaks`: every procedure's canary through every verb, fault and failure; red on any leak."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.leaks.canary import canary, sample, slugs
from tests.leaks.elsewhere import queue
from tests.leaks.places import Places
from tests.leaks.playing import Play, Stage, leaks
from tests.leaks.plays import AFTERWARDS, OFFLINE, ONLINE, QUEUED, chosen, set_the_stage
from tests.support.days import USUAL
from tests.support.mock import MockPortal, running_mock


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", action="append", metavar="SLUG", help="of these procedures")
    options.add_argument("--play", action="append", metavar="NAME", help="these plays only")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="what is left stays there")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_mock("--pace", "instant") as mock:
        mock.post("/clock", now=USUAL.isoformat())
        stage = Stage(given.keep or Path(folder), mock.address)
        made = []
        for slug in given.only or slugs():
            place = stage.dossiers / slug
            place.mkdir()
            made.append(canary(sample(slug), place))
        set_the_stage(made, stage.dossiers)
        with queue(stage) as there_is_one:
            plays = (*OFFLINE, *ONLINE, *AFTERWARDS, *(QUEUED if there_is_one else ()))
            wanted = chosen(plays, given.play or [play.name for play in plays])
            unexpected = sum(not _is_as_expected(stage, play, mock) for play in wanted)
        found = leaks(stage, made, Places.told())
        places = sum(1 for _ in stage.artefacts())
        canaries = sum(len(dossier.canaries) for dossier in made)
    sys.stdout.write(f"{len(made)} procedures, {canaries} values, {places} places searched\n")
    for (where, spelling), many in sorted(
        Counter((leak.where, leak.spelling) for leak in found).items()
    ):
        sys.stdout.write(f"LEAK {where}: {many} values, {spelling}\n")
    sys.stdout.write(f"{len(found)} leaks, {unexpected} calls that ended otherwise than they may\n")
    return bool(found or unexpected)


def _is_as_expected(stage: Stage, play: Play, mock: MockPortal) -> bool:
    """Plays it, and tells how it ended and how long it took."""
    began = time.monotonic()
    for name in play.fault.split():
        mock.fault(name)
    try:
        told, is_as_expected = f"{stage.play(play)}", True
    except AssertionError as error:
        told, is_as_expected = f"UNEXPECTED: {error}", False
    for name in play.fault.split():
        mock.clear(name)
    sys.stdout.write(f"{time.monotonic() - began:7.1f} s  {play.name}: {told}\n")
    sys.stdout.flush()
    return is_as_expected


if __name__ == "__main__":
    sys.exit(main())
