"""`make bench-check`: how long a thousand dossiers without scans take to check.

The dossiers are the fixtures with other people in each of them and without their papers: every
value is read and judged, and no scan is opened. The CPU time is that of this one process.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from datetime import date
from itertools import cycle
from pathlib import Path

from portal_bot.checking import Checked, check_paths
from portal_bot.intake.filed_content import content_hash

FIXTURES = Path(__file__).parents[1] / "fixtures"
LARGEST = FIXTURES / "birth_registration" / "full.yaml"
# One of every procedure, in turn.
MIXED = "*/plain.yaml"
BUDGET = 1.0
# The fixtures' dates are judged against it.
TODAY = date(2026, 11, 22)
_PAPERS = re.compile(r"^papers:.*\n(?:[ -].*\n)*", re.MULTILINE)
_NAME = re.compile(r'(?:full_name|given_by): "?([^,}#\n"]*[^,}#\s"])')
_NUMBER = re.compile(r'"(0\d{6}|0\d{8})\d{3}"')
_REQUEST = re.compile(r"^request:.*\n", re.MULTILINE)
_SYLLABLES = ("An", "Bình", "Chi", "Dung", "Hà", "Khánh", "Lan", "Oanh", "Phúc", "Tâm")


def write_dossiers(folder: Path, samples: list[Path], count: int) -> None:
    """Fills the folder; no two dossiers are of the same people."""
    texts = [_PAPERS.sub("", sample.read_text("utf-8")) for sample in samples]
    for number, text in zip(range(count), cycle(texts), strict=False):
        (folder / f"{number:04}.yaml").write_text(_of_others(text, number), "utf-8")


def _of_others(text: str, number: int) -> str:
    serial = f"{number % 1000:03}"
    name = " ".join(_SYLLABLES[int(digit)] for digit in f"{number:04}")
    text = f"{_REQUEST.sub('', text)}request: Lần {number}\n"
    text = _NUMBER.sub(rf'"\g<1>{serial}"', text)
    # Wherever a person is named, they are still one person; the longest name first, for one may
    # begin with another.
    known = sorted(set(_NAME.findall(text)), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, known)), rf"\g<0> {name}", text)


def measure(samples: list[Path], count: int, rounds: int) -> tuple[float, float]:
    """The least CPU and wall seconds of some rounds."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        write_dossiers(Path(folder), samples, count)
        for _round in range(rounds):
            wall, cpu = time.perf_counter(), time.process_time()
            checked = check_paths([folder], today=TODAY)
            times.append((time.process_time() - cpu, time.perf_counter() - wall))
            _look_through(checked, count)
            del checked
    return min(cpu for cpu, _wall in times), min(wall for _cpu, wall in times)


def _look_through(checked: list[Checked], count: int) -> None:
    """Whoever does not read everything has no time."""
    assert len(checked) == count
    for each in checked:
        wrong = {problem.code for problem in each.problems if problem.severity == "error"}
        assert wrong <= {"missing_paper"}, f"{each.path.name}: {sorted(wrong)}"
        assert content_hash(each), f"{each.path.name} was not read to its end"
    assert len({content_hash(each) for each in checked}) == count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    fixtures = sorted(FIXTURES.glob(MIXED))
    for name, samples in (("mixed", fixtures), ("the largest", [LARGEST])):
        cpu, wall = measure(samples, options.count, options.rounds)
        times = f"CPU {cpu:.2f} s   wall {wall:.2f} s"
        budget = BUDGET * options.count / 1000
        print(f"{name:<14} {options.count} dossiers   {times}   (budget {budget:.2f} s of CPU)")


if __name__ == "__main__":
    main()
