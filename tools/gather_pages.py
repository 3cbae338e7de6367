"""Lays the pages out for mkdocs as they lie in the repository, so that their links hold there, too.

    python -m tools.gather_pages build/pages

What a page links to comes along, whatever it is: a script, a figure, a page to print.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("*.md", "*/README.md", "bench/*.md", "portal_bot/*/README.md", "docs/**/*.md")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def pages() -> Iterator[Path]:
    """Every page that people read, by its path in the repository."""
    for pattern in PAGES:
        for path in sorted(found.relative_to(ROOT) for found in ROOT.glob(pattern)):
            # What tools left behind has pages of its own.
            if not path.parts[0].startswith(".") and path.parts[0] != "build":
                yield path


def gather(into: Path) -> int:
    """Copies the pages, and the files to which they link.

    Args:
        into: a folder of its own; what an earlier run left there goes.

    Returns:
        How many files there are.
    """
    if into.exists():
        shutil.rmtree(into)
    wanted = dict.fromkeys(pages())
    for page in list(wanted):
        wanted |= dict.fromkeys(_linked(page))
    for path in wanted:
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, into / path)
    return len(wanted)


def _linked(page: Path) -> Iterator[Path]:
    """The files of ours that a page links to; one that is not there is for mkdocs to miss."""
    for link in _LINK.findall((ROOT / page).read_text("utf-8")):
        path = (ROOT / page.parent / link).resolve()
        if ":" not in link and path.is_file() and path.is_relative_to(ROOT):
            yield path.relative_to(ROOT)


if __name__ == "__main__":
    print(f"{gather(Path(sys.argv[1]))} files in {sys.argv[1]}")
