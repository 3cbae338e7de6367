"""A batch that is killed with -9 again and again, and finished by saying `submit` again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_bot import settings
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal

# A run that was never killed ends with 0; after a kill between click and answer one more round may
# be needed where the portal was slow.
LAST_ROUNDS = 5


@dataclass
class Killed:
    """What came of it.

    Attributes:
        kills: how often it was killed.
        rounds: how often `submit` was said in all.
        died_in: what the dossiers in flight were doing at each kill, as the journal has it.
        filings: the last run's report, from its JSON.
    """

    kills: int = 0
    rounds: int = 0
    died_in: Counter[str] = field(default_factory=Counter)
    filings: list[dict[str, Any]] = field(default_factory=list)


def kill_and_finish(
    mock: MockPortal,
    home: Path,
    dossiers: Path,
    *,
    kills: int,
    seed: int,
    sessions: int = 2,
    tell: Callable[[str], None] = lambda _: None,
) -> Killed:
    """Files a folder, killing the program at random moments.

    Args:
        mock: the portal.
        home: a fresh home.
        dossiers: the folder.
        kills: how many kills.
        seed: of the moments.
        sessions: how many at once.
        tell: is told how it goes.
    """
    dice, killed = random.Random(seed), Killed()
    command = [sys.executable, "-m", "portal_bot", "submit", str(dossiers), "--json", "--events"]
    command += ["--portal-url", mock.address, "--sessions", str(sessions)]
    environment = {**os.environ, settings.HOME: str(home), settings.PASSWORD: PASSWORD}
    left = len(list(dossiers.iterdir()))
    while killed.kills < kills:
        killed.rounds += 1
        # The kills are spread over what is left, and the last one leaves something to finish.
        if _kill_one(command, environment, dice, 2 * left // (kills - killed.kills + 2)):
            killed.kills += 1
            states = _states(home)
            killed.died_in.update(states)
            left = states.total() - states["verified"]
            tell(f"kill {killed.kills}: {dict(states)}")
        else:
            assert killed.rounds < 3 * kills, f"only {killed.kills} kills: too few dossiers"
    for _ in range(LAST_ROUNDS):
        killed.rounds += 1
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        tell(f"round {killed.rounds}: exit {done.returncode}")
        killed.filings = json.loads(done.stdout)["filings"]
        if done.returncode == 0:
            break
    return killed


def _kill_one(
    command: list[str], environment: dict[str, str], dice: random.Random, every: int
) -> bool:
    """Starts it and kills it at a random moment; false if it had ended before.

    The moment: a random number of dossiers, at most `every`, after its start, and up to 2.5 s on.
    """
    finished, began = dice.randint(0, every), 0
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        worked: set[str] = set()
        for line in process.stderr:
            with suppress(ValueError):
                event = json.loads(line)
                began += event["kind"] == "step"
                if event["kind"] == "step":
                    worked.add(event["filing"])
                finished -= event["kind"] == "done" and event["filing"] in worked
            if began and finished <= 0:
                break
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=dice.uniform(0, 2.5))
        if process.poll() is not None:
            return False
        process.send_signal(signal.SIGKILL)
    return True


def _states(home: Path) -> Counter[str]:
    from portal_bot.run.home import reading

    with reading(home) as journal:
        return Counter(
            "filing with an intent" if f.intent else f.state.value for f in journal.all()
        )


def assert_ledger_is(filings: list[dict[str, Any]], mock: MockPortal, count: int) -> None:
    """Every dossier is stored once, verified, and nothing else is stored."""
    states = Counter(f["state"] for f in filings)
    assert states == {"verified": count}, states
    told = [f["receipt"]["number"] for f in filings]
    stored = [s["number"] for s in mock.submissions()]
    assert len(stored) == count, f"{count} dossiers, {len(stored)} records"
    assert sorted(told) == sorted(stored)
    references = Counter(s["fields"].get("Thông tin chung / Ghi chú") for s in mock.submissions())
    assert {f["id"] for f in filings} == {str(r).split()[-1] for r in references}
    assert max(references.values()) == 1
