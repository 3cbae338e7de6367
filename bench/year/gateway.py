"""A gateway for SMS on this machine, to which the year's notices go; it keeps what it was sent."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from portal_bot import settings
from portal_bot.atomic_write import write_private
from portal_bot.notices.notice_words import TOLD
from portal_bot.office_states import state_of
from tests.support.mock import MockPortal


@dataclass
class Gateway:
    """What it was sent, and what it should have been.

    Attributes:
        taken: how many messages about each dossier number.
        due: dossiers of whose states the citizen should have heard: number, and since when.
    """

    taken: Counter[str] = field(default_factory=Counter)
    due: set[tuple[str, str]] = field(default_factory=set)
    _final: set[str] = field(default_factory=set)

    def look(self, mock: MockPortal, numbers: set[str]) -> None:
        """Notes what is to be told now, by the mock's own word."""
        for line in mock.get("/office")["dossiers"]:
            number = line["number"]
            if number not in numbers or number in self._final:
                continue
            if state_of(line["status"]) in TOLD:
                history: list[dict[str, Any]] = mock.get(f"/office/{number}")["history"]
                self.due.add((number, _since(history)))
            if line["final"]:
                self._final.add(number)


def _since(history: list[dict[str, Any]]) -> str:
    """Since when it is in the state that it is in."""
    since = history[-1]
    for event in reversed(history):
        if event["status"] != since["status"]:
            break
        since = event
    return str(since["at"])


@contextmanager
def listening(folder: Path) -> Iterator[Gateway]:
    """A gateway that all `notify` of this process sends to."""
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.taken[str(body["title"]).rpartition(" ")[2]] += 1
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"json://127.0.0.1:{server.server_port}/gui/{{phone}}"
    channels = write_private(folder / "kenh.toml", f"sms = '{address}'\n")
    os.environ[settings.NOTICES] = str(channels)
    try:
        yield told
    finally:
        del os.environ[settings.NOTICES]
        server.shutdown()
        server.server_close()
