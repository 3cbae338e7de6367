"""The proof that the proof works: with a safety taken out, the matrix turns red.

What is thorough here is met elsewhere: an honest program in these cells by the slice and by
`test_lost_answers`; of the mutants one shows for every change that the matrix can turn red. What
the others lack is asked for by `tests/browser/test_gate.py`, by `test_reconcile.py` of the units,
by `tests/filing/test_submit.py` (read-back, one writer a home) and `tests/journal` (of a row).
"""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from chaos.case import Kind
from portal_bot.cli.app import main
from tests.chaos.mutants.cells import DRY, HONEST, TELLING

# A kill; what the others lack has tests of its own.
FOR_EVERY_CHANGE = {"no_intent"}
LANES = 6
FLOW = "birth_registration/plain"


def chaos(capsys: pytest.CaptureFixture[str], out: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the figures of one small run, with dossiers that have papers."""
    common = ["--seed", "1", "--flow", FLOW, "--dossiers", "1", "--out", str(out), "--json"]
    code = main(["chaos", *words, *common])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.thorough
@pytest.mark.slow
def test_the_honest_program_is_green_where_every_mutant_is_red(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cells = [word for cell in HONEST for word in ("--only", cell)]
    code, counts = chaos(capsys, tmp_path, *cells, "--lanes", str(LANES))
    assert (code, counts["findings"], counts["cells"]) == (0, {}, len(set(HONEST)))
    assert set(counts["promised"].values()) == {0}
    assert "kill -9" in (tmp_path / "heatmap.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "mutant",
    [pytest.param(m, marks=() if m in FOR_EVERY_CHANGE else pytest.mark.thorough) for m in TELLING],
)
def test_without_one_safety_the_matrix_turns_red(
    mutant: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cell, kind = TELLING[mutant]
    program = shlex.join([sys.executable, "-m", f"tests.chaos.mutants.{mutant}"])
    words = ["--only", cell, "--program", program, "--until-doubled"]
    words += ["--dry-program", f"{program} fill"] if mutant in DRY else []
    code, counts = chaos(capsys, tmp_path, *words)
    assert code == 50
    assert counts["findings"].get(kind, 0) >= 1, counts["findings"]
    # A mutant that crashes would be red for a wrong reason.
    assert Kind.BUG not in counts["findings"]


@pytest.mark.thorough
@pytest.mark.slow
def test_an_ordinary_script_with_a_retry_files_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    program = shlex.join([sys.executable, "-m", "tests.chaos.baseline.naive"])
    well = chaos(capsys, tmp_path / "well", "--only", "none/none", "--program", program)
    assert (well[0], well[1]["findings"]) == (0, {})
    code, counts = chaos(
        capsys, tmp_path / "ill", "--only", "commit_then_502/none", "--program", program
    )
    assert code == 50
    assert counts["findings"].get(Kind.DUPLICATE, 0) == 1
