"""The two places people read: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

from portal_bot.cli.piped import dossier_out, may_be_read
from portal_bot.settings import colours

if TYPE_CHECKING:
    from rich.console import Console

# The keys of `--json` under which a day of the office stands, and never one of a citizen.
_DAYS = frozenset({"appointment", "date", "if_filed_at", "received_at", "due_at", "at", "until"})
# Likewise what an office wrote about a dossier.
_NOTE = "note"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+Z-]+)?")
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
    to = dossier_out()
    told = document if holds_dossier else _as_may_be_read(document, to)
    to.write(as_json_text(told, indent=2) + "\n")
    to.flush()


def _as_may_be_read(document: Any, to: TextIO, key: str = "") -> Any:
    """The document without the values that must not be read there.

    A dossier's path stays: whoever called said it, and knows by it which one is meant. So do the
    portal's days and moments, for programs reckon with them; of an office's note only the values
    go, for programs show it to whoever asks what the office wants.
    """
    if isinstance(document, dict):
        return {name: _as_may_be_read(value, to, name) for name, value in document.items()}
    if isinstance(document, list | tuple):
        return [_as_may_be_read(value, to, key) for value in document]
    if not isinstance(document, str) or key == "path":
        return document
    if key in _DAYS and _DAY.fullmatch(document):
        return document
    return may_be_read(document, to, words=key != _NOTE)


def as_json_text(document: Any, *, indent: int | None = None) -> str:
    """JSON for programs that is safe to look at: what does not show itself is escaped.

    Programs read the same out of it.
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n " else json.dumps(c)[1:-1] for c in text)


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
