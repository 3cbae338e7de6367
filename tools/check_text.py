"""Every text file of the repository is UTF-8 in NFC, with LF, and shows what it holds.

    python tools/check_text.py [FILE...]

Without a file: all that git knows. Text that a test needs otherwise is written there as an escape.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# Embeddings, overrides, isolates and marks: code that reads otherwise than it runs.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BINARY = {".pdf", ".jpg", ".png", ".ttf"}


def faults(path: Path) -> Iterator[str]:
    """Each fault of one file, with its line."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield f"{path}:{line}: not UTF-8"
        return
    if data.startswith(b"\xef\xbb\xbf"):
        yield f"{path}:1: starts with a byte order mark"
    if data and not data.endswith(b"\n"):
        yield f"{path}: the last line has no end"
    for number, line_text in enumerate(text.split("\n"), 1):
        yield from (f"{path}:{number}: {fault}" for fault in _line_faults(line_text))


def _line_faults(line: str) -> Iterator[str]:
    if "\r" in line:
        yield "CR: lines end with LF"
    if not unicodedata.is_normalized("NFC", line):
        yield "not NFC: a letter is written in pieces"
    if found := sorted(_BIDI.intersection(line)):
        yield "bidi control " + ", ".join(f"U+{ord(char):04X}" for char in found)


def tracked() -> list[Path]:
    """The files git knows that are there, and are text by their name."""
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True).stdout
    paths = (Path(name) for name in listed.decode().split("\0") if name)
    return [path for path in paths if path.suffix not in _BINARY and path.is_file()]


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or tracked()
    found = [fault for path in paths for fault in faults(path)]
    print(*found, f"{len(paths)} files, {len(found)} faults", sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
