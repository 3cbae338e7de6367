"""The fixtures on other days than their own: what lies near their day moves along with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from portal_bot import clock
from portal_bot.checking import check_paths
from tests.support.days import moment_of
from tests.support.dossiers import said_in, written
from tests.support.drawn_scans import page, saved
from tests.support.fixtures import FIXTURES

# Births of grown people, cards and deeds of long ago stay where they are.
NEAR = timedelta(days=500)
_DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)")
# Says a day in words, which do not move; it may be left out.
_IN_WORDS = re.compile(r"^ *birth_date_in_words: .*\n", re.MULTILINE)


def cases() -> list[tuple[Path, ...]]:
    """The fixtures of each procedure, the plain one first."""
    return [
        tuple(sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != "plain", path)))
        for folder in sorted(FIXTURES.iterdir())
        if any(folder.glob("*.yaml"))
    ]


def write(to: Path, choice: Sequence[Path], number: int, at: datetime) -> Path:
    """Writes the first of these fixtures that is right on that day, as a request of its own.

    Raises:
        AssertionError: none of them is.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    for case in choice:
        _write(to, case, number, at)
        with clock.at(at):
            (checked,) = check_paths([to])
        if checked.ok:
            return to
    raise AssertionError(f"no fixture of {choice[0].parent.name} is right on {at:%d/%m/%Y}")


def _write(to: Path, case: Path, number: int, at: datetime) -> None:
    own = moment_of(case)
    moved = at.date() - own.date()
    text = "".join(_moved(_IN_WORDS.sub("", case.read_text("utf-8")), own.date(), moved))
    to.write_text(text, "utf-8")
    written(to, {"request": f"lần {number}"}, to)


def _moved(text: str, own: date, by: timedelta) -> Iterator[str]:
    end = 0
    for found in _DAY.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            yield found[0]
            continue
        yield (day + by).isoformat() if abs(day - own) <= NEAR else found[0]
    yield text[end:]


def break_it(path: Path) -> None:
    """Makes a dossier that the check refuses: its owner's number is too short."""
    dossier = said_in(path)
    dossier["applicant"]["citizen_id"] = "0540"
    path.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")


def add_paper(path: Path, number: int) -> bool:
    """Adds a scan to the first of a dossier's papers; false where it has none."""
    dossier = said_in(path)
    papers: dict[str, list[str]] = dossier.get("papers") or {}
    if not papers:
        return False
    scan = path.with_name(f"bo-sung-{number}.jpg")
    scan.write_bytes(saved(page(f"{path.name}/{number}")))
    papers[next(iter(papers))].append(str(scan))
    path.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")
    return True
