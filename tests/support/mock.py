"""The real mock portal, as a process of its own, for the library's tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

# One for all: each would read the machine's roots anew, a twentieth of a second each time.
_http = httpx.Client(
    timeout=10, trust_env=False, verify=False, limits=httpx.Limits(max_keepalive_connections=0)
)


@dataclass(frozen=True)
class MockPortal:
    """A running mock: its address, its process, its own API."""

    address: str
    process: subprocess.Popen[str]

    def get(self, path: str) -> Any:
        return _http.get(f"{self.address}/__mock__{path}").raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        answer = _http.post(f"{self.address}/__mock__{path}", json=body)
        return answer.raise_for_status().json()

    def submissions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("/submissions")
        return found

    def commits(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("/requests?commit=1")
        return found

    def sign_ins(self) -> int:
        """How often a password was given to it."""
        asked = self.get("/requests")
        return sum(r["method"] == "POST" and r["path"].endswith("/dang-nhap") for r in asked)

    def reset(self) -> None:
        _http.delete(f"{self.address}/__mock__/faults").raise_for_status()
        self.post("/reset")

    def fault(self, name: str, arg: str | None = None, **how: Any) -> None:
        """Switches one on; `how` may say times, probability, step."""
        self.post("/faults", name=name, **({"arg": arg} if arg is not None else {}), **how)

    def struck(self, name: str) -> int:
        """How often a fault has happened."""
        faults = self.get("/health")["faults"]
        return sum(int(one["struck"]) for one in faults if one["name"] == name)

    def clear(self, name: str) -> None:
        """Switches one off."""
        _http.delete(f"{self.address}/__mock__/faults", params={"name": name}).raise_for_status()

    def marked(self, node: pytest.Item) -> None:
        """Switches on what the test's `fault` marks say, the lowest first."""
        for mark in node.iter_markers("fault"):
            self.fault(*mark.args, **mark.kwargs)


@contextmanager
def running_mock(*options: str, data: Path | None = None) -> Iterator[MockPortal]:
    """Starts one on a free port, waits until it is ready, and ends it."""
    command: Sequence[str] = [sys.executable, "-m", "portal_bot_mock", "--port", "0", *options]
    if data is not None:
        command = [*command, "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("ready "), f"the mock did not start: {first!r}"
        try:
            yield MockPortal(first.split()[1], process)
        finally:
            process.terminate()
            process.wait(timeout=10)
