"""A slice of `make leaks`: one procedure, each kind of failure once, every byte searched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.leaks.canary import CanaryDossier, canary, sample
from tests.leaks.places import Places
from tests.leaks.playing import Stage, leaks
from tests.leaks.plays import AFTERWARDS, OFFLINE, ONLINE, chosen, set_the_stage
from tests.support.mock import MockPortal

SLUG = "birth_registration"
PLAYED = frozenset(
    (
        *("check", "check-crash", "wrong-password", "crash-filing", "submit"),
        *("status-json", "status-html"),
    )
)


@pytest.fixture
def dossier(tmp_path: Path) -> CanaryDossier:
    place = tmp_path / "in" / SLUG
    place.mkdir(parents=True)
    made = canary(sample(SLUG), place)
    set_the_stage([made], place.parent)
    return made


@pytest.mark.browser
def test_no_value_is_left_where_none_may_be(
    mock: MockPortal, tmp_path: Path, dossier: CanaryDossier
) -> None:
    stage = Stage(tmp_path, mock.address)
    for play in chosen((*OFFLINE, *ONLINE, *AFTERWARDS), PLAYED):
        stage.play(play)
    assert [str(leak) for leak in leaks(stage, [dossier], Places.told())] == []
    # It was filed, and evidence of it is kept, locked: that the search finds things, mutants show.
    [stored] = mock.submissions()
    assert stored["procedure"] == SLUG
    assert list(tmp_path.glob("home/**/proof*.sealed"))
    assert list(tmp_path.glob("home/traces/*.zip"))


@pytest.mark.parametrize("place", ["home/log.txt", "out/a.xml", "tmp/nguoi-dan.json", "home/x.zip"])
def test_the_gate_is_red_on_a_value_that_is_planted(
    place: str, tmp_path: Path, dossier: CanaryDossier
) -> None:
    stage = Stage(tmp_path, "")
    name = next(each.value for each in dossier.canaries if each.is_name)
    assert leaks(stage, [dossier], Places.told()) == []
    _plant(tmp_path / place, name)
    stage.seen["arguments"].add(f"--for={name}")
    found = {leak.where for leak in leaks(stage, [dossier], Places.told())}
    assert "processes/arguments" in found
    assert any(where.startswith(place) for where in found)


def _plant(path: Path, text: str) -> None:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", text)
    else:
        path.write_text(f"of {text}", "utf-8")
