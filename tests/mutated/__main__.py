"""`make mutated-forms`: all kinds of mutation on all forms, told as a table."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from portal_bot import clock
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from tests.mutated.grounds import GROUNDS
from tests.mutated.playing import Mutation, Outcome, Playground, drawn
from tests.support.days import USUAL
from tests.support.mock import running_mock

BUILT = Path(__file__).resolve().parents[2] / "build" / "widgets" / "site" / "vendor"
SHARE_FILED = 0.95
TIMEZONE = "Asia/Ho_Chi_Minh"
# How many keep the meaning, how many break it.
COUNTS = {"igate_v1": (340, 96), "igate_v2": (144, 48), "moj": (70, 100), "national": (64, 56)}


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--platform", choices=sorted(GROUNDS), help="only its forms")
    parser.add_argument("--kind", help="only these mutations")
    parser.add_argument("--form", help="only this procedure")
    asked = parser.parse_args()
    right = [
        await _on(platform, asked)
        for platform in sorted(GROUNDS)
        if asked.platform in (None, platform)
    ]
    return 0 if all(right) else 1


async def _on(platform: str, asked: argparse.Namespace) -> bool:
    """Plays one platform's share, and tells how it ended."""
    began = time.monotonic()
    with ExitStack() as open_:
        open_.enter_context(clock.at(USUAL))
        as_asked = ("--pace", "instant", "--seed", "1", "--platform", platform)
        mock = open_.enter_context(running_mock(*as_asked))
        mock.post("/clock", now=USUAL.isoformat(), ticking=False)
        async with open_browser(find_browser()) as running:
            context = await running.browser.new_context(locale="vi-VN", timezone_id=TIMEZONE)
            ground = GROUNDS[platform](context, mock, BUILT)
            keeps, breaks = await ground.start()
            wanted = drawn(ground.cases, keeps, breaks, asked.seed, COUNTS[platform])
            ended = await played(ground, [m for m in wanted if _is_asked(m, asked)])
            await context.close()
    print(f"\n{platform}, seed {asked.seed}, {time.monotonic() - began:.0f} s")
    tell(ended)
    return good(ended)


def _is_asked(one: Mutation, asked: argparse.Namespace) -> bool:
    return (not asked.kind or one.kind == asked.kind) and (
        not asked.form or one.case.parent.name == asked.form
    )


async def played(ground: Playground, wanted: list[Mutation]) -> list[Outcome]:
    ended = []
    for one in wanted:
        outcome = await ground.play(one)
        if outcome is not None:
            ended.append(outcome)
            if not (outcome.is_right and outcome.is_classed_rightly):
                print(outcome, flush=True)
    return ended


def good(ended: list[Outcome]) -> bool:
    """None wrong, next to all that keep their meaning filed, every other refused by name.

    Where `catalogue diff` was asked, it calls next to all by what they are.
    """
    kept = [one for one in ended if one.mutation.keeps]
    filed = sum(one.is_right for one in kept)
    rightly = all(one.is_right for one in ended if not one.mutation.keeps)
    bad = {one.how for one in ended} & {"wrong", "crash"}
    classed = sum(one.is_classed_rightly for one in ended)
    enough = filed >= SHARE_FILED * len(kept) and classed >= SHARE_FILED * len(ended)
    return not bad and rightly and enough


def tell(ended: list[Outcome]) -> None:
    """All of them counted, then a line a kind: how many rightly, how the others ended."""
    hows = Counter(one.how for one in ended if one.is_right or one.how in {"wrong", "crash"})
    print(
        f"{len(ended)} mutated: {hows['filed']} filled equal, {hows['refused']} refused by name, "
        f"{sum(not one.is_right for one in ended)} not as they should, {hows['wrong']} wrong"
    )
    if asked := [one for one in ended if one.weight]:
        rightly = sum(one.is_classed_rightly for one in asked)
        print(f"catalogue diff: {rightly} classed rightly ({rightly / len(asked):.1%})")
    for keeps, title in (
        (True, "keeps its meaning: to be filed"),
        (False, "breaks: to be refused"),
    ):
        here = [one for one in ended if one.mutation.keeps is keeps]
        print(f"\n{title}: {sum(one.is_right for one in here)} of {len(here)}")
        for kind in dict.fromkeys(one.mutation.kind for one in here):
            of_kind = [one for one in here if one.mutation.kind == kind]
            right = sum(one.is_right for one in of_kind)
            rest = Counter(one.how for one in of_kind if not one.is_right)
            told = ", ".join(f"{count} {how}" for how, count in rest.items())
            print(f"  {kind:16}{right:4} of {len(of_kind):3}  {told}")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
