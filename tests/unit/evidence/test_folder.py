"""Evidence of a received filing is written once: nothing a later run does changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.atomic_write import write_private
from portal_bot.evidence.folder import EvidenceFolder


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    made = EvidenceFolder(tmp_path, "mock", "PB-A")
    write_private(made.new_proof(), "proof 1")
    write_private(made.picture("record"), b"picture 1")
    made.keep_receipt(b"receipt 1", "html")
    made.keep_differences([{"place": "1"}])
    made.keep_summary({"state": "received"}, [])
    return made


def kept(folder: EvidenceFolder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.path.iterdir()}


def test_until_it_is_closed_the_last_word_counts(folder: EvidenceFolder) -> None:
    write_private(folder.new_proof(), "proof 2")
    folder.keep_receipt(b"receipt 2", "html")
    assert folder.proof.read_text() == "proof 2"
    assert kept(folder)["receipt.html"] == b"receipt 2"
    assert len(kept(folder)) == 5


def test_what_is_closed_is_never_written_again(folder: EvidenceFolder) -> None:
    folder.close()
    before = kept(folder)
    again = EvidenceFolder(folder.path.parents[2], "mock", "PB-A")
    for number in (2, 3):
        write_private(again.new_proof(), f"proof {number}")
        write_private(again.picture("record"), f"picture {number}")
        again.keep_receipt(f"receipt {number}".encode(), "html")
        again.keep_differences([{"place": str(number)}])
        again.keep_summary({"state": f"verified {number}"}, [])
        after = kept(again)
        assert {name: after[name] for name in before} == before
        again.close()
    assert again.proof.name == "proof-3.html"
    assert kept(again)["receipt-2.html"] == b"receipt 2"
    assert {name for name in kept(again) if "-3" in name} == {
        "proof-3.html", "record-3.jpg", "receipt-3.html", "differences-3.json", "journal-3.json",
    }  # fmt: skip


def test_what_says_the_same_is_not_kept_twice(folder: EvidenceFolder) -> None:
    folder.close()
    folder.keep_receipt(b"receipt 1", "html")
    folder.keep_summary({"state": "received"}, [])
    assert len(kept(folder)) == 5


def test_what_is_left_open_may_still_be_written(folder: EvidenceFolder) -> None:
    folder.close(but=("journal.json",))
    folder.keep_summary({"state": "verified"}, [])
    assert b"verified" in kept(folder)["journal.json"]
    assert len(kept(folder)) == 5


def test_only_its_owner_reads_it(folder: EvidenceFolder) -> None:
    folder.close()
    assert not [file for file in folder.path.iterdir() if file.stat().st_mode & 0o077]
