"""The two places people read: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from portal_bot.cli.piped import dossier_out
from portal_bot.marked import MARKS, MarkedText
from portal_bot.settings import colours

if TYPE_CHECKING:
    from rich.console import Console

# A table that is piped to a file or a pager is not folded for a screen that is not there.
_WIDE = 160


def out() -> Console:
    """Where results go."""
    return _console(stderr=False)


def err() -> Console:
    """Where progress, remarks and errors go."""
    return _console(stderr=True)


def table_width() -> int:
    """How wide a table on stdout may be: a pager's is told by COLUMNS, a file has no width."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else out().width


def line_width() -> int:
    """How wide a line of words may be; in a file or a pipe a sentence stays one line."""
    return out().width if sys.stdout.isatty() else sys.maxsize


def print_json(document: Any, *, holds_dossier: bool = False) -> None:
    """The one document of a `--json` call.

    Args:
        document: what is printed.
        holds_dossier: whether it hands a dossier out, which is nothing without its values.
    """
    to = dossier_out() if holds_dossier else sys.stdout
    to.write(as_json_text(_with_marks(document), indent=2) + "\n")
    to.flush()


def _with_marks(document: Any) -> Any:
    """The document with the marks of its messages, so that the stream knows what is personal."""
    if isinstance(document, dict):
        return {key: _with_marks(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [_with_marks(value) for value in document]
    return document.marked if isinstance(document, MarkedText) else document


def as_json_text(document: Any, *, indent: int | None = None) -> str:
    """JSON for programs that is safe to look at: what does not show itself is escaped.

    Programs read the same out of it.
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    # The marks are the stream's to read.
    kept = ("\n", " ", *MARKS)
    return "".join(c if c.isprintable() or c in kept else json.dumps(c)[1:-1] for c in text)


def _console(*, stderr: bool) -> Console:
    from portal_bot.cli.safe_console import SafeConsole  # slow: only where it is printed

    stream = sys.stderr if stderr else sys.stdout
    wanted = colours()
    return SafeConsole(
        stderr=stderr,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        no_color=True if wanted == "never" else None,
        force_terminal=True if wanted == "always" else None,
        width=None if stream.isatty() else _WIDE,
    )
