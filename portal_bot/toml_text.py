"""TOML that somebody else may have written: what nests without end is refused before it is read."""

from __future__ import annotations

import re
import tomllib
from typing import Any

# A parser of Python's own follows brackets by calling itself, and takes a key's parts to the square
# of their number.
_MOST_BRACKETS = 5_000
_LONG_KEY = re.compile(r"(?:[\w-]+\s*\.\s*){30}")
TOO_DEEP = "nested too deeply"


def toml_of(text: str) -> dict[str, Any]:
    """The text as tables and lists.

    Raises:
        TOMLDecodeError: it is no TOML, or none that a person writes.
    """
    if text.count("[") + text.count("{") > _MOST_BRACKETS or _LONG_KEY.search(text):
        raise tomllib.TOMLDecodeError(TOO_DEEP)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError(TOO_DEEP) from error
