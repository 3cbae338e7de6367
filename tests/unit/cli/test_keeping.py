"""Kept, checked, handed over, destroyed: as whoever sits at the terminal does it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import clock, settings
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.evidence.manifest import MANIFEST, chained, read
from portal_bot.filing.keep import Keeper
from portal_bot.intake.scans.copies import destroy_copy
from portal_bot.journal import Fault, Receipt, State
from portal_bot.journal.covering import SEALED_EVIDENCE
from portal_bot.keeping.purge import purge
from portal_bot.keeping.verify import verify
from portal_bot.portals.profile import load
from portal_bot.run.home import JOURNAL, reading, writing
from portal_bot.strongbox.box import box_of
from tests.support.kept_home import (
    ID_NUMBER,
    NEW,
    NUMBERS,
    OTHER,
    WHO,
    as_made,
    made_kept,
)
from tests.unit.cli.conftest import Call

# How old something is, the machine's own clock says.
pytestmark = pytest.mark.usefixtures("on_the_machines_day")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def home(made: Path) -> Path:
    return as_made(made)


def evidence(home: Path, name: str, filing: str = "PB-A") -> Path:
    return home / "evidence" / "mock" / filing / name


def kinds(home: Path) -> set[tuple[str, str]]:
    """What is wrong, and where."""
    return {(fault.what, Path(fault.where).name) for fault in verify(home).faults}


def test_what_was_kept_is_whole(home: Path, call: Call) -> None:
    said = call("verify")
    assert (said.code, said.err) == (0, "")
    assert "2 hồ sơ, 21 tệp đã giữ: nguyên vẹn" in said.out


def _bent(file: Path) -> None:
    file.chmod(0o600)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


PIECES = [
    *("proof.html", "citizen.html", "record.jpg", "receipt.html", "handed-in.json"),
    "journal.json",
]


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("act", ["changed", "missing", "another's", "added"])
def test_each_piece_that_other_hands_touched_is_named(home: Path, name: str, act: str) -> None:
    file = evidence(home, f"{name}.sealed")
    if act == "changed":
        _bent(file)
    elif act == "missing":
        file.unlink()
    elif act == "another's":
        file.chmod(0o600)
        shutil.copy(evidence(home, f"{name}.sealed", "PB-B"), file)
    else:
        shutil.copy(file, file.with_name(f"moi-{file.name}"))
    told = {"another's": "changed"}.get(act, act)
    assert kinds(home) == {(told, f"moi-{file.name}" if act == "added" else file.name)}


def _reordered(told: dict[str, object]) -> None:
    pieces = told["pieces"]
    assert isinstance(pieces, list)
    pieces[0], pieces[1] = pieces[1], pieces[0]


def _rechained(told: dict[str, object]) -> None:
    """By somebody who knows how, but has not the key."""
    pieces = told["pieces"]
    assert isinstance(pieces, list)
    pieces.pop()
    listed = read(Path(str(told.pop("folder"))))
    assert listed is not None
    told["head"] = chained("PB-A", listed.pieces[:-1])


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (_reordered, {("reordered", MANIFEST), ("older", MANIFEST)}),
        (
            _rechained,
            {("unsigned", MANIFEST), ("older", MANIFEST), ("added", "record.jpg.sealed")},
        ),
    ],
)
def test_a_list_that_was_written_anew_is_noticed(
    home: Path, change: Callable[[dict[str, object]], None], wanted: set[tuple[str, str]]
) -> None:
    file = evidence(home, MANIFEST)
    told = json.loads(file.read_text())
    if change is _rechained:
        told["folder"] = str(file.parent)
    change(told)
    told.pop("folder", None)
    file.write_text(json.dumps(told))
    assert kinds(home) == wanted


def test_an_older_list_with_its_pieces_is_not_taken_for_the_newest(
    home: Path, tmp_path: Path
) -> None:
    folder = EvidenceFolder(home, "mock", "PB-A")
    before = shutil.copytree(folder.path, tmp_path / "before")
    with writing(home) as journal:
        filing = journal.by_id("PB-A")
        assert filing is not None
        folder.keep_differences([{"place": "1"}])
        journal.note(filing, SEALED_EVIDENCE, {"manifest": folder.seal()})
    assert kinds(home) == set()
    shutil.rmtree(folder.path)
    shutil.copytree(before, folder.path)
    assert kinds(home) == {("older", MANIFEST)}


def test_a_folder_that_is_gone_or_a_strangers_is_named(home: Path) -> None:
    shutil.move(evidence(home, "").parent / "PB-B", evidence(home, "").parent / "PB-X")
    assert kinds(home) == {("missing", MANIFEST), ("added", "PB-X")}


def test_results_keys_and_clicks_are_looked_at_too(home: Path) -> None:
    _bent(home / "results" / "mock" / NUMBERS["PB-A"] / "giay.pdf.sealed")
    (home / "results" / "mock" / NUMBERS["PB-B"] / "giay.pdf.sealed").unlink()
    assert kinds(home) == {("changed", "giay.pdf.sealed"), ("missing", "giay.pdf.sealed")}
    lines = (home / "sent.log").read_text().splitlines()
    (home / "sent.log").write_text("\n".join(lines[:-1]))
    assert ("missing", "sent.log") in kinds(home)
    (home / "keys" / "PB-A.key").unlink()
    box_of.cache_clear()
    assert ("key", "PB-A") in kinds(home)


COLUMNS = (
    *("key", "portal", "procedure", "path", "content_hash", "state", "attempts", "intent"),
    *("receipt", "verified", "fault", "evidence", "changed_at", "due", "account", "marks"),
    *("head", "mac"),
)


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_of_the_journal_is_named(home: Path, column: str) -> None:
    value = {"state": "failed", "attempts": 9, "verified": 0}.get(column, "x")
    with closing(sqlite3.connect(home / JOURNAL)) as db, db:
        db.execute(f"UPDATE filings SET {column} = ? WHERE id = 'PB-A'", (value,))
    told = [fault for fault in verify(home).faults if fault.where == "PB-A"]
    assert told
    assert f"cột {column}" in told[0].words


@pytest.mark.parametrize(
    ("column", "value"), [("attempt", 7), ("at", "2020-01-01"), ("kind", "x"), ("detail", "{}")]
)
def test_each_part_of_a_history_is_named(home: Path, column: str, value: str | int) -> None:
    with closing(sqlite3.connect(home / JOURNAL)) as db, db:
        db.execute(
            f"UPDATE events SET {column} = ? WHERE filing = 'PB-A' AND kind = 'intent'", (value,)
        )
    told = [fault for fault in verify(home).faults if fault.where == "PB-A"]
    assert f"dòng lịch sử 3 ({column})" in told[0].words


def test_without_its_key_a_home_is_still_checked(home: Path) -> None:
    (home / "home.key").unlink()
    box_of.cache_clear()
    verdict = verify(home)
    assert (verdict.faults, len(verdict.remarks)) == ([], 1)
    _bent(evidence(home, "proof.html.sealed"))
    assert kinds(home) == {("changed", "proof.html.sealed")}


ASKED = {
    "--person": ["--person", ID_NUMBER],
    "asked for": ["--person", "-"],
    "person": [ID_NUMBER],
    "id": ["PB-A"],
    "number": [NUMBERS["PB-A"]],
}


@pytest.mark.parametrize("how", ASKED)
def test_what_is_held_is_handed_over(
    home: Path, call: Call, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{WHO}\n"))
    asked = ASKED[how]
    to = tmp_path / "giao.zip"
    said = call("export", *asked, "--out", to)
    assert (said.code, said.err) == (0, "")
    with zipfile.ZipFile(to) as archive:
        names = {Path(name).name for name in archive.namelist()}
        assert names == {*PIECES, "lich-su.json", "ket-qua-giay.pdf", "doc-truoc.txt"}
        every = b"".join(archive.read(name) for name in archive.namelist())
    assert WHO.encode() in every
    assert OTHER.encode() not in every
    assert to.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("giao")] == ["giao.zip"]
    assert call("export", *asked, "--out", to).code == 2


def test_a_folder_that_holds_something_is_not_written_into(
    home: Path, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "co").mkdir()
    (tmp_path / "co" / "a").touch()
    assert call("export", "PB-A", "--out", tmp_path / "co").code == 2
    assert call("export", "PB-A", "--out", tmp_path / "moi").code == 0
    assert WHO in (tmp_path / "moi" / NUMBERS["PB-A"] / "PB-A" / "receipt.html").read_text()
    # Nor is anybody's file in the way taken, or the home told in the clear what it keeps locked.
    (tmp_path / "giao.part").write_text("của tôi")
    assert call("export", "PB-A", "--out", tmp_path / "giao.zip").code == 0
    assert (tmp_path / "giao.part").read_text() == "của tôi"
    (tmp_path / "lac.zip").symlink_to(tmp_path / "khong-co")
    assert call("export", "PB-A", "--out", tmp_path / "lac.zip").code == 2
    assert call("export", "PB-A", "--out", home / "evidence" / "moi").code == 2
    assert call("purge", "--older-than", "9" * 12, "--yes").code == 2


@pytest.mark.parametrize("person", [WHO, "nguyễn  thị KÍN", "054 085 000 018"])
def test_who_withdraws_consent_is_forgotten_and_nobody_else(
    home: Path, call: Call, person: str
) -> None:
    said = call("purge", "--person", person, "--yes", "--json")
    assert (said.code, said.json["purged"]) == (0, ["PB-A"])
    for file in (f for f in home.rglob("*") if f.is_file()):
        assert WHO.encode() not in file.read_bytes(), file
    assert not evidence(home, "").exists()
    assert not (home / "keys" / "PB-A.key").exists()
    assert not list((home / "scans").iterdir())
    assert not (home / "reports" / "20261122" / "batch.csv").exists()
    assert not (home / "fingerprints" / "mock" / "PB-A.json.sealed").exists()
    assert call("verify").code == 0
    assert call("open", "PB-B").code == 0
    # It is known as filed all the same, by its key.
    with writing(home) as journal:
        again = journal.open(NEW)
        assert (again.state, again.is_over) == (State.VERIFIED, True)
        assert again.receipt == Receipt(NUMBERS["PB-A"])
        assert (again.path, again.content_hash) == ("PB-A", NEW.content_hash)
    assert call("purge", "--person", person, "--yes", "--json").json["purged"] == []


def test_what_was_destroyed_is_not_kept_again_when_its_file_is_named_once_more(
    home: Path, call: Call
) -> None:
    call("purge", "--person", WHO, "--yes")
    with writing(home) as journal:
        desk: Any = SimpleNamespace(home=home, portal=load("mock"), journal=journal)
        ready: Any = SimpleNamespace(sensitive=frozenset(), exceptions=())
        known = journal.open(NEW)
        request: Any = SimpleNamespace(reference="PB-A")
        Keeper(desk, ready, request).summarise(known)
    assert not list(evidence(home, "").iterdir())
    assert call("purge", "--person", WHO, "--yes", "--json").json["purged"] == []


def test_no_copy_of_the_journal_brings_it_back(home: Path, call: Call) -> None:
    call("purge", "--person", WHO, "--yes")
    [copy] = (home / "backups").glob("journal-*")
    shutil.copy(copy, home / JOURNAL)
    box_of.cache_clear()
    with reading(home) as journal:
        filing = journal.by_id("PB-A")
        assert filing is not None
        # Its own id stands for what cannot be read; that it was filed still can be.
        assert (filing.path, filing.altered, filing.is_received) == ("PB-A", True, True)


@pytest.mark.parametrize(
    ("asked", "purged"),
    [
        (["--older-than", "30"], []),
        (["--older-than", "0"], ["PB-A", "PB-B"]),
        (["--state", "failed"], []),
        (["--state", "verified", "--person", OTHER], ["PB-B"]),
        (["--person", "người không có ở đây"], []),
    ],
)
def test_what_is_meant_goes_and_no_more(
    home: Path, call: Call, asked: list[str], purged: list[str]
) -> None:
    assert call("purge", *asked, "--yes", "--json").json["purged"] == purged


# Nobody answers at the test's stdin: it is empty.
@pytest.mark.parametrize("asked", [[], ["--state", "xong"], ["--person", "An"], ["--person", "-"]])
def test_what_is_asked_for_wrongly_destroys_nothing(
    home: Path, call: Call, asked: list[str]
) -> None:
    assert call("purge", *asked, "--yes").code == 2
    assert call("verify").code == 0
    assert evidence(home, "proof.html.sealed").exists()


def test_nothing_goes_unless_somebody_says_yes(home: Path, call: Call) -> None:
    said = call("purge", "--older-than", "0")
    assert said.code == 30
    assert "PB-A" in said.out
    assert evidence(home, "proof.html.sealed").exists()


def test_what_is_still_open_stays_and_is_told(home: Path, call: Call) -> None:
    with writing(home) as journal:
        begun = journal.begin(journal.open(replace(NEW, id="PB-C", key="key-c")))
        intended = journal.intend(begun, click_deadline=clock.now(UTC))
        journal.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", WHO))
    said = call("purge", "--person", WHO, "--yes", "--json")
    assert said.code == 30
    assert (said.json["purged"], [each["id"] for each in said.json["kept"]]) == (["PB-A"], ["PB-C"])
    assert "resolve" in said.json["kept"][0]["why"]


def test_one_that_was_killed_halfway_is_ended_by_the_next(
    home: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("portal_bot.keeping.purge.shutil.rmtree", killed)
    with writing(home) as journal:
        filing = journal.by_id("PB-A")
        assert filing is not None
        with pytest.raises(KeyboardInterrupt):
            purge(home, journal, filing, why="age")
    monkeypatch.undo()
    monkeypatch.setenv(settings.HOME, str(home))
    monkeypatch.setattr("sys.stdin", StringIO())
    assert call("purge", "--older-than", "0", "--yes", "--json").json["purged"] == ["PB-A", "PB-B"]
    assert not evidence(home, "").exists()
    assert call("verify").code == 0


def test_a_dossier_that_was_never_filed_may_be_filed_after_it_was_purged(
    home: Path, call: Call
) -> None:
    fresh = replace(NEW, id="PB-D", key="key-d")
    with writing(home) as journal:
        begun = journal.begin(journal.open(fresh))
        journal.set_aside(begun, State.FAILED, Fault("portal_unavailable", f"{WHO}: cổng hỏng"))
    with clock.at(clock.now() + timedelta(days=800)):
        assert "PB-D" in call("purge", "--older-than", "730", "--yes", "--json").json["purged"]
    with writing(home) as journal:
        again = journal.open(fresh)
        assert again.path == fresh.path
        assert journal.begin(again).attempts == 2
        assert journal.unsound() == frozenset()
        journal.note(journal.by_id("PB-D") or again, "looked", {"who": WHO})
        assert journal.history("PB-D")[-1]["who"] == WHO


def test_a_key_is_put_away_and_brought_back(
    home: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = call("key", "--show", "--json").json
    assert told["kept"] == "file"
    assert told["key"] not in call("key").out
    (home / "home.key").unlink()
    box_of.cache_clear()
    assert call("open", "PB-A").code == 12
    monkeypatch.setenv(settings.HOME_KEY, told["key"])
    box_of.cache_clear()
    assert call("open", "PB-A").code == 0


def test_what_is_opened_is_whole_and_the_newest(home: Path, call: Call) -> None:
    [file] = call("open", NUMBERS["PB-A"], "--what", "result", "--json").json["filings"][0]["files"]
    assert hashlib.sha256(Path(file).read_bytes()).digest() == hashlib.sha256(WHO.encode()).digest()
    assert Path(file).is_relative_to(home)
    assert Path(file).stat().st_mode & 0o077 == 0
    assert call("open", "PB-A", "--what", "x").code == 2


def test_a_copy_that_is_destroyed_is_gone_with_its_key(home: Path) -> None:
    destroy_copy(home, home / "scans" / "0123456789abcdef")
    assert not (home / "keys" / "scan-0123456789abcdef.key").exists()


def test_what_was_filed_is_told_without_the_key_too(home: Path, call: Call) -> None:
    (home / "home.key").unlink()
    box_of.cache_clear()
    said = call("status", "--json")
    assert said.code == 12
    assert {f["id"]: f["receipt"]["number"] for f in said.json["filings"]} == NUMBERS
    assert WHO not in said.out


@pytest.mark.parametrize(
    "asked", [["open", "PB-A"], ["export", "PB-A"], ["purge", "--older-than", "0", "--yes"]]
)
def test_a_workers_home_has_no_journal_and_gets_none(
    home: Path, call: Call, asked: list[str]
) -> None:
    for name in (JOURNAL, "sent.log", "secret.key"):
        (home / name).unlink()
    shutil.rmtree(home / "backups")
    assert call(*asked).code == 2
    assert not (home / JOURNAL).exists()
    # Its evidence is checked all the same, each filing's by its own list.
    assert call("verify").code == 0
    _bent(evidence(home, "proof.html.sealed"))
    assert kinds(home) == {("changed", "proof.html.sealed")}
