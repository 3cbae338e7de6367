"""Work on other people's pictures and PDFs, done in a process that may hang, die or eat its fill.

Parsers are programs of hundreds of thousands of lines; a file that was made for it, or is only
damaged, may keep one of them busy for ever, crash it or make it ask for all the memory there is.
That is then this file's fault and nobody else's. One process is started when the first scan comes
and does all that follow (several only where several threads ask at once); it ends with this one.

Where the system knows limits (`resource`: Linux, macOS) the process has them: CPU time for each
piece of work, memory, no files written, no core dumped. Windows has no such limits: there only the
time is bounded.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from portal_bot import settings
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words

# What is told beside the bytes, and the bytes themselves: of the question, of the answer.
Told = tuple[Any, list[bytes]]
Work = Callable[[Sequence[bytes], Any], Told]
Why = Literal["late", "dead", "memory"]

# CPU seconds for one scan: the heaviest pages that are let through take a third of it.
CPU_S = 20.0
# A machine that does other things, too, needs so many times as long by the clock.
BUSY = 4
# A process grows with what it unpacks; then the next one takes over.
MOST_WORK = 300
_SIZE = struct.Struct(">I")
# Not `-m`: that would look for modules in the folder that one happens to stand in.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from portal_bot.papers import apart_child"
# How a process ends that has computed for too long.
_LATE_END = -int(getattr(signal, "SIGXCPU", 0))


class Unfinished(Exception):
    """The process did not come to the end of it.

    Attributes:
        why: it took too long, ended by itself, or wanted too much memory.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def call(work: Work, blobs: Sequence[bytes], said: Any = None, *, cpu_s: float = CPU_S) -> Told:
    """What `work(blobs, said)` returns, done apart.

    Args:
        work: a function of a module; what it raises is our bug, not the file's.
        blobs: bytes of files.
        said: what else it must know; as JSON.
        cpu_s: how many seconds it may compute.

    Raises:
        Unfinished: it took too long, ended the process or wanted too much memory.
        SetupError: no process can be started.
    """
    name = f"{work.__module__}:{work.__qualname__}"
    while True:
        child = _taken()
        fresh = not child.done
        try:
            return child.ask(name, blobs, said, cpu_s)
        except Unfinished as unfinished:
            # What it had grown to, or who ended it meanwhile, need not be this file's doing.
            if fresh or unfinished.why == "late":
                raise
        finally:
            _give_back(child)


_idle: list[_Child] = []
_counting = threading.Lock()


def _taken() -> _Child:
    with _counting:
        while _idle:
            child = _idle.pop()
            if child.is_fit:
                return child
            child.end()
    return _Child()


def _give_back(child: _Child) -> None:
    if not child.is_fit:
        child.end()
        return
    with _counting:
        _idle.append(child)


@atexit.register
def end_all() -> None:
    """Ends every process that waits for work."""
    with _counting:
        while _idle:
            _idle.pop().end()


class _Child:
    """One process, and the pipes to it."""

    def __init__(self) -> None:
        self.done = 0
        self._broken = False
        root = str(Path(__file__).parents[2])
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", f"{_START}; apart_child.serve()", root],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Libraries complain there of what we tell ourselves.
                stderr=subprocess.DEVNULL,
                env=settings.for_children(os.environ),
            )
        except OSError as error:
            raise SetupError(
                f"không mở được tiến trình đọc bản quét ({in_words(error)}): xem lại Python, bộ "
                "nhớ và số tiến trình của máy"
            ) from error

    @property
    def is_fit(self) -> bool:
        """Whether it can be given more work."""
        return not self._broken and self.done < MOST_WORK and self._process.poll() is None

    def ask(self, name: str, blobs: Sequence[bytes], said: Any, cpu_s: float) -> Told:
        """Has it do one piece of work; errors as `call`."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(cpu_s * BUSY, stop)
        timer.daemon = True
        timer.start()
        self._broken = True
        try:
            answer = self._exchange({"work": name, "said": said, "cpu_s": cpu_s}, blobs)
        finally:
            timer.cancel()
        if answer is None:
            code = self._process.wait()
            raise Unfinished("late" if late.is_set() or code == _LATE_END else "dead")
        told, parts = answer
        self.done += 1
        self._broken = late.is_set()
        if why := told.get("unfinished"):
            self._broken = True
            raise Unfinished(why)
        if error := told.get("error"):
            raise RuntimeError(f"{name}: {error}")
        return told["told"], parts

    def _exchange(self, asked: dict[str, Any], blobs: Sequence[bytes]) -> Told | None:
        """Question and answer; `None`: it ended over it."""
        there, back = self._process.stdin, self._process.stdout
        if there is None or back is None:
            return None
        with suppress(OSError, EOFError):
            send(there.write, asked, blobs)
            there.flush()
            return receive(back.read)
        return None

    def end(self) -> None:
        """Ends it, whatever it is at."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()


def send(write: Callable[[bytes], object], told: dict[str, Any], blobs: Sequence[bytes]) -> None:
    """Writes a message: its head as JSON, then the bytes."""
    head = json.dumps({**told, "sizes": [len(blob) for blob in blobs]}).encode()
    write(_SIZE.pack(len(head)))
    write(head)
    for blob in blobs:
        write(blob)


def receive(read: Callable[[int], bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Reads one message.

    Raises:
        EOFError: there is none, or not all of it.
    """

    def whole(size: int) -> bytes:
        part = read(size)
        if len(part) < size:
            raise EOFError
        return part

    head: dict[str, Any] = json.loads(whole(_SIZE.unpack(whole(_SIZE.size))[0]))
    return head, [whole(size) for size in head.pop("sizes")]
