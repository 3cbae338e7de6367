"""The machine's clock is set while a dossier is being filed: nothing comes of it.

The wall clock is faked for our own process only (libfaketime; the monotonic one is left alone), and
set by days at a moment that has a name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot import settings
from tests.support.between import Answer, Asking, Cut, Portal, between
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

FAKED = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
# The browser and its driver are started without it.
PROGRAM = (
    "import os, sys; os.environ.pop('LD_PRELOAD'); "
    "from portal_bot.__main__ import main; sys.exit(main())"
)
WORDS = ("submit", str(BIRTH), "--json")
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(FAKED is None, reason="no libfaketime here (Debian: faketime)"),
]


def _submitted(
    mock: MockPortal, folder: Path, when: Callable[[Asking], bool], jump: str, *, cut: bool
) -> tuple[int, dict[str, object]]:
    """Files one dossier; the clock is set when such an answer is about to come."""
    set_to: list[str] = []
    shown = folder / "clock"
    shown.write_text("+0\n", "utf-8")

    def answer(asked: Asking, given: Answer) -> Answer:
        if when(asked) and not set_to:
            set_to.append(jump)
            # In one step: it may be read meanwhile.
            part = folder / "part"
            part.write_text(f"{jump}\n", "utf-8")
            part.replace(shown)
            if cut:
                raise Cut
        return given

    with between(mock.address, Portal(answer=answer)) as portal:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *WORDS, "--portal-url", portal.address],
            env={
                **os.environ,
                settings.HOME: str(folder / "home"),
                "LD_PRELOAD": str(FAKED),
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "FAKETIME_TIMESTAMP_FILE": str(shown),
                "FAKETIME_NO_CACHE": "1",
            },
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
    assert set_to == [jump], "not set up: the moment never came"
    (filing,) = json.loads(done.stdout)["filings"]
    return done.returncode, filing


@pytest.mark.parametrize("jump", ["+3d", "-3d", "+400d", "-400d"])
def test_set_between_intent_and_reconciliation_it_changes_nothing(
    mock: MockPortal, tmp_path: Path, jump: str
) -> None:
    code, filing = _submitted(mock, tmp_path, lambda a: a.is_commit, jump, cut=True)
    assert (code, filing["state"], filing["verified"]) == (0, "verified", True)
    assert len(mock.commits()) == len(mock.submissions()) == 1


@pytest.mark.parametrize("jump", ["+3d", "-3d"])
def test_set_right_before_the_click_leaves_it_changes_nothing(
    mock: MockPortal, tmp_path: Path, jump: str
) -> None:
    """Set forward, the click is too late by that clock: nothing leaves, and it is tried again."""
    code, filing = _submitted(
        mock, tmp_path, lambda a: a.path.endswith("/captcha/kiem-tra"), jump, cut=False
    )
    assert (code, filing["state"], filing["verified"]) == (0, "verified", True)
    assert len(mock.commits()) == len(mock.submissions()) == 1
