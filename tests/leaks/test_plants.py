"""A leak planted in each play: silent where the redactor is, and found by the gate where not."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from portal_bot import clock, settings
from portal_bot.journal import Fault, State
from portal_bot.run.home import writing
from tests.leaks.canary import CanaryDossier, canary, sample
from tests.leaks.elsewhere import keeps_the_queue
from tests.leaks.places import DOCUMENT, Places
from tests.leaks.planted import SAID, UNDONE
from tests.leaks.playing import Stage, leaks
from tests.leaks.plays import AFTERWARDS, ONLINE, QUEUED, chosen
from tests.leaks.spelled import Leak
from tests.support.kept_home import NEW, filed
from tests.support.mock import MockPortal
from tests.support.postgres import Server

SLUG = "birth_registration"
WITHOUT_A_PORTAL = ("card", "resolve", "open", "export", "verify", "key-change", "purge")
QUEUE = ("queue-submit", "queue-status")
WITH_ONE = ("supplement", "notices", "register", "queue-worker")
# Where the gate finds what is said: on the two streams and in the report of a bug.
SEEN = frozenset(("out/{}.stdout", "out/{}.stderr", "/bugs/"))
# What is printed there is handed out.
HANDED_OUT = {"register": "out/{}.stdout"}
# It never has a citizen's name in hand: there is nothing to redact by.
BLIND = {"key-change"}


class Playground(Stage):
    """A stage on which each mutant finds the homes as they were made."""

    server: Server | None = None

    def keep(self) -> None:
        """From here on they are as made, and the queue with them."""
        shutil.copytree(self.root, self._made)
        if self.server is not None:
            self.server.database("made", like="planted")

    def as_made(self) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(self._made, self.root)
        if self.server is not None:
            self.server.database("planted", like="made")

    @property
    def _made(self) -> Path:
        return self.root.with_name("as-made")

    def found(self, dossier: CanaryDossier) -> set[str]:
        """The places in which the gate finds anything."""
        return {leak.where for leak in self.searched(dossier)}

    def searched(self, dossier: CanaryDossier) -> list[Leak]:
        return leaks(self, [dossier], Places.told())

    def mutant(self, plant: str, how: str, like: str, *more: str) -> str:
        """Plays the play of that name with the plant in it; returns its own name."""
        [play] = chosen((*AFTERWARDS, *QUEUED), [like])
        name = f"{like}-{how}"
        every = frozenset(range(256))
        self.play(replace(play, name=name, plant=(plant, how), codes=every,
                          words=(*play.words, *more)))  # fmt: skip
        return name

    def insist_red(self, name: str, dossier: CanaryDossier) -> None:
        """What is said in a play is nowhere with the redactor, and everywhere without."""
        if name not in BLIND:
            self.mutant(name, "redacted", name)
            assert [str(leak) for leak in self.searched(dossier)] == [], name
            self.as_made()
        own = self.mutant(name, "bare", name)
        found = self.found(dossier)
        for place in SEEN - {HANDED_OUT.get(name)}:
            assert any(place.format(own) in where for where in found), (name, place, found)
        self.as_made()


@pytest.fixture
def stage(tmp_path: Path) -> Playground:
    return Playground(tmp_path / "stage", "http://127.0.0.1:9")


@pytest.fixture
def dossier(stage: Playground) -> CanaryDossier:
    place = stage.dossiers / SLUG
    place.mkdir()
    return canary(sample(SLUG), place)


def _kept(stage: Playground, dossier: CanaryDossier) -> None:
    """Homes in which the dossier was filed, and one in which nobody knows whether it was."""
    filing = replace(NEW, path=str(dossier.path))
    for home in ("home", "home2"):
        filed(stage.root / home, filing, dossier.path.stem)
    with writing(settings.made_home(stage.root / "home3")) as journal:
        intended = journal.intend(
            journal.begin(journal.open(filing)), click_deadline=clock.now(UTC)
        )
        journal.set_aside(intended, State.UNCERTAIN, Fault("uncertain", "không rõ"))
    stage.keep()


def test_a_leak_in_what_comes_afterwards_is_found(
    stage: Playground, dossier: CanaryDossier
) -> None:
    _kept(stage, dossier)
    for name in WITHOUT_A_PORTAL:
        stage.insist_red(name, dossier)
    # What each keeps in a place of its own.
    stage.mutant("rows-in-clear", "redacted", "resolved", "--offline")
    assert "home3/journal.sqlite3!filings.path" in stage.found(dossier)
    stage.as_made()
    stage.mutant("copies-left", "redacted", "export")
    assert any(place.startswith("tmp/") for place in stage.found(dossier))


def test_a_leak_in_the_queue_is_found(
    stage: Playground, dossier: CanaryDossier, server: Server, mock: MockPortal
) -> None:
    stage.address, stage.queue = mock.address, server.database("planted")
    stage.keep()
    for name in QUEUE:
        stage.insist_red(name, dossier)
    keeps_the_queue(stage)
    assert stage.found(dossier) == set()
    stage.queue = server.database("planted")
    stage.mutant("queue-in-clear", "redacted", "queue-submit")
    keeps_the_queue(stage)
    assert "processes/queue portal_bot.dossiers" in stage.found(dossier)


@pytest.mark.thorough
@pytest.mark.browser
def test_a_leak_in_a_play_with_a_portal_is_found(
    stage: Playground, dossier: CanaryDossier, server: Server, mock: MockPortal
) -> None:
    stage.address, stage.queue, stage.server = mock.address, server.database("planted"), server
    for play in chosen((*ONLINE, *QUEUED), ("submit", "queue-submit")):
        stage.play(replace(play, codes=play.codes | {0}))
    stage.keep()
    for name in WITH_ONE:
        stage.insist_red(name, dossier)
    stage.mutant("notices-file", "redacted", "notices")
    assert "out/notices.txt" in stage.found(dossier)


def test_the_table_of_the_document_is_what_is_proved_here() -> None:
    _, _, section = DOCUMENT.read_text("utf-8").partition("\n## Leaks that were planted\n")
    rows = re.findall(r"^\| `([a-z-]+)` \|", section.partition("\n## ")[0], re.MULTILINE)
    assert rows == [*SAID, *UNDONE]
    assert set(SAID) == {*WITHOUT_A_PORTAL, *QUEUE, *WITH_ONE}
