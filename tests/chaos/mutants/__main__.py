"""`make chaos-mutants`: the honest program is green on all cells, every mutant red on its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.chaos.mutants.cells import DRY, TELLING, WIDE

OUT = Path("build/chaos-mutants")


def counts_of(name: str, seed: str, program: str | None) -> dict[str, Any]:
    """Plays the cells with one program and returns its figures."""
    out = OUT / name
    command = [sys.executable, "-m", "portal_bot", "chaos", "--seed", seed, "--name", name]
    command += ["--dossiers", "1", "--out", str(out), "--json"]
    # One cell tells on a mutant; seventeen times all of them would be an hour.
    cells = WIDE if program is None else (TELLING[name][0],)
    command += [word for cell in cells for word in ("--only", cell)]
    if program is not None:
        command += ["--program", f"{sys.executable} -m {program}"]
    if name in DRY:
        command += ["--dry-program", f"{sys.executable} -m {program} fill"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    read: dict[str, Any] = json.loads((out / "counts.json").read_text("utf-8"))
    return read


def main() -> int:
    seed = sys.argv[1] if len(sys.argv) > 1 else "1"
    honest = counts_of("portal-bot", seed, None)
    all_of = [honest, *(counts_of(name, seed, f"tests.chaos.mutants.{name}") for name in TELLING)]
    wrong = []
    for counts in all_of:
        is_honest = counts is honest
        told = is_honest or TELLING[counts["program"]][1] in counts["findings"]
        as_it_should = (counts["red_cells"] == 0) == is_honest and told
        sys.stdout.write(
            f"{counts['program']:18} {counts['red_cells']:2}/{counts['cells']} red  "
            f"{counts['findings']}  {'as it should' if as_it_should else 'NOT AS IT SHOULD'}\n"
        )
        wrong += [] if as_it_should else [counts["program"]]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
