from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import set_up

# What pip 23.2 said on the day that a newer `coverage` came out, cut to what matters.
LOOKED_PAST_THE_LOCK = """\
WARNING: Location 'file:///opt/wheels/yaml/' is ignored: it is neither a file nor a directory.
ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:
    coverage[toml]>=7.10.6 from coverage-7.17.5.whl (from pytest-cov==7.1.0->-r requirements.lock)
"""  # noqa: E501  # pip's own line
WRONG_HASH = """\
Collecting six==1.16.0
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the \
package versions, please update the hashes.
    six==1.16.0 from six-1.16.0-py2.py3-none-any.whl:
"""
NO_ROOM = """\
Installing collected packages: six
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device

"""
NO_APT = """\
Reading package lists...
E: Unable to locate package python3.11-venv
"""
NOT_CLOSED = "pytest-cov 7.1.0 requires coverage, which is not installed.\n"


@pytest.mark.parametrize(
    ("said", "of_it"),
    [
        (LOOKED_PAST_THE_LOCK, "coverage[toml]>=7.10.6"),
        (WRONG_HASH, "DO NOT MATCH THE HASHES"),
        (NO_ROOM, "No space left on device"),
        (NO_APT, "Unable to locate package python3.11-venv"),
        (NOT_CLOSED, "requires coverage"),
    ],
)
def test_what_failed_is_one_line_that_names_it(said: str, of_it: str) -> None:
    told = set_up.what_failed(said)
    assert of_it in told
    assert "\n" not in told


def test_a_step_that_fails_names_itself_and_where_the_rest_stands(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("ERROR: of an earlier step\n", "utf-8")
    program = "print('much'); raise SystemExit('ERROR: of this one')"
    with pytest.raises(set_up.Stopped) as stopped:
        set_up.step(log, "the lock", [sys.executable, "-c", program])
    assert str(stopped.value) == f"the lock: ERROR: of this one (all that was said: {log})"
    assert "much" in log.read_text("utf-8")


@pytest.mark.thorough
def test_the_real_pip_without_any_registry_stops_it_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "wheels"
    empty.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    ran = subprocess.run(
        [sys.executable, set_up.__file__, str(tmp_path / "env")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert "the lock: ERROR: " in ran.stderr
    assert not (tmp_path / "env" / ".installed").exists()
