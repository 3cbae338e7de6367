"""`make bench-intake`: how long a workbook of a thousand rows takes to check, and to be answered,
and how many of the faults that `tests.intake_faults` makes are told.

Every row is the largest birth with other people in it, and no scans. The CPU time and the memory
are those of a process that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import openpyxl
import yaml

from bench.check import LARGEST, write_dossiers

CHECK_S, WRITE_S, MEMORY_MIB = 2.0, 2.0, 300
TODAY = date(2026, 11, 22)
_SLUG = "birth_registration"


def write_workbook(to: Path, count: int) -> None:
    """A template with so many rows typed in."""
    from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, blank_workbook
    from tests.support.workbooks import put, told

    flow = told(_SLUG)
    to.write_bytes(blank_workbook([flow]))
    book = openpyxl.load_workbook(to)
    row = FIRST_ROW
    with tempfile.TemporaryDirectory() as folder:
        write_dossiers(Path(folder), [LARGEST], count)
        for file in sorted(Path(folder).glob("*.yaml")):
            said = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - text only
            row = put(book.worksheets[1], flow, row, said)
    book.save(to)


def measured(path: Path, count: int) -> dict[str, float]:
    """One check and one answer, in this process."""
    import resource

    from portal_bot import clock
    from portal_bot.checking import check_paths
    from portal_bot.filing.answered_rows import answer_checked, forecast_of

    began = time.process_time()
    checked = check_paths([path], today=TODAY)
    check = time.process_time() - began
    assert len(checked) == count, len(checked)
    wrong = {p.code for each in checked for p in each.problems if p.severity == "error"}
    assert wrong <= {"missing_paper"}, sorted(wrong)
    now = clock.now()
    forecasts = [forecast_of(each, now) for each in checked]
    began = time.process_time()
    told = answer_checked(checked, forecasts)
    write = time.process_time() - began
    assert not told, told
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"check": check, "write": write, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the faults")
    parser.add_argument("--only-faults", action="store_true")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured(options.measure, options.count)))
        return
    if not options.only_faults:
        _print_speeds(options.count, options.rounds)
    sys.exit(_print_figures(options.seed))


def _print_figures(seed: int) -> int:
    from tests.intake_faults.figures import RECALL, figures

    found = figures(seed)
    print(*found.lines(), sep="\n")
    return int(found.recall < RECALL or bool(found.alarms))


def _print_speeds(count: int, how_often: int) -> None:
    from tests.support.ods import as_ods

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "so.xlsx"
        write_workbook(book, count)
        for each in (book, as_ods(book)):
            _print_speed(each, count, how_often)


def _print_speed(book: Path, count: int, how_often: int) -> None:
    again = [sys.executable, "-m", "bench.intake", "--measure", str(book), "--count", str(count)]
    rounds = [
        json.loads(subprocess.run(again, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for _ in range(how_often)
    ]
    check, write, memory = (min(r[k] for r in rounds) for k in ("check", "write", "memory"))
    share = count / 1000
    print(f"{count} rows of {book.suffix}")
    print(f"checked       CPU {check:.2f} s   (budget {CHECK_S * share:.2f} s)")
    print(f"written back  CPU {write:.2f} s   (budget {WRITE_S * share:.2f} s)")
    print(f"memory        {memory:.0f} MiB   (budget {MEMORY_MIB} MiB)")


if __name__ == "__main__":
    main()
