"""`portal-bot scan`: from a scanner's file to a dossier's paper."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from portal_bot.cli.app import main
from portal_bot.intake.scans import watched_folder
from portal_bot.intake.scans.watched_folder import WatchedFolder
from tests.support.drawn_scans import blank, on_a_table, page, saved
from tests.support.fixtures import FIXTURES

# What is asked of the dossier is its own day's.
pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")

SMALL = (827, 1169)


class Terminal(io.StringIO):
    """A person who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "may-quet" / "0001.jpg"
    path.parent.mkdir()
    path.write_bytes(saved(on_a_table(page(1, SMALL))))
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    text = (FIXTURES / "birth_registration" / "plain.yaml").read_text("utf-8")
    path = tmp_path / "ho-so" / "a.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("[../papers/chung-sinh.pdf]", "[]"), "utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    scans: list[dict[str, object]] = json.loads(capsys.readouterr().out)["scans"]
    return scans


def test_a_photograph_becomes_a_paper_of_the_dossier(
    scan: Path, dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, original = dossier.read_text("utf-8"), scan.read_bytes()
    chosen = ["--paper", "Giấy chứng sinh", "--out", str(dossier)]
    assert main(["scan", str(scan), *chosen, "--json"]) == 0
    (one,) = told(capsys)
    made = Path(str(one["path"]))
    assert made.parent == dossier.parent
    assert made.name.startswith("giay-chung-sinh")
    after = before.replace("birth_notification: []", f"birth_notification: [{made.name}]")
    assert dossier.read_text("utf-8") == after
    assert scan.read_bytes() == original
    assert main(["check", str(dossier)]) == 0


def test_the_same_once_more_makes_no_second_file(scan: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["scan", str(scan), "--out", str(tmp_path / "ra")]) == 0
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["0001.jpg"]


def test_several_become_one_or_each_its_own(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scan.parent / "0002.webp").write_bytes(saved(page(2, SMALL), "WEBP"))
    scans = [str(scan), str(scan.parent / "0002.webp")]
    assert main(["scan", *scans, "--json"]) == 0
    paths = [Path(str(one["path"])) for one in told(capsys)]
    assert [path.name for path in paths] == ["0001.jpg", "0002.jpg"]
    assert {path.parent for path in paths} == {scan.parent / "giay-to"}
    assert main(["scan", *scans, "--join", "--json"]) == 0
    (one,) = told(capsys)
    assert Path(str(one["path"])).name == "0001.pdf"


def test_a_white_page_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "trang.jpg"
    scan.write_bytes(saved(blank(1, SMALL)))
    assert main(["scan", str(scan), "--json"]) == 10
    (one,) = told(capsys)
    assert one["path"] is None
    assert not (tmp_path / "giay-to").exists()


def test_a_person_is_asked_which_paper_it_is(
    scan: Path, dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("không có giấy ấy đâu\n1\n"))
    assert main(["scan", str(scan), "--out", str(dossier)]) == 0
    said = capsys.readouterr().err
    assert "0001.jpg là giấy tờ nào?" in said
    assert "Không có giấy tờ ấy." in said
    assert "Đã ghi vào" in said


def test_where_nobody_can_be_asked_its_name_says_it_or_it_waits(
    scan: Path, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    before = dossier.read_text("utf-8")
    assert main(["scan", str(scan), "--out", str(dossier)]) == 30
    assert dossier.read_text("utf-8") == before
    named = scan.rename(scan.with_name("giay-chung-sinh.jpg"))
    assert main(["scan", str(named), "--procedure", "khai sinh", "--out", str(dossier)]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "ghi các tệp quét, hoặc --watch"),
        (["khong-co.jpg"], "không có tệp"),
        (["."], "là thư mục"),
        (["--watch", "khong-co"], "không có thư mục"),
        (["--watch", ".", "--join"], "--join chỉ đi với"),
        (["a.jpg", "--out", "moi.yaml"], "không có hồ sơ ấy"),
        (["a.jpg", "--procedure", "khai sinh", "--paper", "xyzxyz"], "không có giấy tờ"),
    ],
)
def test_wrong_usage_is_told(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jpg").write_bytes(saved(page(1, (620, 877))))
    assert main(["scan", *words]) == 2
    assert said in capsys.readouterr().err


def test_watching_takes_what_comes_until_it_is_stopped(
    scan: Path, dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watched_folder, "QUIET_S", 0.0)
    monkeypatch.setattr(watched_folder, "PAUSE_S", 0.01)
    whole = WatchedFolder.scans

    def then_stopped(self: WatchedFolder) -> object:
        yield next(whole(self))
        raise KeyboardInterrupt

    monkeypatch.setattr(WatchedFolder, "scans", then_stopped)
    words = ["--paper", "birth_notification", "--out", str(dossier), "--json"]
    assert main(["scan", "--watch", str(scan.parent), *words]) == 0
    captured = capsys.readouterr()
    (one,) = json.loads(captured.out)["scans"]
    assert Path(one["path"]).name.startswith("giay-chung-sinh")
    assert "Đã dừng. Chạy lại cùng lệnh" in captured.err
