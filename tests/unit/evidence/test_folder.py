"""Evidence of a received filing is written once: nothing a later run does changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.strongbox.locking import NotOpened


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    made = EvidenceFolder(tmp_path, "mock", "PB-A")
    made.keep_sheets("proof 1", "citizen 1")
    made.keep_picture("record", b"picture 1")
    made.keep_receipt(b"receipt 1", "html")
    made.keep_differences([{"place": "1"}])
    made.keep_summary({"state": "received"}, [])
    return made


def kept(folder: EvidenceFolder) -> dict[str, bytes]:
    return {name: folder.read(name) for name in folder.names()}


def test_until_it_is_closed_the_last_word_counts(folder: EvidenceFolder) -> None:
    folder.keep_sheets("proof 2", "citizen 2")
    folder.keep_receipt(b"receipt 2", "html")
    assert folder.proof is not None
    assert folder.proof.read_text() == "proof 2"
    assert kept(folder)["receipt.html"] == b"receipt 2"
    assert len(kept(folder)) == 6


def test_what_is_closed_is_never_written_again(folder: EvidenceFolder) -> None:
    folder.close()
    before = kept(folder)
    again = EvidenceFolder(folder.path.parents[2], "mock", "PB-A")
    for number in (2, 3):
        again.keep_sheets(f"proof {number}", "citizen")
        again.keep_picture("record", f"picture {number}".encode())
        again.keep_receipt(f"receipt {number}".encode(), "html")
        again.keep_differences([{"place": str(number)}])
        again.keep_summary({"state": f"verified {number}"}, [])
        after = kept(again)
        assert {name: after[name] for name in before} == before
        again.close()
    assert again.proof == again.path / "proof-3.html.sealed"
    assert kept(again)["receipt-2.html"] == b"receipt 2"
    assert {name for name in kept(again) if "-3" in name} == {
        "proof-3.html", "citizen-3.html", "record-3.jpg",
        "receipt-3.html", "differences-3.json", "journal-3.json",
    }  # fmt: skip


def test_what_says_the_same_is_not_kept_twice(folder: EvidenceFolder) -> None:
    folder.close()
    folder.keep_receipt(b"receipt 1", "html")
    folder.keep_summary({"state": "received"}, [])
    assert len(kept(folder)) == 6


def test_what_is_left_open_may_still_be_written(folder: EvidenceFolder) -> None:
    folder.close(but=("journal.json",))
    folder.keep_summary({"state": "verified"}, [])
    assert b"verified" in kept(folder)["journal.json"]
    assert len(kept(folder)) == 6


def test_only_its_owner_reads_it(folder: EvidenceFolder) -> None:
    folder.close()
    assert not [file for file in folder.path.iterdir() if file.stat().st_mode & 0o077]


def test_no_word_of_it_lies_in_the_clear_once_it_is_received(folder: EvidenceFolder) -> None:
    home = folder.path.parents[2]
    assert [sheet.read_text() for sheet in sorted(home.rglob("*.html"))] == ["citizen 1", "proof 1"]
    folder.close()
    every = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    assert len(every) > 6
    assert not [one for one in every if b"proof" in one or b"receipt" in one or b"picture" in one]


def test_a_piece_opens_only_where_it_was_kept(folder: EvidenceFolder) -> None:
    other = EvidenceFolder(folder.path.parents[2], "mock", "PB-B")
    other.keep_receipt(b"another's", "html")
    for to in (folder.path / "receipt.html.sealed", other.path / "proof.html.sealed"):
        shutil.copy(other.path / "receipt.html.sealed", to)
    for whose, name in ((folder, "receipt.html"), (other, "proof.html")):
        with pytest.raises(NotOpened, match=name):
            whose.read(name)


@pytest.mark.parametrize("at", [0, 14, 20, 30, -1])
def test_a_changed_byte_is_noticed(folder: EvidenceFolder, at: int) -> None:
    file = folder.path / "receipt.html.sealed"
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(NotOpened):
        folder.read("receipt.html")


def test_what_an_earlier_version_kept_is_read_as_it_lies(folder: EvidenceFolder) -> None:
    (folder.path / "differences-old.json").write_text("[]")
    assert folder.read("differences-old.json") == b"[]"


def test_what_a_kill_left_half_written_is_swept(folder: EvidenceFolder) -> None:
    (folder.path / ".proof.html.sealed.abc").write_bytes(b"half")
    assert len(EvidenceFolder(folder.path.parents[2], "mock", "PB-A").names()) == 6
