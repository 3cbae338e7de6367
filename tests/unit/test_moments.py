"""Times are Vietnam's, whatever the machine's own zone is."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from portal_bot.moments import VIETNAM, iso, moment, next_minute, stamp

EVENING = datetime(2026, 11, 23, 18, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-11-24T11:30:00+07:00", "24/11/2026 11:30"),
        ("2026-11-24T04:30:00+00:00", "24/11/2026 11:30"),
        ("2026-11-24T04:30:00Z", "24/11/2026 11:30"),
        ("2026-11-24T11:30:00", "24/11/2026 11:30"),
        ("2026-11-24T00:00:00+07:00", "24/11/2026"),
        ("2026-11-24", "24/11/2026"),
        (EVENING, "24/11/2026 01:30"),
        ("ngày mai", "ngày mai"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_time_is_told_as_people_here_write_it(said: str | datetime | None, told: str) -> None:
    assert moment(said) == told


def test_programs_get_vietnams_offset() -> None:
    assert iso(EVENING) == "2026-11-24T01:30:15+07:00"
    assert iso(datetime(2026, 11, 24, 8, 0)) == "2026-11-24T08:00:00+07:00"  # noqa: DTZ001 - that is the case


def test_our_own_midnight_is_a_time_and_not_a_bare_date() -> None:
    assert stamp(datetime(2026, 11, 24, 0, 0, tzinfo=VIETNAM)) == "24/11/2026 00:00"


def test_from_then_on_is_never_told_too_early() -> None:
    assert stamp(next_minute(EVENING)) == "24/11/2026 01:31"
    whole = EVENING.replace(second=0)
    assert next_minute(whole) == whole


_TOLD = """
from datetime import UTC, datetime
from pathlib import Path
import sys
from loguru import logger
from portal_bot import logs
from portal_bot.batch.records import write_records
from portal_bot.batch.junit_cases import write_submitted
from portal_bot.cli.receipts import show
from portal_bot.run.events import Event
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Receipt
from portal_bot.portals.profile import load
home, began = Path(sys.argv[1]), datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
receipt = Receipt("H45-1", "2026-11-23T18:30:00+00:00", "2026-11-24T04:30:00+00:00")
report = Report((FilingReport("PB-A", Path("a.yaml"), "x", "verified", receipt, verified=True),))
show(report, practice=False, run="submit")
folder = write_records(home, load("mock"), report, began)
print((folder / "batch.html").read_text("utf-8"), (folder / "batch.csv").read_text("utf-8"))
print(write_submitted(home / "j.xml", report, practice=True, began=began, seconds=1).read_text())
print(Event("note", "", Path(), "", at=began).as_json()["at"])
logs.configure(1)
logger.patch(lambda r: r.update(time=r["time"].replace(hour=18, minute=30, tzinfo=UTC))).info("x")
"""


# The first is the farthest from ours.
@pytest.mark.parametrize(
    "zone",
    [
        "America/Los_Angeles",
        *(pytest.param(zone, marks=pytest.mark.thorough) for zone in ("Asia/Ho_Chi_Minh", "UTC")),
    ],
)
def test_no_report_depends_on_the_machines_zone(zone: str, tmp_path: os.PathLike[str]) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _TOLD, str(tmp_path)],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for told in (
        "lúc 24/11/2026 01:30",  # the receipts' words
        "24/11/2026 11:30",  # the day of appointment, in table, page and CSV
        "<dd>24/11/2026 01:30</dd>",  # when the run began
        'timestamp="2026-11-24T01:30:00+07:00"',
        "2026-11-24T01:30:00.000+07:00",
    ):
        assert told in child.stdout
    assert child.stderr.startswith("01:30:")
    assert "23/11/2026" not in child.stdout
