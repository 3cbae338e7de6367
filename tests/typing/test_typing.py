"""Type checkers refuse just the lines that are marked so, in the files beside this one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("test_"))
_MARK = re.compile(r"# error: (.+)$")

# File and line: what was said there.
Told = dict[tuple[str, int], list[str]]


def marked() -> dict[tuple[str, int], str]:
    return {
        (path.name, number): match[1]
        for path in CASES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (match := _MARK.search(line))
    }


def by_mypy(_folder: Path) -> Told:
    # With the project's own settings, so that what `make check` has read is not read again.
    out = _run(sys.executable, "-m", "mypy", "--output", "json", *map(str, CASES))
    lines = map(json.loads, out.splitlines())
    return _sorted(
        (one["file"], one["line"], one["message"]) for one in lines if one["severity"] == "error"
    )


def by_basedpyright(folder: Path) -> Told:
    config = folder / "pyrightconfig.json"
    # Only the rules of pyright itself; those of the fork beyond it are a matter of taste.
    config.write_text(
        json.dumps(
            {"include": [str(HERE)], "extraPaths": [str(ROOT)], "typeCheckingMode": "standard"}
        ),
        "utf-8",
    )
    out = _run(sys.executable, "-m", "basedpyright", "--outputjson", "--project", str(config),
               "--pythonpath", sys.executable)  # fmt: skip
    found = json.loads(out)["generalDiagnostics"]
    return _sorted(
        (one["file"], one["range"]["start"]["line"] + 1, one["message"])
        for one in found
        if one["severity"] == "error"
    )


@pytest.mark.slow
@pytest.mark.parametrize("told_by", [by_mypy, by_basedpyright])
def test_just_the_marked_lines_are_refused(told_by: Callable[[Path], Told], tmp_path: Path) -> None:
    told, wanted = told_by(tmp_path), marked()
    assert len(wanted) > 30
    assert set(told) - set(wanted) == set(), f"not marked: {told}"
    assert set(wanted) - set(told) == set(), "taken, though marked"
    for place, word in wanted.items():
        assert any(word in message for message in told[place]), f"{place}: {told[place]}"


def _sorted(found: Iterable[tuple[str, int, str]]) -> Told:
    told: Told = {}
    for file, line, message in found:
        told.setdefault((Path(file).name, line), []).append(message)
    return told


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode in {0, 1}, done.stderr or done.stdout
    return done.stdout
