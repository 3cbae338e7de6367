"""A home's key: made once, found again, never replaced; no key, no word in the clear."""

from __future__ import annotations

import json
from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

from portal_bot import rooms, settings
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, JournalAltered, State
from portal_bot.run.home import reading, writing
from portal_bot.strongbox import CARD
from portal_bot.strongbox.box import Strongbox, box_of
from portal_bot.strongbox.home_key import SERVICE, home_key, known_key, restore
from portal_bot.strongbox.locking import NotOpened, new_key

NAME = "Nguyễn Thị Kín"
FILING = Filing(
    "PB-A", "key-a", "mock", "birth_registration", f"/ho-so/{NAME}.yaml", "hash-1", State.NEW
)


class Ring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, text: str) -> None:
        self.kept[service, user] = text


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keyring, "get_password", made.get_password)
    monkeypatch.setattr(keyring, "set_password", made.set_password)
    return made


def test_it_is_kept_in_the_keyring_and_in_no_file(ring: Ring, tmp_path: Path) -> None:
    made = home_key(tmp_path)
    assert (made.kept, list(ring.kept)) == ("keyring", [(SERVICE, made.id)])
    assert known_key(tmp_path).key == made.key
    [text] = ring.kept.values()
    assert not [f for f in tmp_path.rglob("*") if f.is_file() and text.encode() in f.read_bytes()]


def test_without_a_keyring_it_lies_in_the_home_and_is_said_to(tmp_path: Path) -> None:
    made = home_key(tmp_path)
    assert made.kept == "file"
    assert (tmp_path / "home.key").stat().st_mode & 0o777 == 0o600
    assert json.loads((tmp_path / CARD).read_text())["kept"] == "file"


def test_a_keyring_that_keeps_nothing_is_none(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "set_password", lambda *_: None)
    assert home_key(tmp_path).kept == "file"


def test_the_variable_goes_first_and_leaves_nothing_behind(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.HOME_KEY, new_key())
    assert home_key(tmp_path).kept == "variable"
    assert not ring.kept
    assert not (tmp_path / "home.key").exists()


def _locked(home: Path) -> Strongbox:
    box = Strongbox(home)
    box.keep(home / "evidence" / "mock" / "PB-A" / "a.html", NAME.encode(), "PB-A")
    return Strongbox(home)


@pytest.mark.parametrize("given", [None, "new", "no key"])
def test_a_key_that_is_lost_or_another_is_refused_and_none_is_made(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    box = _locked(tmp_path)
    ring.kept.clear()
    if given is not None:
        monkeypatch.setenv(settings.HOME_KEY, new_key() if given == "new" else given)
    before = sorted(tmp_path.rglob("*"))
    for do in (
        lambda: box.read(tmp_path / "evidence" / "mock" / "PB-A" / "a.html"),
        lambda: box.keep(tmp_path / "evidence" / "mock" / "PB-B" / "b.html", b"b", "PB-B"),
        lambda: home_key(tmp_path),
    ):
        with pytest.raises(SetupError, match=r"khóa.*docs/giu-va-xoa\.md"):
            do()
    assert not ring.kept
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == {p for p in before if p.is_file()}


def test_a_keyring_that_fails_is_no_reason_for_a_new_key(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home_key(tmp_path)

    def none(*_: str) -> None:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", none)
    with pytest.raises(SetupError, match="kho khóa của máy không mở được"):
        home_key(tmp_path)
    assert not (tmp_path / "home.key").exists()


def test_a_lost_card_is_told_with_its_copy(tmp_path: Path) -> None:
    box = _locked(tmp_path)
    (tmp_path / CARD).unlink()
    with pytest.raises(SetupError, match=r"backups/home-key\.json"):
        box.read(tmp_path / "evidence" / "mock" / "PB-A" / "a.html")


@pytest.mark.parametrize("filing", ["../PB", "", "PB/A", "PB A", ".hidden"])
def test_no_key_is_called_like_a_path(tmp_path: Path, filing: str) -> None:
    with pytest.raises(ValueError, match="names no filing"):
        Strongbox(tmp_path).cover(filing, "x")


def test_a_destroyed_key_opens_nothing_anywhere(tmp_path: Path) -> None:
    box = _locked(tmp_path)
    covered = box.cover("PB-A", NAME)
    assert box.uncover("PB-A", covered) == NAME
    box.keys.destroy("PB-A")
    for other in (box, Strongbox(tmp_path)):
        with pytest.raises(NotOpened):
            other.uncover("PB-A", covered)
        with pytest.raises(NotOpened):
            other.read(tmp_path / "evidence" / "mock" / "PB-A" / "a.html")


def test_no_word_of_the_journal_lies_in_the_clear_and_all_of_it_is_read(tmp_path: Path) -> None:
    with writing(tmp_path) as journal:
        filing = journal.begin(journal.open(FILING))
        journal.note(filing, "office_state", {"state": "x", "reason": NAME})
    for file in (f for f in tmp_path.rglob("*") if f.is_file()):
        assert NAME.encode() not in file.read_bytes(), file
    with reading(tmp_path) as journal:
        assert [f.path for f in journal.all()] == [FILING.path]
        assert journal.history("PB-A")[-1]["reason"] == NAME
        assert journal.unsound() == frozenset()


@pytest.mark.parametrize("lost", ["gone", "another's"])
def test_a_filing_whose_key_is_lost_is_never_filed_again(tmp_path: Path, lost: str) -> None:
    with writing(tmp_path) as journal:
        journal.note(journal.begin(journal.open(FILING)), "looked", {"numbers": []})
        journal.open(Filing("PB-B", "key-b", "mock", "x", "b.yaml", "hash", State.NEW))
    keys = tmp_path / "keys"
    (keys / "PB-A.key").unlink()
    if lost == "another's":
        (keys / "PB-B.key").rename(keys / "PB-A.key")
    box_of.cache_clear()
    with writing(tmp_path) as journal:
        told = journal.by_id("PB-A")
        assert told is not None
        assert (told.path, told.altered) == ("PB-A", True)
        with pytest.raises(JournalAltered, match="bị sửa từ bên ngoài"):
            journal.begin(told)


def test_one_run_reads_several_homes_each_with_its_own_key(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = [rooms.room(tmp_path, name) for name in ("one", "two")]
    keys = [home_key(home) for home in homes]
    text = ring.kept.pop((SERVICE, keys[1].id))
    with pytest.raises(SetupError, match="không có khóa"):
        known_key(homes[1])
    assert restore(homes[1], f"{text}\n") == "keyring"
    monkeypatch.setenv(settings.HOME_KEY, text)
    assert [known_key(home).key for home in homes] == [key.key for key in keys]
    with pytest.raises(SetupError, match="không phải khóa của thư mục"):
        restore(homes[0], text)
