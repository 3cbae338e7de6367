"""What leaves through stdout and stderr: a clerk's screen shows values, a file or a pipe does not.

All that is written in the process goes this way, a thread's last words and asyncio's among them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, TextIO, cast

from portal_bot.marked import readable

# Not loaded for `--help`: as long as nobody has loaded it, nobody has read a dossier.
_PRIVACY = "portal_bot.privacy"


class _Stream:
    """A stream that writes what may be read there, and else is the one behind it.

    In a file a line is written when it is whole: who writes a name word by word is read line by
    line.
    """

    def __init__(self, behind: TextIO) -> None:
        self.behind = behind
        self._begun = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.behind)

    def write(self, text: str | bytes) -> int:
        # Typer asks with bytes whether a stream takes them.
        if not isinstance(text, str) or self.behind.isatty():
            told = may_be_read(text, self.behind) if isinstance(text, str) else cast("str", text)
            self.behind.write(told)
            return len(text)
        whole, end, rest = f"{self._begun}{text}".rpartition("\n")
        self._begun = rest
        if end:
            self.behind.write(_redacted(whole + end))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """What is begun is asked for: a question, a bar."""
        begun, self._begun = self._begun, ""
        if begun:
            self.behind.write(_redacted(begun))
        self.behind.flush()


@contextmanager
def without_values() -> Iterator[None]:
    """As long as this lasts no value of a dossier gets into a file through stdout or stderr."""
    before = sys.stdout, sys.stderr
    within = [_Stream(stream) for stream in before]
    sys.stdout, sys.stderr = (cast("TextIO", stream) for stream in within)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in within:
            # Who reads may be gone; what was said with a line's end was told of by then.
            with suppress(OSError, ValueError):
                stream.flush()


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
    if not isinstance(sys.stdout, _Stream):
        return sys.stdout
    sys.stdout.flush()
    return sys.stdout.behind


def _redacted(text: str, *, words: bool = True) -> str:
    if _PRIVACY not in sys.modules:
        return text
    from portal_bot import privacy  # loaded already

    return _told(text, privacy.generation(), words)


@lru_cache(maxsize=2048)
def _told(text: str, generation: int, words: bool) -> str:  # noqa: ARG001 - with more values it is another
    from portal_bot import privacy  # loaded already

    return privacy.redact(text, words=words)
