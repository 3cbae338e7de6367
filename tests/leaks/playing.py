"""Plays the program's verbs as a person would, and keeps all that it leaves and lets be seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from portal_bot import clock, settings
from tests.leaks.canary import CanaryDossier
from tests.leaks.opened import files_of
from tests.leaks.places import Places
from tests.leaks.spelled import Leak, Searcher
from tests.support.days import USUAL
from tests.support.fixtures import PASSWORD

# How often the list of processes is looked at.
_EVERY_S = 0.05
LONGEST_S = 900.0


@dataclass(frozen=True, slots=True)
class Play:
    """One call of the program.

    Attributes:
        name: under which its output is kept.
        words: the verb and what is behind it; ``IN`` stands for the folders of the dossiers,
            ``OUT/`` for that of what is asked for, ``URL`` for the mock's address.
        codes: the exit codes with which it may end.
        crash: where it crashes; empty: it does not.
        fault: what of the mock is switched on meanwhile.
        password: what is given for a password.
        home: which home it is played in, so that what was filed is not filed already.
    """

    name: str
    words: tuple[str, ...]
    codes: frozenset[int]
    crash: str = ""
    fault: str = ""
    password: str = PASSWORD
    home: str = "home"


@dataclass(slots=True)
class Stage:
    """Where it is played: a home, a folder for output, one for working copies, and the dossiers.

    Attributes:
        root: all of it lies below.
        address: the mock's.
        seen: command lines and environments of all processes that there were.
    """

    root: Path
    address: str
    seen: dict[str, set[str]] = field(
        default_factory=lambda: {"arguments": set(), "variables": set()}
    )

    def __post_init__(self) -> None:
        for name in ("home", "out", "tmp", "in"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @property
    def dossiers(self) -> Path:
        """Where the dossiers lie; their copies are nobody's leak."""
        return self.root / "in"

    def play(self, play: Play) -> int:
        """Plays it; returns the exit code.

        Raises:
            AssertionError: it ended with another code than it may.
        """
        out = self.root / "out"
        program = ("tests.leaks.crashing", play.crash) if play.crash else ("portal_bot",)
        words = [said for word in play.words for said in self._said(word)]
        with (
            (out / f"{play.name}.stdout").open("wb") as stdout,
            (out / f"{play.name}.stderr").open("wb") as stderr,
            subprocess.Popen(
                [sys.executable, "-m", *program, *words],
                env=self._environment(play), stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            ) as process,
        ):  # fmt: skip
            self._watch(process)
        code = process.returncode
        if code not in play.codes:
            told = (out / f"{play.name}.stderr").read_text("utf-8", "replace")[-600:]
            raise AssertionError(f"{play.name} ended with {code}, not {set(play.codes)}: {told}")
        return code

    def _said(self, word: str) -> list[str]:
        if word == "IN":
            return sorted(str(folder) for folder in self.dossiers.iterdir())
        return [self.address if word == "URL" else word.replace("OUT/", f"{self.root}/out/")]

    def _environment(self, play: Play) -> Mapping[str, str]:
        return {
            **os.environ,
            settings.HOME: str(self.root / play.home),
            settings.PASSWORD: play.password,
            settings.NOW: clock.as_variable(USUAL),
            "TMPDIR": str(self.root / "tmp"),
            "COLUMNS": "200",
        }

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """What anybody on this machine may see of it while it runs."""
        own = psutil.Process(process.pid)
        while True:
            try:
                process.wait(_EVERY_S)
            except subprocess.TimeoutExpired:
                self._look(own)
            else:
                return

    def _look(self, own: psutil.Process) -> None:
        try:
            running = [own, *own.children(recursive=True)]
        except psutil.Error:
            return
        for each in running:
            try:
                self.seen["arguments"].update(each.cmdline())
                # Its own variables are ours; what it hands on is its own doing.
                if each != own:
                    self.seen["variables"].update(f"{k}={v}" for k, v in each.environ().items())
            except psutil.Error:
                continue

    def artefacts(self) -> Iterator[tuple[str, bytes]]:
        """All that is left, and all that was to be seen, each with its place."""
        for folder in sorted(path.name for path in self.root.iterdir() if path != self.dossiers):
            for name, content in files_of(self.root / folder):
                place = f"{folder}/{name}"
                yield f"name of {place}", place.encode()
                yield (
                    place,
                    _PATH.sub(b'"path": ""', content) if place.endswith(".stdout") else content,
                )
        for kind, seen in self.seen.items():
            yield f"processes/{kind}", "\n".join(sorted(seen)).encode()


# A dossier's path is what the caller said; `docs/privacy.md` names it.
_PATH = re.compile(rb'"path": "(?:[^"\\]|\\.)*"')


def leaks(stage: Stage, dossiers: Iterable[CanaryDossier], places: Places) -> list[Leak]:
    """Every value of the dossiers that stands where the documents do not let it."""
    searcher = Searcher(canary for dossier in dossiers for canary in dossier.canaries)
    found: list[Leak] = []
    for place, content in stage.artefacts():
        if not places.may_hold(place):
            found += searcher.leaks(place, content)
    return found
