"""A process that stands still between intent and click, and wakes too late: no click is sent."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal_bot import clock
from tests.support.mock import MockPortal
from tests.support.portals import profile
from tests.support.process import command, environment, events, until, wait_for

DEADLINE_S = 4.0


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="SIGSTOP is a POSIX signal")
def test_a_click_that_wakes_up_after_its_deadline_is_not_sent(
    mock: MockPortal, tmp_path: Path
) -> None:
    # The picture, then the page's own check of it: the process is stopped while that is answered,
    # so that the browser goes on and sends, and the request waits at the gate.
    mock.fault("answer_after", "1.5", step="captcha", times=2)
    portal = profile(mock, tmp_path, more='reference_field = "Ghi chú"', deadline=DEADLINE_S)
    home = tmp_path / "home"
    with stoppable(command("--portal", str(portal)), home) as process:
        intent = wait_for("intent", home, process)
        until(lambda: mock.struck("answer_after") == 2)
        process.send_signal(signal.SIGSTOP)
        deadline = datetime.fromisoformat(intent["click_deadline"])
        until(lambda: clock.now(UTC) > deadline)
        assert mock.commits() == []
        process.send_signal(signal.SIGCONT)
        told, _ = process.communicate(timeout=120)
    (filing,) = json.loads(told)["filings"]
    assert (process.returncode, filing["state"]) == (0, "verified")
    kinds = [event["kind"] for event in events(home)]
    assert [kind for kind in kinds if kind in {"intent", "not_sent", "received"}][:4] == [
        "intent",
        "not_sent",
        "intent",
        "received",
    ]
    assert len(mock.commits()) == len(mock.submissions()) == 1


@contextmanager
def stoppable(submitting: list[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the test, also where it was left stopped."""
    process = subprocess.Popen(submitting, env=environment(home), stdout=subprocess.PIPE)
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
