"""What a scanner drops is taken when it is whole, once, and nothing is lost by a stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot.errors import UsageError
from portal_bot.intake.scans import watched_folder
from portal_bot.intake.scans.watched_folder import WatchedFolder
from tests.support.drawn_scans import page, saved

SMALL = (620, 877)


class Ticks(threading.Event):
    """A stop that does what is planned in each pause, and is set when nothing is left."""

    def __init__(self, *plan: object) -> None:
        super().__init__()
        self._plan: Iterator[object] = iter(plan)

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout == watched_folder.PAUSE_S
        step = next(self._plan, None)
        if step is None:
            self.set()
        elif callable(step):
            step()
        return self.is_set()


class Clock:
    """Seconds since nothing, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def later(self, seconds: float = watched_folder.QUIET_S) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(watched_folder, "time", made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scan").mkdir()
    return tmp_path / "scan"


def taken(folder: Path, home: Path, stop: threading.Event) -> list[str]:
    watched = WatchedFolder(folder, home, stop)
    names = []
    for scan in watched.scans():
        names.append(scan.name)
        watched.taken(scan)
    return names


def test_a_file_is_taken_when_it_is_whole(folder: Path, tmp_path: Path, clock: Clock) -> None:
    whole = saved(page(1, SMALL))
    scan = folder / "0001.jpg"

    def half() -> None:
        scan.write_bytes(whole[: len(whole) // 2])

    def rest() -> None:
        clock.later()
        scan.write_bytes(whole)

    # A half that lies still for a while is not taken either: it does not open.
    stop = Ticks(half, clock.later, clock.later, rest, clock.later, clock.later)
    assert taken(folder, tmp_path / "home", stop) == ["0001.jpg"]


def test_one_that_never_opens_is_given_out_in_the_end(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
    stop = Ticks(clock.later, lambda: clock.later(watched_folder.PATIENCE_S))
    assert taken(folder, tmp_path / "home", stop) == ["hong.pdf"]


def test_what_was_taken_is_not_taken_again(folder: Path, tmp_path: Path, clock: Clock) -> None:
    for number in (1, 2):
        (folder / f"{number}.jpg").write_bytes(saved(page(number, SMALL)))
    home = tmp_path / "home"
    assert taken(folder, home, Ticks(clock.later)) == ["1.jpg", "2.jpg"]
    assert taken(folder, home, Ticks(clock.later)) == []
    (folder / "3.jpg").write_bytes(saved(page(3, SMALL)))
    assert taken(folder, home, Ticks(clock.later)) == ["3.jpg"]


def test_what_a_stop_came_before_is_taken_the_next_time(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    (folder / "1.jpg").write_bytes(saved(page(1, SMALL)))
    home = tmp_path / "home"
    watched = WatchedFolder(folder, home, Ticks(clock.later))
    for scan in watched.scans():
        assert scan.name == "1.jpg"  # asked for, and never said to be taken
    assert taken(folder, home, Ticks(clock.later)) == ["1.jpg"]


def test_a_scan_under_an_old_name_is_a_new_one(folder: Path, tmp_path: Path, clock: Clock) -> None:
    scan = folder / "scan.jpg"
    scan.write_bytes(saved(page(1, SMALL)))

    def again() -> None:
        scan.write_bytes(saved(page(2, SMALL)))

    stop = Ticks(clock.later, again, clock.later, clock.later)
    assert taken(folder, tmp_path / "home", stop) == ["scan.jpg", "scan.jpg"]


def test_what_is_no_scan_lies_there(folder: Path, tmp_path: Path, clock: Clock) -> None:
    for name in (".0001.jpg", "0001.jpg.part", "Thumbs.db", "ghi chu.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "x.pdf").mkdir()
    assert taken(folder, tmp_path / "home", Ticks(clock.later, clock.later)) == []


def test_a_link_that_leads_out_is_no_scan(folder: Path, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "cua-ai.jpg").write_bytes(saved(page(1, SMALL)))
    (folder / "0001.jpg").symlink_to(tmp_path / "cua-ai.jpg")
    assert taken(folder, tmp_path / "home", Ticks(clock.later, clock.later)) == []


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không có thư mục"):
        WatchedFolder(tmp_path / "khong-co", None, threading.Event())
