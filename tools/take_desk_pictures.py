"""Takes the pictures of what a desk prints over a quarter: roster, report, what is open.

    python -m tools.take_desk_pictures docs/pictures

The journal is drawn from a seed and says of itself that it is practice. The roster is printed by
LibreOffice, as whoever makes one would; without it that picture is left as it is.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from portal_bot import registry
from portal_bot.browser.printing import printed
from portal_bot.moments import VIETNAM
from tests.support.drawn_journal import OFFICERS, VOLUNTEERS, Year, draw
from tools.intake_walk import through_office
from tools.take_pictures import said, sheet

QUARTER = "4/2026"
# Of a desk that files a few a day, and of one of its days.
MANY = Year(
    240, since=datetime(2026, 10, 1, tzinfo=VIETNAM), days=92, portal="mock", world="w", office=True
)
FEW = Year(
    26, seed=11, since=datetime(2026, 11, 12, tzinfo=VIETNAM), days=8, portal="mock", world="w"
)
# The day after the quarter; and the day of the other pictures.
AFTER = "2027-01-04T09:00"


def main() -> None:
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        for take in (roster, report, open_page):
            take(into, desk)


def roster(into: Path, desk: Path) -> None:
    """A month's roster, made and printed."""
    people = [f"--officer={name}" for name in OFFICERS]
    people += [f"--volunteer={name}" for name in VOLUNTEERS]
    book = desk / "lich-truc.xlsx"
    said(
        desk, "roster", "make", "--from", "01/12/2026", "--to", "31/12/2026", *people, "--out", book
    )
    paper = through_office(book, "pdf", desk / "office")
    if paper is not None:
        sheet(into / "roster.png", paper.read_bytes())


def report(into: Path, desk: Path) -> None:
    """A quarter's report, the first two sheets of its page."""
    draw(desk / "year", list(registry.flows()), MANY)
    page = desk / "bao-cao.html"
    said(desk, "report", "--quarter", QUARTER, "--out", page, home=desk / "year", day=AFTER)
    paper = asyncio.run(printed(page.read_text("utf-8")))
    for number in (1, 2):
        sheet(into / f"report-{number}.png", paper, number)


def open_page(into: Path, desk: Path) -> None:
    """What is open on a morning, as the page prints it."""
    draw(desk / "days", list(registry.flows()), FEW)
    page = desk / "con-viec.html"
    said(desk, "status", "--html", page, home=desk / "days")
    sheet(into / "status-page.png", asyncio.run(printed(page.read_text("utf-8"))))


if __name__ == "__main__":
    main()
