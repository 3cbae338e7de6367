"""What is sent in a scan's place: made once, used again, and no other dossier by it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.checking import Checked, check_paths
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.ready import Ready
from portal_bot.intake.scans import copies
from portal_bot.intake.scans.copies import ScanCopies
from portal_bot.intake.scans.one_paper import Made, NotMade
from portal_bot.papers import USUAL, Limits
from tests.support.drawn_scans import page, saved
from tests.support.fixtures import FIXTURES

SMALL = (827, 1169)
TODAY = date(2026, 11, 22)
Write = Callable[..., Path]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Giấy chứng sinh (1).webp"
    path.write_bytes(saved(page(1, SMALL), "WEBP"))
    return path


@pytest.fixture
def dossier(tmp_path: Path, scan: Path) -> Path:
    text = (FIXTURES / "birth_registration" / "plain.yaml").read_text("utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(text.replace("../papers/chung-sinh.pdf", f'"{scan.name}"'), "utf-8")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(dossier: Path, home: Path) -> Checked:
    (checked,) = check_paths([dossier], today=TODAY, home=home)
    return checked


def test_it_is_made_once_and_is_only_ours_to_read(scan: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = ScanCopies(home).of(scan, digest(scan), USUAL)
    assert first.path.name == "giay-chung-sinh-1.jpg"
    assert first.path.is_relative_to(home)
    assert (first.sha256, first.size) == (digest(first.path), first.path.stat().st_size)
    if os.name == "posix":
        assert stat.S_IMODE(first.path.stat().st_mode) == 0o600
    written = first.path.stat().st_mtime_ns
    assert ScanCopies(home).of(scan, digest(scan), USUAL) == first
    assert first.path.stat().st_mtime_ns == written


def test_one_that_was_touched_is_made_anew(scan: Path, tmp_path: Path) -> None:
    first = ScanCopies(tmp_path / "home").of(scan, digest(scan), USUAL)
    [locked] = (tmp_path / "home" / "scans").rglob("giay-chung-sinh-1.jpg.sealed")
    locked.write_bytes(b"other")
    first.path.write_bytes(b"other")
    again = ScanCopies(tmp_path / "home").of(scan, digest(scan), USUAL)
    assert (again, digest(first.path)) == (first, first.sha256)


def test_each_portal_gets_its_own(scan: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    small = ScanCopies(home).of(scan, digest(scan), Limits(max_bytes=60_000))
    assert small.size <= 60_000
    assert small != ScanCopies(home).of(scan, digest(scan), USUAL)


def test_what_nobody_asked_for_goes(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    # How old a folder is the disk says, whatever day the tests are told that it is.
    with clock.at(datetime.fromtimestamp(scan.stat().st_mtime, UTC)):
        old = ScanCopies(home).of(scan, digest(scan), USUAL)
        used = ScanCopies(home).of(scan, digest(scan), Limits(max_bytes=60_000))
        long_ago = clock.now().timestamp() - 61 * 86_400
        _, _, place = str(old.path.parent).rpartition(os.sep)
        os.utime(home / "scans" / place, (long_ago, long_ago))
        other = tmp_path / "b.webp"
        other.write_bytes(saved(page(2, SMALL), "WEBP"))
        ScanCopies(home).of(other, digest(other), USUAL)
    left = {folder.name for folder in (home / "scans").iterdir()}
    assert (place in left, used.path.parent.name in left) == (False, True)
    assert not (home / "keys" / f"scan-{place}.key").exists()


def test_a_scan_that_changed_meanwhile_is_not_taken(scan: Path, tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="vừa bị sửa"):
        ScanCopies(tmp_path / "home").of(scan, "0" * 64, USUAL)


def test_a_dossier_is_its_originals(
    dossier: Path, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check(dossier, tmp_path / "home")
    assert before.ok
    (told,) = [p for p in before.problems if p.code == "paper_prepared"]
    assert (told.severity, told.field) == ("info", "papers.birth_notification.0")
    ready = Ready.of(before)
    (sent,) = ready.papers["birth_notification"]
    assert sent.suffix == ".jpg"
    assert ready.digests["birth_notification"] == [digest(sent)]
    assert ready.scan_hashes["birth_notification"] == [digest(scan)]
    # Another version makes other bytes of it, in a home that knows nothing of the first one.
    monkeypatch.setattr(copies, "made_of", lambda *_: Made(saved(page(1, SMALL)), "jpg"))
    after = check(dossier, tmp_path / "other")
    assert Ready.of(after).digests != ready.digests
    assert content_hash(after) == content_hash(before)


def test_another_original_is_another_dossier(dossier: Path, scan: Path, tmp_path: Path) -> None:
    before = check(dossier, tmp_path / "home")
    assert not before.scans_changed()
    scan.write_bytes(saved(page(2, SMALL), "WEBP"))
    assert before.scans_changed()
    assert content_hash(check(dossier, tmp_path / "home")) != content_hash(before)


def test_the_original_is_only_read(dossier: Path, scan: Path, tmp_path: Path) -> None:
    before = (digest(scan), scan.stat().st_mtime_ns)
    check(dossier, tmp_path / "home")
    assert (digest(scan), scan.stat().st_mtime_ns) == before
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.yaml", scan.name, "home"}


def test_what_cannot_be_made_is_refused(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Made:
        raise NotMade("thu nhỏ không được")

    monkeypatch.setattr(copies, "made_of", refuse)
    checked = check(dossier, tmp_path / "home")
    assert [p.code for p in checked.problems if p.severity == "error"] == ["paper_not_prepared"]


def test_one_scan_for_two_papers_and_for_two_people_is_told(tmp_path: Path) -> None:
    sheet = page(3, SMALL)
    (tmp_path / "a.jpg").write_bytes(saved(sheet))
    (tmp_path / "b.jpg").write_bytes(saved(sheet.resize((760, 1074)), quality=60))
    text = (FIXTURES / "birth_registration" / "plain.yaml").read_text("utf-8")
    text = text.replace("[../papers/chung-sinh.pdf]", "[a.jpg]")
    both = text.replace("[a.jpg]", "[a.jpg]\n  identity_document: [b.jpg]")
    (tmp_path / "1.yaml").write_text(both, "utf-8")
    (checked,) = check_paths([tmp_path / "1.yaml"], today=TODAY)
    told = [(p.code, p.severity, p.field) for p in checked.problems]
    assert told == [("similar_scan", "warning", "papers.identity_document.0")]
    other = text.replace("054090000101", "054090000102").replace("Nguyễn Văn Thử", "Lê Văn Ví Dụ")
    (tmp_path / "2.yaml").write_text(other, "utf-8")
    _first, second = check_paths([tmp_path], today=TODAY)
    codes = [(p.code, p.severity) for p in second.problems]
    assert ("scan_of_another", "warning") in codes


def test_two_dossiers_of_one_person_may_share_a_scan(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(page(3, SMALL)))
    text = (FIXTURES / "birth_registration" / "plain.yaml").read_text("utf-8")
    for number in (1, 2):
        mine = text.replace("[../papers/chung-sinh.pdf]", "[a.jpg]")
        (tmp_path / f"{number}.yaml").write_text(f"{mine}request: lần {number}\n", "utf-8")
    problems = [
        p.code for checked in check_paths([tmp_path], today=TODAY) for p in checked.problems
    ]
    assert "scan_of_another" not in problems
