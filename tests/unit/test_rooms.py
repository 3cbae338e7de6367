"""A home is its user's alone: whatever the umask, whoever made it, wherever a link leads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import rooms, settings
from portal_bot.atomic_write import write_private
from portal_bot.batch.sent import SentLog
from portal_bot.errors import SetupError
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.journal import Filing, State
from portal_bot.journal.backup import back_up
from portal_bot.run.home import JOURNAL, home_secret, writing
from portal_bot.run.home_lock import held

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)


@pytest.fixture(params=[0o000, 0o022, 0o277, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def used_home(home: Path) -> Path:
    """One of each kind of file that a home holds."""
    settings.made_home(home)
    with held(home), writing(home) as journal:
        filing = journal.begin(journal.open(NEW))
        SentLog(home, home_secret(home)).note(filing)
        EvidenceFolder(home, "mock", "PB-A").keep_receipt(b"receipt", "html")
        write_private(home / "reports" / "one" / "batch.csv", "a")
        back_up(home / JOURNAL)
        # While it is open: SQLite's own files beside it, too.
        assert (home / f"{JOURNAL}-wal").exists()
        _insist_private(home)
    return home


def _insist_private(home: Path) -> None:
    for place in (home, *home.rglob("*")):
        wanted = (0o700,) if place.is_dir() else (0o600, 0o400)
        assert place.lstat().st_mode & 0o777 in wanted, place


def test_everything_in_a_home_is_its_owners_alone(umask: None, tmp_path: Path) -> None:
    used_home(tmp_path / "over" / "home")
    assert (tmp_path / "over").stat().st_mode & 0o777 == 0o700


def test_a_home_that_stood_open_is_closed_to_its_depth(tmp_path: Path) -> None:
    home = used_home(tmp_path / "home")
    for place in (home, *home.rglob("*")):
        place.chmod(0o777 if place.is_dir() else 0o644)
    settings.made_home(home)
    _insist_private(home)


@pytest.mark.parametrize("name", ["secret.key", "home-key.json", "log.txt", "ghi-chu"])
def test_a_pipe_in_a_home_keeps_nobody_waiting(name: str, tmp_path: Path) -> None:
    home = settings.made_home(tmp_path / "home")
    os.mkfifo(home / name, 0o600)
    with pytest.raises(SetupError, match=name):
        settings.made_home(home)


def test_a_folder_of_other_things_is_no_home_and_keeps_its_rights(tmp_path: Path) -> None:
    """A shared folder, a user's own, the disk itself: said in a home's place by mistake."""
    shared = tmp_path / "chung"
    for place in (shared, shared / "ho-so"):
        place.mkdir()
        place.chmod(0o755)
    (shared / "a.yaml").write_text("a")
    (shared / "a.yaml").chmod(0o644)
    rights = {place: place.stat().st_mode for place in (shared, *shared.iterdir())}
    with pytest.raises(SetupError, match=r"a\.yaml, ho-so"):
        settings.made_home(shared)
    # Nobody enters one that is closed, and what is in it is not ours to close.
    shared.chmod(0o700)
    settings.made_home(shared)
    assert {place: place.stat().st_mode for place in shared.iterdir()} == {
        place: mode for place, mode in rights.items() if place != shared
    }


@pytest.mark.parametrize("holds", [(), ("lost+found",), ("settings.toml", "kenh.toml"), ("work",)])
def test_a_new_home_may_be_an_open_folder(holds: tuple[str, ...], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(0o755)
    for name in holds:
        (home / name).write_text("")
    settings.made_home(home)
    assert home.stat().st_mode & 0o777 == 0o700


def test_another_users_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    with pytest.raises(SetupError, match=r"của người dùng khác.*không đọc, không ghi"):
        settings.made_home(tmp_path)


@pytest.mark.parametrize("name", [JOURNAL, "secret.key", "sent.log", "evidence", "reports", "x"])
def test_a_link_in_a_home_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    home = settings.made_home(tmp_path / "home")
    (home / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetupError, match=f"{name} là một liên kết"):
        settings.made_home(home)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("deep", [("evidence", "mock"), ("evidence", "mock", "PB-A")])
def test_a_link_on_the_way_to_evidence_is_refused(tmp_path: Path, deep: tuple[str, ...]) -> None:
    elsewhere = rooms.room(tmp_path, "elsewhere")
    home = settings.made_home(tmp_path / "home")
    rooms.room(home, *deep[:-1])
    home.joinpath(*deep).symlink_to(elsewhere)
    with pytest.raises(SetupError, match="là một liên kết"):
        EvidenceFolder(home, "mock", "PB-A")
    assert not list(elsewhere.iterdir())


def test_a_home_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    real = rooms.private_dir(tmp_path / "real")
    (tmp_path / "home").symlink_to(real)
    with pytest.raises(SetupError, match=r"home là một liên kết.*--home hay PORTAL_BOT_HOME"):
        settings.made_home(tmp_path / "home")


def test_what_a_person_put_there_to_be_read_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "roster.yaml").write_text("")
    home = settings.made_home(tmp_path / "home")
    (home / "roster.yaml").symlink_to(tmp_path / "roster.yaml")
    assert settings.made_home(home) == home


def test_nothing_is_written_through_a_link_that_came_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    home = settings.made_home(tmp_path / "home")
    (home / "sent.log").symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match=r"sent\.log"):
        rooms.append(home / "sent.log", b"line")
    write_private(home / "secret.key", b"s" * 32)
    assert (tmp_path / "victim").read_text() == "mine"
