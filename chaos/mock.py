"""The mock portal of one lane: a process that can be killed and comes back with all it stored."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from chaos.faults import Fault, Variant, mock_order
from chaos.platforms import IGATE_V1
from portal_bot import clock
from portal_bot.errors import SetupError

PATIENCE_S = 30.0
STARTS = 3
# The one fault that must be told where.
ELSEWHERE = "values_elsewhere"
# Below those that systems give to outgoing connections: while the mock is down, one of them could
# take its port, and the proxy, knocking at it, could even meet itself.
_PORTS = range(20_000, 30_000)
# A proxy has no business between a program and its own machine.
_open = build_opener(ProxyHandler({})).open


class Mock:
    """One mock, at one port, with one folder of data.

    Args:
        data: the folder that outlives the process.
        seed: of its numbers and dice.
        platform: what it plays.
    """

    def __init__(self, data: Path, seed: int, platform: str = IGATE_V1) -> None:
        self._data, self._seed, self._platform = data, seed, platform
        self._process: asyncio.subprocess.Process | None = None
        self.port = _free_port()

    async def __aenter__(self) -> Mock:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self) -> None:
        """Starts it, at the same port as before.

        Raises:
            SetupError: it does not say that it is ready, several times.
        """
        for tries_left in reversed(range(STARTS)):
            if await self._ready():
                await self._agree_on_the_time()
                return
            if not tries_left:
                raise SetupError(f"the mock did not start on port {self.port}")

    async def _ready(self) -> bool:
        command = [sys.executable, "-m", "portal_bot_mock", "--port", str(self.port)]
        command += ["--platform", self._platform]
        command += ["--pace", "instant", "--seed", str(self._seed), "--data", str(self._data)]
        self._process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        first = await self._process.stdout.readline() if self._process.stdout else b""
        return first.startswith(b"ready ")

    async def _agree_on_the_time(self) -> None:
        await self.call("POST", "/clock", {"now": clock.now().isoformat()})

    async def kill(self) -> None:
        """`kill -9`."""
        process = self._process
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGKILL)
            await process.wait()

    async def known(self) -> frozenset[str]:
        """The names of the faults that it has."""
        return frozenset(fault["name"] for fault in await self.call("GET", "/faults"))

    async def reset(self) -> None:
        """An empty world, well-behaved."""
        await self.call("DELETE", "/faults")
        await self.call("POST", "/reset", {})
        await self._agree_on_the_time()

    async def switch(self, fault: Fault, variant: Variant, elsewhere: int) -> None:
        """Makes it misbehave; what it sends elsewhere goes to that port."""
        order = mock_order(fault, variant)
        if order is None:
            return
        name, arg = order
        await self.switch_text(
            {
                "name": name,
                "arg": f"{arg}@{elsewhere}" if name == ELSEWHERE else arg,
                "times": variant.times,
                "probability": variant.probability,
                "step": variant.step,
            }
        )

    async def switch_text(self, fault: Mapping[str, Any]) -> None:
        """The same from what `faults` gave; what has struck its last is left out."""
        wanted = ("name", "arg", "times", "probability", "step")
        body = {key: fault[key] for key in wanted if fault.get(key) is not None}
        if body.get("times") != 0:
            await self.call("POST", "/faults", body)

    async def faults(self) -> list[dict[str, Any]]:
        """Those that are on, with how often they struck and may strike yet."""
        health = await self.call("GET", "/health")
        found: list[dict[str, Any]] = health["faults"]
        return found

    async def submissions(self) -> list[dict[str, Any]]:
        """What it really stored."""
        found: list[dict[str, Any]] = await self.call("GET", "/submissions")
        return found

    async def commit_requests(self) -> list[dict[str, Any]]:
        """Every commit request since it was started."""
        found: list[dict[str, Any]] = await self.call("GET", "/requests?commit=1")
        return found

    async def unpaid(self) -> list[str]:
        """What waits for its fee before it is filed, by the id of its commit request."""
        requests = await self.commit_requests()
        return [one["sid"] for one in requests if one["outcome"].startswith("waits for payment")]

    async def longest_delay(self) -> float:
        """How many seconds after a commit request it may still store the dossier."""
        return float((await self.call("GET", "/health"))["max_commit_delay_s"])

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One call of its own API, directly: never through the proxy."""
        address = f"http://127.0.0.1:{self.port}/__mock__{path}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(address, data=data, method=method)
        return await asyncio.to_thread(_answer, request)


def _free_port() -> int:
    """A port that nobody listens at."""
    while True:
        port = random.choice(_PORTS)  # noqa: S311 - no secret
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def _answer(request: Request) -> Any:
    with _open(request, timeout=PATIENCE_S) as answer:
        return json.load(answer)
