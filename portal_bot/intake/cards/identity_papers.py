"""Which papers may be a citizen card; apart from what reads one, which most checks never need."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from portal_bot.dossier.problems import Path as Place

_IDENTITY = re.compile(
    r"t[ùu][ỳy] thân|căn cước|cccd|cmnd|chứng minh nhân dân|chứng minh thư", re.IGNORECASE
)


class IdentityScan(NamedTuple):
    """A scan of a paper that may be a card: its place in the dossier, its file, its SHA-256."""

    place: Place
    path: Path
    sha256: str


@lru_cache(maxsize=1024)
def is_identity_paper(title: str) -> bool:
    """Whether a paper of this title may be a citizen card."""
    return _IDENTITY.search(title) is not None
