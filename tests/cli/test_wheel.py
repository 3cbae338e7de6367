"""What people install: the wheel, in an environment that knows nothing of this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal_bot import settings
from tests.support.once import once
from tests.support.said import Said

ROOT = Path(__file__).parents[2]
SOURCES = ("portal_bot", "flows", "mock_portal", "fixtures")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "MANIFEST.in")
OURS = {"portal_bot", "portal_bot_flows", "portal_bot_mock", "portal_bot_samples"}
# A distribution of somebody else's, by a name that our folder of dossiers has, too.
FIXTURES = "fixtures==4.3.2"


@dataclass(frozen=True)
class Installed:
    """An environment of its own, with what our wheel asks for already in it."""

    folder: Path
    wheel: Path

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        variables = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", "venv", vars=variables))

    @property
    def python(self) -> Path:
        scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(self.folder)})
        return Path(scripts) / ("python.exe" if os.name == "nt" else "python")

    def pip(self, *words: str | Path) -> None:
        """This environment's pip, at work on the other one."""
        _pip("--python", self.python, *words)

    def run(self, *words: str) -> Said:
        """Its Python, away from the checkout."""
        done = subprocess.run(
            [self.python, *words],
            cwd=self.folder,
            env={k: v for k, v in os.environ.items() if k not in {settings.PASSWORD, "PYTHONPATH"}},
            capture_output=True,
            text=True,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)


def _pip(*words: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built of a copy: what an earlier build left behind is not in it."""

    def build(folder: Path) -> None:
        copy = folder / "source"
        copy.mkdir()
        for name in SOURCES:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, copy)
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, copy)

    (built,) = once(tmp_path_factory, "wheel", build).glob("*.whl")
    return built


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Installed:
    made = Installed(tmp_path / "env", wheel)
    command = [sys.executable, "-m", "venv", "--without-pip", str(made.folder)]
    subprocess.run(command, check=True)
    # What we need is taken from here; a path in a .pth file brings no editable checkout along.
    (made.packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    made.pip("install", "--no-deps", "--no-index", "--force-reinstall", wheel)
    return made


def test_no_name_in_it_is_one_that_somebody_else_may_want(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = [Path(name) for name in archive.namelist()]
    assert {f.parts[0] for f in files if not f.parts[0].endswith(".dist-info")} == OURS
    assert any(f.name == "LICENSE" for f in files)
    assert not [f for f in files if f.name.endswith(".expected.json") or f.suffix == ".pyc"]
    for folder, name in zip(SOURCES, sorted(OURS, key=_as_in_sources), strict=True):
        here = {
            path.relative_to(ROOT / folder)
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
            and "__pycache__" not in path.parts
            and not path.name.endswith((".expected.json", "broken.toml"))
        }
        assert {f.relative_to(name) for f in files if f.parts[0] == name} == here


def _as_in_sources(name: str) -> int:
    return ["portal_bot", "portal_bot_flows", "portal_bot_mock", "portal_bot_samples"].index(name)


@pytest.mark.in_turn(2)
@pytest.mark.slow
@pytest.mark.browser
def test_the_demo_files_the_samples_with_nothing_but_the_wheel(installed: Installed) -> None:
    said = installed.run("-m", "portal_bot", "demo", "--json")
    assert said.code == 0, said.err
    told = said.json
    numbers = [filing["receipt"]["number"] for filing in told["filings"]]
    assert told["matches"] is True
    assert sorted(told["stored"]) == sorted(numbers)
    per_flow = Counter(filing["procedure"] for filing in told["filings"])
    assert len(per_flow) >= 3
    assert min(per_flow.values()) >= 2
    for filing in told["filings"]:
        assert Path(filing["proof"]).is_relative_to(told["home"])
        assert Path(filing["proof"]).is_file()
    assert "--pace instant" in said.err
    listed = installed.run("-m", "portal_bot", "list", "--json").json
    assert len(listed["procedures"]) == 29
    assert str(ROOT) not in installed.run("-c", "import portal_bot; print(portal_bot.__file__)").out


def test_beside_the_distribution_of_that_name_both_work_and_one_leaves_without_the_other(
    installed: Installed,
) -> None:
    try:
        installed.pip("install", "--no-deps", FIXTURES)
    except RuntimeError as error:
        pytest.skip(f"no registry that has {FIXTURES}: {error}")
    theirs = "import fixtures; print(fixtures.__file__, fixtures.Fixture)"
    where = installed.run("-c", theirs)
    assert str(installed.packages / "fixtures") in where.out, where.err
    assert installed.run("-m", "portal_bot", "list", "--json").code == 0
    installed.pip("uninstall", "--yes", "portal-bot")
    assert installed.run("-c", theirs) == where
    assert not list(installed.packages.glob("portal_bot*"))
