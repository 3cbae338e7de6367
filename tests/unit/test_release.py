"""`make release`, without what it builds with: the changelog, the version, and when it stops."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tools import release

CHANGELOG = (
    "# Changelog\n\n## Unreleased\n\n### Added\n\n- Một.\n\n## 0.1.0 (2026-01-02)\n\n- Cũ.\n"
)
MODULE = '"""The version."""\n\n__version__ = "0.1.0"\n'


def git(root: Path, *words: str) -> str:
    named = ["-c", "user.name=Thử", "-c", "user.email=thu@vidu.example"]
    done = subprocess.run(
        ["git", *named, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in (("NAME", "Thử"), ("EMAIL", "thu@vidu.example")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    (tmp_path / "portal_bot").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (tmp_path / "portal_bot" / "_version.py").write_text(MODULE, "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def test_what_is_unreleased_is_cut_at_the_day() -> None:
    cut = release.cut(CHANGELOG, "0.2.0", date(2026, 11, 28))
    assert cut == CHANGELOG.replace(
        "## Unreleased\n", "## Unreleased\n\n## 0.2.0 (2026-11-28)\n", 1
    )
    with pytest.raises(release.Stopped, match="nothing"):
        release.cut(cut, "0.3.0", date(2026, 11, 29))
    assert release.numbered(MODULE, "0.2.0rc1").endswith('__version__ = "0.2.0rc1"\n')


def test_it_is_committed_and_tagged_once_it_is_built(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(
        release, "_built", lambda root: seen.append((root / "CHANGELOG.md").read_text("utf-8"))
    )
    release.release(root, "0.2.0")
    assert "## 0.2.0 (" in seen[0]
    assert git(root, "tag").split() == ["v0.2.0"]
    assert git(root, "status", "--porcelain") == ""
    assert '"0.2.0"' in git(root, "show", "v0.2.0:portal_bot/_version.py")
    with pytest.raises(release.Stopped, match="there already"):
        release.release(root, "0.2.0")


def test_what_does_not_stand_the_look_at_it_leaves_all_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_root: Path) -> None:
        raise release.Stopped("twine check failed")

    monkeypatch.setattr(release, "_built", refused)
    with pytest.raises(release.Stopped, match="twine"):
        release.release(root, "0.2.0")
    assert git(root, "status", "--porcelain") == git(root, "tag") == ""


@pytest.mark.parametrize("version", ["", "0.2", "v0.2.0", "0.2.0-beta", "x"])
def test_a_version_is_three_numbers(root: Path, version: str) -> None:
    with pytest.raises(release.Stopped, match="no version"):
        release.release(root, version)


def test_what_is_not_committed_stops_it(root: Path) -> None:
    (root / "moi.txt").touch()
    with pytest.raises(release.Stopped, match="not committed"):
        release.release(root, "0.2.0")
