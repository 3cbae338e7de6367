"""A home's key is changed in place: the new one opens all, the old one nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.errors import SetupError
from portal_bot.evidence import manifest
from portal_bot.evidence.manifest import MANIFEST
from portal_bot.keeping import key_change
from portal_bot.keeping.key_change import change_key
from portal_bot.keeping.verify import verify
from portal_bot.strongbox.box import Strongbox, box_of
from portal_bot.strongbox.home_key import as_text, home_key, known_key
from portal_bot.strongbox.locking import NotOpened, new_key
from tests.support.kept_home import WHO, as_made, made_kept
from tests.unit.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("on_the_machines_day")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_kept(tmp_path_factory.mktemp("changed"))


@pytest.fixture
def home(made: Path) -> Path:
    return as_made(made)


def proof(home: Path, filing: str = "PB-A") -> Path:
    return home / "evidence" / "mock" / filing / "proof.html"


def test_the_new_key_opens_all_and_the_old_one_nothing(home: Path, call: Call) -> None:
    old = known_key(home)
    said = call("key", "--change", "--json")
    assert said.code == 0
    assert "hủy bản khóa cũ" in said.err
    new = known_key(home)
    assert said.json == {"id": new.id, "kept": "file"}
    assert new.id != old.id
    assert WHO.encode() in box_of(home).read(proof(home))
    for file in (home / "keys").glob("*.key"):
        with pytest.raises(NotOpened):
            old.lock.open(file.read_bytes(), f"keys/{file.stem}")
    for file in (file for file in home.rglob("*") if file.is_file()):
        assert as_text(old).encode() not in file.read_bytes(), file
    assert call("verify").code == 0
    assert call("open", "PB-B").code == 0
    # Another time, as easily.
    assert call("key", "--change").code == 0
    assert verify(home).faults == []


STEPS: dict[str, str] = {
    "before the first key": "wrapped_anew",
    "before lists are signed": "_sign",
    "between two lists": "noted",
    "before the key is in its place": "write_card",
    "before the old one is forgotten": "forget_in_keyring",
}


@pytest.mark.parametrize("step", STEPS)
def test_one_that_was_killed_is_ended_by_the_next_and_nothing_is_done_before(
    home: Path, call: Call, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = known_key(home)
    _kill_at(monkeypatch, STEPS[step], 5 if step == "before the first key" else 1)
    with pytest.raises(KeyboardInterrupt):
        change_key(home)
    monkeypatch.undo()
    monkeypatch.setenv(settings.HOME, str(home))
    box_of.cache_clear()
    with pytest.raises(SetupError, match="key --change"):
        known_key(home)
    with pytest.raises(SetupError, match="key --change"):
        Strongbox(home).read(proof(home))
    assert call("key", "--change").code == 0
    assert known_key(home).id != old.id
    assert verify(home).faults == []
    assert not list(home.glob("*.next"))


def _kill_at(monkeypatch: pytest.MonkeyPatch, name: str, time: int) -> None:
    real: Callable[..., object] = getattr(key_change, name)
    calls = 0

    def killed(*given: object) -> object:
        nonlocal calls
        calls += 1
        if calls == time:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(key_change, name, killed)


def test_what_other_hands_changed_is_not_signed_by_it(home: Path, call: Call) -> None:
    listed = proof(home, "PB-A").with_name(MANIFEST)
    listed.write_text(listed.read_text().replace("record.jpg", "recorb.jpg"))
    (home / "reports" / "20261122" / "batch.csv").write_text("PB-X")
    before = {(fault.what, fault.where) for fault in verify(home).faults}
    assert call("key", "--change").code == 0
    assert before <= {(fault.what, fault.where) for fault in verify(home).faults}


def test_an_older_list_is_not_signed_as_the_newest(home: Path, call: Call) -> None:
    """Whoever has the old key signs lists with it; the journal knows which was the last."""
    folder = proof(home).parent
    (folder / "record.jpg.sealed").unlink()
    manifest.write(folder, "PB-A", known_key(home).signing_seed)
    assert call("key", "--change").code == 0
    assert {fault.what for fault in verify(home).faults} >= {"older"}


def test_a_filings_key_that_does_not_open_stops_it_before_anything_is_changed(
    home: Path, call: Call
) -> None:
    shutil.copy(home / "keys" / "PB-B.key", home / "keys" / "PB-A.key")
    old = known_key(home)
    said = call("key", "--change")
    assert said.code == 12
    assert "PB-A.key" in said.err
    assert known_key(home) == old


def test_a_key_in_a_variable_ends_in_a_file_that_says_so(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = settings.made_home(tmp_path / "home")
    monkeypatch.setenv(settings.HOME, str(home))
    monkeypatch.setenv(settings.HOME_KEY, new_key())
    assert home_key(home).kept == "variable"
    Strongbox(home).keep(home / "evidence" / "mock" / "PB-A" / "a.html", b"a", "PB-A")
    said = call("key", "--change", "--json")
    assert (said.code, said.json["kept"]) == (0, "file")
    assert "PORTAL_BOT_HOME_KEY" in said.err
    monkeypatch.setenv(settings.HOME_KEY, as_text(known_key(home)))
    (home / "home.key").unlink()
    assert known_key(home).kept == "variable"
