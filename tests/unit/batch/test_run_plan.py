"""A dossier at its turn is what was checked, or refused; what nobody touched is not read again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot.batch.run_plan import Item, at_its_turn, plan
from portal_bot.errors import DossierError
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES
from tools.walk import followed

SCAN = "chung-sinh.pdf"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run.told(Options(portal="mock", home=tmp_path / "home"))


@pytest.fixture
def item(tmp_path: Path, run: Run) -> Item:
    scan = shutil.copy(FIXTURES / "papers" / SCAN, tmp_path)
    dossier = written(tmp_path / "a.yaml")
    text = dossier.read_text("utf-8").replace(str(FIXTURES / "papers" / SCAN), str(scan))
    dossier.write_text(text, "utf-8")
    (only,) = plan([dossier], run).items
    return only


def scan_of(item: Item) -> Path:
    return item.path.parent / SCAN


def later(path: Path) -> None:
    """As a system notes it that is slower to write than this test."""
    now = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(now, now))


def test_what_nobody_touched_is_not_read_again(item: Item, run: Run) -> None:
    with followed() as walk:
        assert at_its_turn(item, run) is item.ready
    assert walk.opened[item.path] == walk.opened[scan_of(item)] == 0


def test_what_was_written_again_the_same_is_filed(item: Item, run: Run) -> None:
    for path in (item.path, scan_of(item)):
        path.write_bytes(path.read_bytes())
        later(path)
    assert at_its_turn(item, run).content_hash == item.ready.content_hash


def test_a_comment_changes_nothing(item: Item, run: Run) -> None:
    item.path.write_text(f"# đã xem\n{item.path.read_text('utf-8')}", "utf-8")
    assert at_its_turn(item, run).content_hash == item.ready.content_hash


def other_content(item: Item) -> None:
    text = item.path.read_text("utf-8")
    item.path.write_text(f"{text}\nrequest: lần khác\n", "utf-8")


def no_dossier_any_more(item: Item) -> None:
    item.path.write_text("procedure: [", "utf-8")


def gone(item: Item) -> None:
    item.path.unlink()


def other_scan(item: Item) -> None:
    data = bytearray(scan_of(item).read_bytes())
    data[-1] ^= 1
    scan_of(item).write_bytes(data)
    later(scan_of(item))


def both_copied_anew(item: Item) -> None:
    later(item.path)
    other_scan(item)


def scan_gone(item: Item) -> None:
    scan_of(item).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (other_content, "tệp a.yaml đã bị sửa sau khi soát"),
        (no_dossier_any_more, "tệp a.yaml đã bị sửa sau khi soát"),
        (gone, "tệp a.yaml bị xóa hoặc dời đi"),
        (other_scan, "một bản chụp đã bị sửa"),
        (both_copied_anew, "một bản chụp đã bị sửa"),
        (scan_gone, f"bản chụp {SCAN} không còn"),
    ],
)
def test_what_was_changed_is_not_filed(
    item: Item, run: Run, change: Callable[[Item], None], told: str
) -> None:
    change(item)
    with pytest.raises(DossierError, match=told):
        at_its_turn(item, run)
