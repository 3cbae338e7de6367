"""Every input that once ended a whole run, beside good dossiers: the good ones are filed."""

from __future__ import annotations

import json
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Call
from tests.support.dossiers import written
from tests.support.mock import MockPortal

SCAN = "papers.birth_notification"
# Stands in for what nobody foresaw: a scan of this name breaks the program itself, and one flow
# cannot be imported.
_SABOTAGE = """
import sys
from importlib.machinery import PathFinder


class Sabotage:
    def find_spec(self, name, path=None, target=None):
        if name == "portal_bot_flows.death_registration":
            raise RuntimeError("hỏng")
        if name != "portal_bot.papers.inspection":
            return None
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            whole = module.look

            def look(path, limits):
                if path.name == "no-bom.pdf":
                    raise RuntimeError(f"nobody foresaw {path}")
                return whole(path, limits)

            module.look = look

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Sabotage())
"""


@pytest.fixture
def sabotaged(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = tmp_path / "sabotage"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_SABOTAGE, "utf-8")
    environment["PYTHONPATH"] = str(folder)


def hurting(folder: Path) -> set[str]:
    """Writes them beside what lies there; returns their names."""
    before = {entry.name for entry in folder.iterdir()}
    scans = folder / "quet"
    scans.mkdir()
    Image.new("RGB", (1, 1)).save(scans / "nho.jpg")
    Image.new("L", (7, 4000)).save(scans / "hep.png")
    os.mkfifo(scans / "ong.pdf")
    (scans / "vong.pdf").symlink_to("vong.pdf")
    (scans / "vo-tan.pdf").symlink_to("/dev/zero")
    (scans / "vo-tan.jpg").symlink_to("/dev/urandom")
    (scans / "no-bom.pdf").write_bytes(b"%PDF-1.7")
    (scans / "trang").mkdir()
    (scans / "rong.pdf").touch()
    (scans / "dau.pdf").write_bytes(b"--boundary\r\n\r\n%PDF-1.7")
    of_scans = {
        "nho": "nho.jpg", "hep": "hep.png", "ong": "ong.pdf", "vong": "vong.pdf",
        "dev-zero": "vo-tan.pdf", "nhieu": "vo-tan.jpg", "no-bom": "no-bom.pdf", "trang": "trang",
        "rong": "rong.pdf", "dau": "dau.pdf", "dai": "d" * 400, "khong": "a\0b.pdf",
    }  # fmt: skip
    for name, scan in of_scans.items():
        written(
            folder / f"x-quet-{name}.yaml", {SCAN: [str(scans / scan)], "request": f"Lần {name}"}
        )
    six = [str(scans / "nho.jpg")] * 6
    written(folder / "x-sau.yaml", {SCAN: six, "request": "Lần sáu"})
    written(folder / "x-thu-tuc.yaml", {"procedure": "\0\x1b[2J"})
    written(folder / "x-hong.yaml", {"procedure": "death_registration"})
    whole = (folder / "00.yaml").read_text("utf-8")
    (folder / "x-nhieu-muc.yaml").write_text(
        whole + "".join(f"muc_{number}: 1\n" for number in range(150_000)), "utf-8"
    )
    (folder / "x-sau-tham.json").write_text("[" * 100_000)
    (folder / "x-nua-chu.json").write_text('{"request": "\\ud800"}')
    (folder / "x-so.json").write_text('{"request": ' + "9" * 100_000 + "}")
    (folder / "x-vong.yaml").symlink_to("x-vong.yaml")
    (folder / "x-vo-tan.yaml").symlink_to("/dev/zero")
    (folder / "x-trong.yaml").symlink_to("/dev/null")
    (folder / "x-mat.yaml").symlink_to("khong-co-dau.yaml")
    (folder / "x-thu-muc.yaml").mkdir()
    os.mkfifo(folder / "x-ong.yaml")
    _socket(folder / "x-o-cam.yaml")
    (Path(os.fsdecode(bytes(folder) + b"/x-\xff.yaml"))).write_text(whole, "utf-8")
    # These are nobody's dossier.
    (folder / "tro-lai").symlink_to(".")
    (folder / "di-vong").symlink_to("di-vong")
    for name in ("._00.yaml", "~$00.yaml", ".DS_Store", "Thumbs.db"):
        (folder / name).write_bytes(b"\0\5\x16\7")
    return {n for n in {entry.name for entry in folder.iterdir()} - before if n.startswith("x-")}


def _socket(path: Path) -> None:
    here = Path.cwd()
    # A socket's whole path may only be a hundred letters long.
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.slow
@pytest.mark.parametrize("good", [2, pytest.param(10, marks=pytest.mark.thorough)])
@pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and devices are POSIX files")
def test_what_would_crash_a_run_takes_no_other_dossier_along(
    mock: MockPortal,
    call: Call,
    sabotaged: None,
    births: Callable[[int], Path],
    home: Path,
    good: int,
) -> None:
    folder = births(good)
    names = {f"{number:02}.yaml" for number in range(good)}
    bad = hurting(folder)
    checked = call("check", folder, "--json")
    assert checked.code == 50, checked.err
    assert {Path(d["path"]).name for d in checked.json["dossiers"] if d["ok"]} == names

    submit = ("submit", folder, "--portal-url", mock.address, "--json")
    first = call(*submit, timeout=600)
    assert first.code == 50, first.err
    states = {Path(f["path"]).name: f["state"] for f in first.json["filings"]}
    assert {name for name, state in states.items() if state == "verified"} == names
    assert len(mock.submissions()) == good
    failed = {Path(f["path"]).name: f["error"] for f in first.json["filings"] if f["error"]}
    assert set(failed) == bad
    assert failed["x-quet-no-bom.yaml"]["code"] == "bug"
    assert failed["x-hong.yaml"]["code"] == "flow_broken"
    assert "death_registration" in failed["x-hong.yaml"]["message"]
    ours = {name for name, error in failed.items() if error["code"] == "bug"}
    assert ours == {"x-quet-no-bom.yaml"}
    for file in (home / "bugs").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        told = file.read_text("utf-8")
        assert "RuntimeError" in told
        assert "054090000101" not in told

    again = call(*submit, timeout=600)
    assert again.code == 50
    assert len(mock.commits()) == len(mock.submissions()) == good
    listed = call("list", "--json").json
    # And its heir, which is nothing without it.
    broken = [each["slug"] for each in listed["broken"]]
    assert broken == ["death_registration", "death_reregistration"]
    assert json.dumps(listed["procedures"]).count('"slug"') == 27
