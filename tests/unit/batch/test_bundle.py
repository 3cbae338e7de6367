"""A dossier that travels is the one that was judged; it is judged once on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot.checking import Checked, check_paths
from portal_bot.errors import DossierError
from portal_bot.portals.profile import load
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES
from tools.walk import followed

bundle = pytest.importorskip("portal_bot.batch.cluster.bundle", reason="needs portal-bot[cluster]")
SCAN = "chung-sinh.pdf"


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    scan = shutil.copy(FIXTURES / "papers" / SCAN, tmp_path)
    dossier = written(tmp_path / "a.yaml")
    text = dossier.read_text("utf-8").replace(str(FIXTURES / "papers" / SCAN), str(scan))
    dossier.write_text(text, "utf-8")
    (only,) = check_paths([dossier])
    assert only.ok
    return only


def later(path: Path) -> None:
    """As a system notes it that is slower to write than this test."""
    now = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(now, now))


def test_packing_reads_each_scan_once_and_judges_nothing(checked: Checked) -> None:
    with followed() as walk:
        packed = bundle.pack(checked, load("mock"), None)
    assert walk.opened[checked.path] == 0
    assert walk.called["papers.inspection.look"] == 0
    assert walk.called["dossier.validate.validate"] == 0
    paths = [path for paths in checked.papers.values() for path in paths]
    assert packed.scans == tuple(path.read_bytes() for path in paths)
    assert packed.data == {k: v for k, v in checked.said.items() if k != "papers"}
    assert "papers" in checked.said


def test_what_was_written_again_the_same_is_packed(checked: Checked) -> None:
    for path in (checked.path, checked.path.parent / SCAN):
        path.write_bytes(path.read_bytes())
        later(path)
    assert bundle.pack(checked, load("mock"), None).data["procedure"] == checked.said["procedure"]


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n% more")


def as_long(path: Path) -> None:
    before, content = path.stat(), bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change", [longer, as_long, Path.unlink, lambda path: path.write_bytes(b"")]
)
def test_a_scan_that_is_another_by_now_is_not_packed(
    checked: Checked, change: Callable[[Path], object]
) -> None:
    change(checked.path.parent / SCAN)
    with pytest.raises(DossierError, match="vừa bị sửa"):
        bundle.pack(checked, load("mock"), None)


def reworded(path: Path) -> None:
    written(path, {"declaration.child.full_name": "Nguyễn Văn Khác"})
    later(path)


@pytest.mark.parametrize("change", [reworded, Path.unlink, lambda path: path.write_text("{")])
def test_a_file_that_says_something_else_by_now_is_not_packed(
    checked: Checked, change: Callable[[Path], object]
) -> None:
    change(checked.path)
    with pytest.raises(DossierError, match="vừa bị sửa"):
        bundle.pack(checked, load("mock"), None)
