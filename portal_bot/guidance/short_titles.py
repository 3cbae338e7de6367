"""Official names at a length that a poster and an announcer hold."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"^(?:thủ tục)\s+", re.IGNORECASE)
_LONGEST = 100
# Where a long name goes into detail.
_DETAIL = re.compile(r"\s*[;(]")


def whole_title(title: str) -> str:
    """Without the words that every official name begins with."""
    bare = _PREFIX.sub("", title.strip())
    return bare[:1].upper() + bare[1:]


def short_title(title: str) -> str:
    """The same as far as it goes without detail, with a sign where something is left out."""
    whole = whole_title(title)
    if len(whole) <= _LONGEST:
        return whole
    head = _DETAIL.split(whole)[0].rstrip(" ,")
    if len(head) > _LONGEST:
        head = head[:_LONGEST].rpartition(" ")[0].rstrip(" ,")
    return f"{head} …"
