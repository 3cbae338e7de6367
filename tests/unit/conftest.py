"""`--today`: unit tests hold on any day. Scans are opened in this process: it alone is counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from portal_bot.papers import apart
from tests.support.days import as_of, on_the_fixtures_day, on_the_machines_day

__all__ = ["as_of", "on_the_fixtures_day", "on_the_machines_day"]


@pytest.fixture(autouse=True)
def opened_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tests/unit/papers/test_apart.py` and all that runs as a process have the real thing."""

    def call(
        work: apart.Work, blobs: Sequence[bytes], said: Any = None, *, cpu_s: float = 0
    ) -> apart.Told:
        told, parts = work(blobs, json.loads(json.dumps(said)))
        return json.loads(json.dumps(told)), parts

    if "apart" not in request.path.stem:
        monkeypatch.setattr(apart, "call", call)
