"""Many dossiers of many people, made of the fixtures of all flows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from portal_bot.checking import check_paths

FIXTURES = Path(__file__).parents[1] / "fixtures"
_PAPER = re.compile(r"(?<=[\[ ])\.\./papers/")
_REQUEST = re.compile(r"^request:.*\n", re.MULTILINE)
_NAME = re.compile(r'((?:full_name|given_by): "?)([^,}#\n"]*[^,}#\s"])')
_PHONE = re.compile(r'(phone: "0\d{3})\d{6}"')
_EMAIL = re.compile(r"(email: \w+)@")
_DETAIL = re.compile(r'(detail: "?)([^,}#\n"]*[^,}#\s"])')
_SYLLABLES = ("An", "Bình", "Chi", "Dung", "Hà", "Khánh", "Lan", "Oanh", "Phúc", "Tâm")


def fixtures() -> list[Path]:
    """Every fixture, one flow after the other: the first of each, then the second of each."""
    flows = [sorted(folder.glob("*.yaml")) for folder in sorted(FIXTURES.iterdir())]
    cases = max(len(flow) for flow in flows)
    return [flow[case] for case in range(cases) for flow in flows if case < len(flow)]


def write_dossiers(folder: Path, count: int) -> list[Path]:
    """Fills the folder with `count` right dossiers, each a request of its own.

    Each is about other people than the rest, as far as its procedure's rules allow: names and
    how they are reached, else only how they are reached, else nobody but the request's label.
    """
    samples = [(path, _widest(folder, path)) for path in fixtures()]
    written = []
    for number, (path, change) in enumerate(islice(cycle(samples), count)):
        to = folder / f"{number:04}-{path.parent.name}.yaml"
        to.write_text(change(_text(path), number), "utf-8")
        written.append(to)
    return written


Change = Callable[[str, int], str]


def _widest(folder: Path, path: Path) -> Change:
    """The change of most values that leaves this fixture right."""
    trial = folder / "trial.yaml"
    for change in (_other_people, _other_ways, _other_request):
        trial.write_text(change(_text(path), 7), "utf-8")
        (checked,) = check_paths([trial])
        trial.unlink()
        if checked.ok:
            return change
    raise AssertionError(f"{path} is not a right dossier")


def _text(path: Path) -> str:
    papers = f"{FIXTURES.as_posix()}/papers/"
    return _PAPER.sub(papers, path.read_text("utf-8"))


def _other_request(text: str, number: int) -> str:
    return f"{_REQUEST.sub('', text).rstrip()}\nrequest: Lần {number}\n"


def _other_ways(text: str, number: int) -> str:
    text = _PHONE.sub(rf'\g<1>{number:06}"', text)
    text = _EMAIL.sub(rf"\g<1>{number}@", text)
    return _other_request(_DETAIL.sub(rf"\g<1>\g<2> ngõ {number}", text), number)


def _other_people(text: str, number: int) -> str:
    return _other_ways(_NAME.sub(rf"\g<1>\g<2> {_called(number)}", text), number)


def _called(number: int) -> str:
    return " ".join(_SYLLABLES[int(digit)] for digit in f"{number:04}")


def changes(folder: Path) -> Iterator[tuple[Path, str]]:
    """What is changed of each fixture, by name."""
    for path in fixtures():
        yield path, _widest(folder, path).__name__
