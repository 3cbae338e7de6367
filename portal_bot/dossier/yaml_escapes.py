r"""Backslashes in double quotes: ``\U`` of ``C:\Users`` is an escape to YAML, no folder."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n|.)?", re.DOTALL)
# What programs write for a quote, a backslash, and where they fold a line.
_MEANT = frozenset(('"', "\\", "/", "\n", " "))
# A drive or a share: then no escape is meant, whatever stands behind the backslash.
_DRIVE = re.compile(r"\s*[A-Za-z]:\\(?!\\)|\s*\\(?![\\uUx\"])")
# A name with its ending has no second line.
_FILE = re.compile(r".*\.[A-Za-z]{3,4}\s*\Z", re.DOTALL)
_FIRST_OTHER = 0xA0
_REMEDY = "dùng / thay cho \\, hoặc đặt trong ngoặc đơn '…'"


def escape_at_fault(inside: str) -> tuple[int, str] | None:
    """The place of the first backslash that was not meant as YAML reads it, and what to do."""
    drive, file = _DRIVE.match(inside) is not None, _FILE.match(inside) is not None
    for found in _ESCAPE.finditer(inside):
        said = found[1] or ""
        if (drive and said not in {'"', "\\"}) or not _is_meant(said, file=file):
            shown = said[:1].strip()
            return found.start(), (
                f"dấu \\ trong ngoặc kép bị YAML đọc thành ký tự khác (\\{shown}); {_REMEDY}"
            )
    return None


def _is_meant(said: str, *, file: bool) -> bool:
    """Whether a program wrote it: for a letter that is not ASCII, or for a blank."""
    if said[:1] in {"x", "u", "U"} and len(said) > 1:
        code = int(said[1:], 16)
        return _FIRST_OTHER <= code < 0x110000 and not 0xD800 <= code < 0xE000
    return said in _MEANT or (said in {"n", "r", "t"} and not file)
