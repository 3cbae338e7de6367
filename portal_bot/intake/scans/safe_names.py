"""File names that every portal and every disk takes: plain letters, short, each only once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_MOST = 40
_APART = re.compile(r"[^a-z0-9]+")
# Windows opens a device under these names, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_NAMELESS = "ban-quet"


def safe_name(said: str, ending: str, taken: Container[str] = ()) -> str:
    """The same name without marks, blanks and signs.

    Args:
        said: a title or a file's name without its ending.
        ending: without the dot.
        taken: names that are given already, in lower case.
    """
    apart = unicodedata.normalize("NFD", said.replace("đ", "d").replace("Đ", "d"))
    plain = "".join(c for c in apart if not unicodedata.combining(c)).lower()
    stem = _APART.sub("-", plain)[:_MOST].strip("-")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"{_NAMELESS}-{stem}".strip("-")
    name, number = f"{stem}.{ending}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name
