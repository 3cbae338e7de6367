"""The offline set holds what each kind of machine needs, and nothing that only tests need."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tools import wheelhouse

LOCK = wheelhouse.LOCK.read_text("utf-8")
each_target = pytest.mark.parametrize(
    "target", wheelhouse.TARGETS, ids=lambda target: f"{target.platform}-{target.python}"
)


@each_target
def test_everything_needed_is_pinned_with_its_hashes(target: wheelhouse.Target) -> None:
    pins, needed = wheelhouse.pins(LOCK, target), wheelhouse.needed(target)
    assert {"playwright", "typer", "pydantic", "pyyaml", "greenlet"} <= needed
    assert needed <= set(pins)
    assert all("==" in pins[name] and "--hash=sha256:" in pins[name] for name in needed)
    assert not needed & {"pytest", "ruff", "mypy", "dbos", "setuptools"}


def test_windows_gets_what_only_windows_needs() -> None:
    windows, this = wheelhouse.TARGETS[0], wheelhouse.TARGETS[-1]
    assert {"colorama", "pywin32-ctypes"} <= wheelhouse.needed(windows)
    assert "secretstorage" not in wheelhouse.needed(windows)
    assert windows.options == ["--platform", "win_amd64", "--python-version", "3.11"]
    assert this.options == []


def test_of_two_pins_the_targets_own_is_taken() -> None:
    lock = "a==1.0 ; python_version < '3.12' \\\n    --hash=sha256:aa\n"
    lock += "a==2.0 ; python_version >= '3.12' \\\n    --hash=sha256:bb\n"
    old, new = wheelhouse.TARGETS[0], wheelhouse.TARGETS[1]
    assert wheelhouse.pins(lock, old) == {"a": "a==1.0 --hash=sha256:aa"}
    assert wheelhouse.pins(lock, new) == {"a": "a==2.0 --hash=sha256:bb"}


def _wheel(house: Path, name: str, *asks: str) -> None:
    with zipfile.ZipFile(house / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        lines = [f"Name: {name}", *(f"Requires-Dist: {ask}" for ask in asks)]
        wheel.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\n")


def test_a_wheel_that_is_asked_for_and_not_there_is_named(tmp_path: Path) -> None:
    _wheel(
        tmp_path, "portal_bot", "typer", "colorama ; sys_platform == 'win32'", "x ; extra == 'y'"
    )
    _wheel(tmp_path, "typer", "rich>=10")
    assert wheelhouse.wanting(tmp_path, wheelhouse.TARGETS[0]) == {"colorama", "rich"}
