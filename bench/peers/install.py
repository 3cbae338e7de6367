"""Gives every peer an environment of its own under build/peers/, never the product's.

What cannot be installed here is noted with the tool's own words, and left out of the race.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "bench" / "peers"
BUILD = ROOT / "build" / "peers"
TOOLS = ("playwright_sync", "selenium_webdriver", "robot_framework", "robocorp_browser")
LONGEST = 600


def python_of(name: str) -> Path:
    """The interpreter of an environment."""
    return BUILD / name / ("Scripts" if os.name == "nt" else "bin") / "python"


def trouble_with(name: str) -> str | None:
    """Why a tool cannot run here, in its own words; `None` if it can."""
    noted = BUILD / f"{name}.trouble.txt"
    return noted.read_text("utf-8").strip() if noted.exists() else None


def install(name: str, requirements: Path | None) -> None:
    """Makes an environment; without requirements, of this project as its users install it."""
    noted = BUILD / f"{name}.trouble.txt"
    noted.unlink(missing_ok=True)
    print(f"{name} …", flush=True)
    try:
        if not python_of(name).exists():
            _run([sys.executable, "-m", "venv", str(BUILD / name)])
        wanted = [str(ROOT)] if requirements is None else ["--requirement", str(requirements)]
        pip = [str(python_of(name)), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "install", *wanted])
        _finish(name)
    except (OSError, subprocess.SubprocessError) as error:
        words = getattr(error, "stderr", None) or str(error)
        noted.write_text(f"{error}\n{words}", "utf-8")
        print(f"{name} cannot run here:\n{words}", file=sys.stderr)


def _finish(name: str) -> None:
    """What two of them need besides Python packages."""
    if name == "robot_framework":
        # Its Node server; the browser is the one that all drive.
        _run([str(python_of(name).parent / "rfbrowser"), "init", "--skip-browsers"])
    if name == "selenium_webdriver" and shutil.which("chromedriver") is None:
        apt = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium-driver"]
        _run(["apt-get", "update"])
        _run(apt)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST)


def main() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    install("plot", PEERS / "plot-requirements.txt")
    if "--plot-only" in sys.argv:
        return
    install("portal_bot_script", None)
    for name in TOOLS:
        install(name, PEERS / name / "requirements.txt")


if __name__ == "__main__":
    main()
