"""A program that files one dossier, and dies of SIGKILL on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from portal_bot import clock, settings
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal

# Steps of one dossier, and how long after the last of them it may still live, in seconds.
STEPS, MORE_S = 7, 0.6


def file_and_kill(path: Path, mock: MockPortal, home: Path, dice: random.Random) -> bool:
    """Files a dossier and kills the program at a step drawn by the dice.

    Returns whether it was killed; false: it had ended before.
    """
    command = [sys.executable, "-m", "portal_bot", "submit", str(path)]
    command += ["--portal-url", mock.address, "--events", "--yes"]
    own = {
        settings.HOME: str(home),
        settings.PASSWORD: PASSWORD,
        settings.NOW: clock.as_variable(clock.now()),
    }
    steps, more = dice.randint(1, STEPS), dice.uniform(0, MORE_S)
    with subprocess.Popen(
        command,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            steps -= '"kind": "step"' in line
            if steps <= 0:
                break
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=more)
        if process.poll() is not None:
            return False
        process.send_signal(signal.SIGKILL)
    return True
