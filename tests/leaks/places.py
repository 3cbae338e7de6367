"""Where values may stand: the list in `docs/privacy.md`, which the gate goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
HEADING = "## Where values may stand"
_ROW = re.compile(r"^\| [^|]+ \| ([^|]+) \|", re.MULTILINE)
# There may be several, so that one dossier is filed more than once.
_OTHER_HOME = re.compile(r"\Ahome\d/")
_PATTERN = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Places:
    """Patterns of places, as `fnmatch` reads them; ``home/``, ``out/`` and ``tmp/`` begin them."""

    patterns: tuple[str, ...]

    @classmethod
    def told(cls) -> Places:
        """Those of the document."""
        _, _, section = DOCUMENT.read_text("utf-8").partition(f"{HEADING}\n")
        rows = _ROW.findall(section.partition("\n## ")[0])
        return cls(tuple(p for row in rows for p in _PATTERN.findall(row)))

    def may_hold(self, place: str) -> bool:
        """Whether values may stand there; a file's own name is a place by itself."""
        place = _OTHER_HOME.sub("home/", place)
        return any(fnmatchcase(place, pattern) for pattern in self.patterns)
