"""The built pages fetch nothing from anybody: no font, script, style or picture of another host.

python -m tools.check_site build/site
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_FOREIGN = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:@import\s+|url\()\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
# What a reader follows, and what only says what a page is called, is not fetched.
_FOLLOWED = {"a", "area"}
_NAMED = {"canonical", "next", "prev"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in _FOLLOWED or said.get("rel") in _NAMED:
            return
        names = ("src", "href", "srcset", "data", "poster", "action")
        self.fetched += [said[n] for n in names if _FOREIGN.match(said.get(n, ""))]
        # The theme draws such a block with a script that it fetches.
        self.fetched += ["mermaid"] if "mermaid" in said.get("class", "").split() else []


def fetched(file: Path) -> Iterator[str]:
    """What a page, a style sheet or a drawing would fetch from another host."""
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        page = _Page()
        page.feed(text)
        yield from page.fetched
    yield from _IN_STYLE.findall(text)


def main() -> None:
    site = Path(sys.argv[1])
    files = sorted(file for kind in ("html", "css", "svg") for file in site.rglob(f"*.{kind}"))
    found = [f"{file}: {address}" for file in files for address in fetched(file)]
    print(
        *found, f"{len(files)} pages, styles and drawings, {len(found)} foreign addresses", sep="\n"
    )
    sys.exit(bool(found) or not files)


if __name__ == "__main__":
    main()
