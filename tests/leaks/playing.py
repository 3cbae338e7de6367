"""Plays the program's verbs as a person would, and keeps all that it leaves and lets be seen."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from portal_bot import clock, settings
from portal_bot.batch.cluster.vault import KEY as CLUSTER_KEY
from portal_bot.batch.cluster.vault import new_key
from portal_bot.journal import State
from portal_bot.run.home import reading
from tests.leaks.canary import STRANGER, CanaryDossier
from tests.leaks.opened import files_of
from tests.leaks.places import Places
from tests.leaks.spelled import Leak, Searcher
from tests.support.days import USUAL
from tests.support.fixtures import PASSWORD

# How often the list of processes is looked at.
_EVERY_S = 0.05
_QUEUES_KEY = new_key()


@dataclass(frozen=True, slots=True)
class Play:
    """One call of the program.

    Attributes:
        name: under which its output is kept.
        words: the verb and what is behind it; ``IN`` stands for the folders of the dossiers,
            ``ONE`` for the first good one, ``ID`` for a filing of the home, the most doubtful,
            ``CARD`` for a photograph, ``OUT/`` for the folder of what is asked for, ``URL`` for
            the mock's address, ``QUEUE`` for that of the shared queue.
        codes: the exit codes with which it may end.
        crash: where it crashes; empty: it does not.
        plant: the leak that is planted in it, and how; empty: none is.
        fault: what of the mock is switched on meanwhile, by names.
        password: what is given for a password.
        home: which home it is played in, so that what was filed is not filed already.
        before: what somebody else does first.
        seconds: after which it is asked to end; 0: it ends by itself.
    """

    name: str
    words: tuple[str, ...]
    codes: frozenset[int]
    crash: str = ""
    plant: tuple[str, ...] = ()
    fault: str = ""
    password: str = PASSWORD
    home: str = "home"
    before: Callable[[Stage], None] | None = None
    seconds: float = 0


@dataclass(slots=True)
class Stage:
    """Where it is played: a home, a folder for output, one for working copies, and the dossiers.

    Attributes:
        root: all of it lies below.
        address: the mock's.
        queue: the shared queue's; empty: there is none.
        said: what whoever calls says; it is theirs, and is no leak in the list of processes.
        seen: command lines and environments of all processes that there were, and whatever else
            was to be seen.
    """

    root: Path
    address: str
    queue: str = ""
    said: set[str] = field(default_factory=set)
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
        if play.before is not None:
            play.before(self)
        out = self.root / "out"
        words = [said for word in play.words for said in self._said(word, play)]
        self.said.update(words)
        with (
            (out / f"{play.name}.stdout").open("wb") as stdout,
            (out / f"{play.name}.stderr").open("wb") as stderr,
            subprocess.Popen(
                [sys.executable, "-m", *_program(play), *words],
                env=self._environment(play), stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            ) as process,
        ):  # fmt: skip
            self._watch(process, play.seconds)
        code = process.returncode
        if code not in play.codes:
            told = (out / f"{play.name}.stderr").read_text("utf-8", "replace")[-600:]
            raise AssertionError(f"{play.name} ended with {code}, not {set(play.codes)}: {told}")
        return code

    def one(self) -> Path:
        """The first good dossier; those that are refused have longer names."""
        return min(sorted(self.dossiers.glob("*/*.json")), key=lambda path: len(path.name))

    def _said(self, word: str, play: Play) -> list[str]:
        if word == "IN":
            return sorted(str(each) for each in self.dossiers.iterdir() if each.is_dir())
        if word == "ONE":
            return [str(self.one())]
        if word == "CARD":
            return [str(self.dossiers / "card.jpg")]
        if word == "QUEUE":
            return [self.queue]
        if word == "ID":
            return [_most_doubtful(self.root / play.home)]
        return [self.address if word == "URL" else word.replace("OUT/", f"{self.root}/out/")]

    def _environment(self, play: Play) -> Mapping[str, str]:
        return {
            **os.environ,
            settings.HOME: str(self.root / play.home),
            settings.PASSWORD: play.password,
            settings.NOW: clock.as_variable(USUAL),
            "TMPDIR": str(self.root / "tmp"),
            "COLUMNS": "200",
            CLUSTER_KEY: _QUEUES_KEY,
        }

    def _watch(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """What anybody on this machine may see of it while it runs."""
        own, ends = psutil.Process(process.pid), time.monotonic() + (seconds or math.inf)
        while True:
            if time.monotonic() > ends:
                # Asked once: a second time means at once.
                process.terminate()
                ends = math.inf
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
                self.seen["arguments"].update(set(each.cmdline()) - self.said)
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


def _program(play: Play) -> tuple[str, ...]:
    if play.plant:
        return ("tests.leaks.planted", *play.plant)
    return ("tests.leaks.crashing", play.crash) if play.crash else ("portal_bot",)


def _most_doubtful(home: Path) -> str:
    with reading(home) as journal:
        filings = sorted(
            journal.all(), key=lambda f: (f.state is not State.UNCERTAIN, not f.receipt)
        )
    return filings[0].id if filings else "PB-AAAAAAAAAA"


# A dossier's path is what the caller said; `docs/privacy.md` names it.
_PATH = re.compile(rb'"path": "(?:[^"\\]|\\.)*"')


def leaks(stage: Stage, dossiers: Iterable[CanaryDossier], places: Places) -> list[Leak]:
    """Every value of the dossiers that stands where the documents do not let it."""
    known = (canary for dossier in dossiers for canary in dossier.canaries)
    searcher = Searcher((*known, STRANGER))
    found: list[Leak] = []
    for place, content in stage.artefacts():
        if not places.may_hold(place):
            found += searcher.leaks(place, content)
    return found
