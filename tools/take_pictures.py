"""Takes the pictures of the pages anew: what commands say, sheets, a slip, what is handed out.

    python -m tools.take_pictures docs/pictures

All of it is the mock's, with invented people. Say it after what a command prints has changed, and
look at what comes out.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

from portal_bot import settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.printing import printed
from portal_bot.strongbox.box import box_of

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 110
PIXELS = 1000
FONT = "Noto Sans Mono, Consolas, Menlo, Liberation Mono, monospace"
SAMPLE = "fixtures/birth_registration/plain.yaml"
# What the demo's own clock says.
DAY, LATER = "2026-11-20T09:00", "2026-11-20T09:20"


def main() -> None:
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        wrong = desk / "khai-sinh.yaml"
        text = (ROOT / SAMPLE).read_text("utf-8").replace("../papers", f"{ROOT}/fixtures/papers")
        wrong.write_text(
            text.replace("054", "055", 1).replace("gender: Nam", "gender: Nan", 1), "utf-8"
        )
        draw(into / "check.svg", "check khai-sinh.yaml", said(desk, "check", wrong), desk)
        draw(into / "demo.svg", "demo", said(desk, "demo"), desk)
        (home,) = desk.glob("portal-bot-demo-*")
        draw(into / "status.svg", "status", said(desk, "status", home=home), desk)
        box, proof = box_of(home), desk / "proof.html"
        proof.write_bytes(box.read(min(home.rglob("proof.html.sealed"))))
        _page(into / "proof-sheet.png", proof)
        # With papers, whose pictures stand in it.
        fullest = max(home.rglob("citizen.html.sealed"), key=lambda page: page.stat().st_size)
        said(desk, "guide", "--out", desk / "guide")
        _printed(into, "leaflet", desk / "guide" / "birth_registration" / "to-roi.pdf")
        _printed(into, "poster", desk / "guide" / "bang-tin-A4.pdf")
        sheet(into / "poster-A3.png", (desk / "guide" / "bang-tin-A3.pdf").read_bytes())
        for name, picture in (("citizen", "citizen-sheet"), ("proof", "proof-printed")):
            page = box.read(fullest.with_name(f"{name}.html")).decode()
            sheet(into / f"{picture}.png", asyncio.run(printed(page)))
        said(desk, "slip", ROOT / SAMPLE, "--out", desk / "slip.pdf", home=home, day=LATER)
        sheet(into / "slip.png", (desk / "slip.pdf").read_bytes())


def said(desk: Path, *words: str | Path, home: Path | None = None, day: str = DAY) -> str:
    """What a command says on stdout, coloured, as on a terminal of our width."""
    own = {
        settings.HOME: str(home or desk / "home"),
        settings.NOW: day,
        settings.COLOURS: "always",
        "COLUMNS": str(WIDTH),
        "TMPDIR": str(desk),
    }
    environment = {k: v for k, v in os.environ.items() if k != settings.PORTAL}
    done = subprocess.run(
        [sys.executable, "-m", "portal_bot", *map(str, words)],
        cwd=ROOT,
        env=environment | own,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    return done.stdout.decode()


def draw(file: Path, command: str, text: str, desk: Path) -> None:
    """A command's words as SVG; no path of this machine stands in it, and it fetches no font."""
    for folder in (desk, ROOT):
        text = text.replace(f"{folder}{os.sep}", "")
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi(text.rstrip()))
    drawn = console.export_svg(title=f"portal-bot {command}", unique_id="portal-bot")
    drawn = re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code, monospace", FONT)
    lines = (line.rstrip() for line in drawn.splitlines())
    file.write_text("\n".join(line for line in lines if line) + "\n", "utf-8")


def _page(file: Path, page: Path) -> None:
    """A page of ours, as far as a screen shows it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser().executable))
        shown = browser.new_page(viewport={"width": 1100, "height": 760})
        shown.goto(page.as_uri())
        shown.screenshot(path=file)
        browser.close()


def _printed(into: Path, name: str, pdf: Path) -> None:
    """Each side as it lies on the table."""
    content = pdf.read_bytes()
    for number in range(1, len(pypdfium2.PdfDocument(content)) + 1):
        sheet(into / f"{name}-{number}.png", content, number)


def sheet(file: Path, printed_page: bytes, number: int = 1) -> None:
    """A sheet of a PDF in the greys of an office's printer, so wide that it can be read."""
    page = pypdfium2.PdfDocument(printed_page)[number - 1]
    drawn = page.render(scale=PIXELS / page.get_width(), grayscale=True).to_pil()
    drawn.quantize(16).save(file, optimize=True)


if __name__ == "__main__":
    main()
