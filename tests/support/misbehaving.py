"""What a parser may do to the process that it runs in; done there, so nothing heavy is loaded."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal_bot.papers import apart


def hang(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    while True:
        pass


def sleep_on(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    signal.pause()
    return None, []


def die(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    ctypes.string_at(0)
    return None, []


def leave(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    os._exit(0)


def eat(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    return len(bytearray(64 * 1024**3)), []


def print_something(_blobs: Sequence[bytes], _said: Any) -> apart.Told:
    os.write(1, b"\x00\x00\x00\x05hello")
    return "done", []


def write_a_file(_blobs: Sequence[bytes], said: Any) -> apart.Told:
    try:
        Path(said).write_bytes(b"x")
    except OSError:
        return "refused", []
    return "written", []


def who(blobs: Sequence[bytes], _said: Any) -> apart.Told:
    return [os.getpid(), sorted(n for n in os.environ if n.startswith("PORTAL_BOT"))], [*blobs]
