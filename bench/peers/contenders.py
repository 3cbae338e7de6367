"""Who takes part: how each is started, what its script is, and what it looks after."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import journey
from bench.peers import turns
from bench.peers.install import BUILD, PEERS, ROOT, python_of

NO = "no"
OUT = BUILD / "out"
_NUMBER = journey.CITIZEN_NUMBER


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to file the birth.

    Attributes:
        name: its folder in bench/peers, and its environment in build/peers.
        title: as people know it.
        command: starts it; it then waits for its turns.
        script: what a user writes.
        packages: whose versions are quoted.
        environment: variables that it needs besides.
        checks: what it looks after, in the order of `CHECKS`.
    """

    name: str
    title: str
    command: tuple[str, ...]
    script: tuple[Path, ...]
    packages: tuple[str, ...]
    checks: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(
        self, race: str, portal: str, browser: str, options: list[str]
    ) -> subprocess.Popen[bytes]:
        """Starts it in a session of its own; what it prints goes to a file of its own."""
        OUT.mkdir(parents=True, exist_ok=True)
        told = {
            turns.TURNS: race,
            turns.PORTAL: portal,
            turns.BROWSER: browser,
            turns.BROWSER_OPTIONS: " ".join(options),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        with (OUT / f"{self.name}.log").open("wb") as log:
            return subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment, **told},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def told_in_its_log(self) -> str:
        """Which secrets of the citizen stand in what it wrote while it filed."""
        told = b"".join(
            file.read_bytes()
            for file in sorted(OUT.rglob("*"))
            if self.name in str(file)
            if file.is_file()
        )
        secrets = {"the citizen's number": _NUMBER, "the password": journey.PASSWORD}
        return ", ".join(what for what, text in secrets.items() if text.encode() in told) or NO

    @property
    def home(self) -> Path:
        """Its environment; the bare journey runs in the product's."""
        return BUILD / self.name


CHECKS = (
    "sees the page with the number",
    "reads every field back before it submits",
    "compares the review screen",
    "one request to submit at most, also when the answer is lost",
    "goes on after being killed",
    "reads the stored record back",
    "keeps the receipt",
)
_SEES_ONLY = ("yes", NO, NO, NO, NO, NO, "downloads it")
HOME_OF_ROBOCORP = BUILD / "robocorp-home"


def contenders() -> list[Contender]:
    """All of them; the product first, the floor last."""
    ours = PEERS / "portal_bot_script"
    return [
        Contender(
            "portal_bot_script",
            "portal_bot",
            (sys.executable, "-m", "bench.peers.portal_bot_script.worker"),
            (ours / "submit.py",),
            ("portal-bot",),
            ("yes", "yes", "yes", "yes", "yes", "yes", "yes, with evidence"),
        ),
        _python("playwright_sync", "Playwright, synchronous", ("playwright",)),
        _python("selenium_webdriver", "Selenium", ("selenium",)),
        Contender(
            "robot_framework",
            "Robot Framework Browser",
            (
                str(python_of("robot_framework").parent / "robot"),
                *("--pythonpath", str(ROOT), "--console", "none"),
                *("--outputdir", str(OUT / "robot_framework")),
                str(PEERS / "robot_framework" / "birth.robot"),
            ),
            (PEERS / "robot_framework" / "birth.robot",),
            ("robotframework-browser", "robotframework"),
            _SEES_ONLY,
        ),
        Contender(
            "robocorp_browser",
            "robocorp-browser",
            (
                *(str(python_of("robocorp_browser")), "-m", "robocorp.tasks", "run"),
                str(PEERS / "robocorp_browser" / "tasks.py"),
                *("--output-dir", str(OUT / "robocorp_browser")),
            ),
            (PEERS / "robocorp_browser" / "tasks.py",),
            ("robocorp-browser", "playwright"),
            _SEES_ONLY,
            {"HOME": str(HOME_OF_ROBOCORP)},
        ),
        Contender(
            "bare_journey",
            "bare journey (the floor)",
            (sys.executable, "-m", "bench.peers.bare_journey.worker"),
            (PEERS / "bare_journey" / "file_birth.py",),
            ("playwright",),
            (NO, NO, NO, NO, NO, NO, "downloads it"),
        ),
    ]


def _python(name: str, title: str, packages: tuple[str, ...]) -> Contender:
    command = (str(python_of(name)), "-m", f"bench.peers.{name}.worker")
    return Contender(name, title, command, (PEERS / name / "file_birth.py",), packages, _SEES_ONLY)


def give_robocorp_the_browser(browser: str) -> None:
    """It knows no way to name a program: it starts what lies where its own downloads would lie."""
    told = subprocess.run(
        [str(python_of("robocorp_browser")), "-c", _WHERE],
        env={
            **os.environ,
            "HOME": str(HOME_OF_ROBOCORP),
            "PLAYWRIGHT_BROWSERS_PATH": str(HOME_OF_ROBOCORP / ".robocorp" / "playwright"),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    there = Path(told.stdout.strip())
    there.parent.mkdir(parents=True, exist_ok=True)
    there.unlink(missing_ok=True)
    there.symlink_to(browser)


# The whole browser's place, and beside it the headless shell's, which is what runs unseen.
_WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    try:
        playwright.chromium.launch()
    except Exception as error:
        import re
        print(re.search(r"executable doesn't exist at (\\S+)", str(error), re.I)[1])
    else:
        print(playwright.chromium.executable_path)
"""
