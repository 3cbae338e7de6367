"""What leaves through stdout and stderr: a clerk's screen shows values, a file or a pipe does not.

All that is written in the process goes this way, a thread's last words and asyncio's among them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TextIO, cast

from portal_bot.marked import readable

# Not loaded for `--help`: as long as nobody has loaded it, nobody has read a dossier.
_PRIVACY = "portal_bot.privacy"


class _Stream:
    """A stream that writes what may be read there, and else is the one behind it."""

    def __init__(self, behind: TextIO) -> None:
        self.behind = behind

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.behind)

    def write(self, text: str | bytes) -> int:
        # Typer asks with bytes whether a stream takes them.
        told = may_be_read(text, self.behind) if isinstance(text, str) else cast("str", text)
        self.behind.write(told)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)


@contextmanager
def without_values() -> Iterator[None]:
    """As long as this lasts no value of a dossier gets into a file through stdout or stderr."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", _Stream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def may_be_read(text: str, to: TextIO, *, words: bool = True) -> str:
    """The text with its values where somebody looks at the stream, else without.

    Args:
        text: what is written.
        to: the stream.
        words: whether what people wrote at a portal goes as a whole.
    """
    return readable(text) if to.isatty() else _redacted(f"{text}", words=words)


def dossier_out() -> TextIO:
    """Stdout for what is a dossier itself: it is somebody's own file, and whole."""
    return sys.stdout.behind if isinstance(sys.stdout, _Stream) else sys.stdout


def _redacted(text: str, *, words: bool) -> str:
    if _PRIVACY not in sys.modules:
        return text
    from portal_bot import privacy  # loaded already

    generation = privacy.generation()
    return "".join([_line(line, generation, words) for line in text.splitlines(keepends=True)])


@lru_cache(maxsize=2048)
def _line(line: str, generation: int, words: bool) -> str:  # noqa: ARG001 - with more values it is another
    from portal_bot import privacy  # loaded already

    return privacy.redact(line, words=words)
