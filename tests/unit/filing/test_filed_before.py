"""What `check` says of dossiers that this machine's journal knows, without a portal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.checking import Checked, check_paths
from portal_bot.filing.filed_before import tell_of_filed
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Receipt, State
from portal_bot.run.home import known_secret, writing
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
NAME = "declaration.child.full_name"
NUMBER = "H45.22243-261122-0007"
CODES = {
    "filed_before", "filed_otherwise", "being_filed", "filing_uncertain", "like_filed",
    "journal_altered",
}  # fmt: skip
# Of each kind of subject one: names and days, numbers, a number beside rows of a table.
SAMPLES = [
    FIXTURES / slug / "plain.yaml"
    for slug in ("birth_registration", "marriage_registration", "poor_household_recognition",
                 "copy_certification", "death_registration")
]  # fmt: skip


def checked(
    folder: Path, name: str = "a.yaml", changes: Mapping[str, Any] | None = None,
    source: Path = BIRTH,
) -> Checked:  # fmt: skip
    path = written(folder / name, changes, source)
    (each,) = check_paths([path])
    assert each.ok, each.problems
    return each


def filed(home: Path, dossier: Checked, how: str, portal: str = "that", world: str = "") -> None:
    ready = Ready.of(dossier)
    home.mkdir(exist_ok=True)
    with writing(home) as journal:
        identity = Identity(known_secret(home), portal, world)
        filing = journal.open(identity.filing(ready))
        if how == "checked":
            return
        filing = journal.begin(filing)
        if how == "rejected":
            journal.set_aside(filing, State.REJECTED, Fault("portal_rejected", "thiếu giấy"))
        if how in {"received", "uncertain"}:
            filing = journal.intend(filing, click_deadline=clock.now(UTC))
        if how == "received":
            journal.receive(filing, Receipt(NUMBER, "2026-11-22T09:00:00+07:00"), how="answer")


def told(home: Path, *dossiers: Checked, portal: str | None = None) -> list[tuple[str, str, str]]:
    tell_of_filed(dossiers, home, portal)
    return [
        (p.code, p.severity, p.message) for d in dossiers for p in d.problems if p.code in CODES
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_what_was_filed_is_told_with_its_number(sample: Path, tmp_path: Path) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path, source=sample)
    filed(home, dossier, "received")
    ((code, severity, message),) = told(home, dossier)
    assert (code, severity) == ("filed_before", "info")
    assert NUMBER in message
    assert "22/11/2026 09:00" in message
    assert dossier.ok


@pytest.mark.parametrize(
    ("how", "code", "severity"),
    [
        ("checked", None, None),
        ("begun", "being_filed", "info"),
        ("rejected", "being_filed", "info"),
        ("uncertain", "filing_uncertain", "warning"),
    ],
)
def test_every_state_is_told(
    how: str, code: str | None, severity: str | None, tmp_path: Path
) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path)
    filed(home, dossier, how)
    found = [each[:2] for each in told(home, dossier)]
    assert found == ([(code, severity)] if code else [])


def test_other_content_under_the_same_request_is_refused(tmp_path: Path) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path)
    filed(home, dossier, "received")
    edited = checked(tmp_path, "a.yaml", {"applicant.phone": "0905000777"})
    ((code, severity, message),) = told(home, edited)
    assert (code, severity) == ("filed_otherwise", "error")
    assert NUMBER in message
    assert edited.exit_code == 10


@pytest.mark.parametrize(
    ("sample", "changes"),
    [
        (SAMPLES[0], {NAME: "Nguyễn Thị Mẫu Ân"}),
        (SAMPLES[1], {"declaration.groom.id_number": "054085000113"}),
        (SAMPLES[4], {"declaration.deceased.full_name": "Mai Thị Gia Mẹ"}),
    ],
    ids=["birth", "marriage", "death"],
)
def test_a_near_twin_of_what_was_filed_is_asked_about(
    sample: Path, changes: dict[str, str], tmp_path: Path
) -> None:
    home, first = tmp_path / "home", checked(tmp_path, source=sample)
    filed(home, first, "received")
    second = checked(tmp_path, "b.yaml", changes, sample)
    assert [each[:2] for each in told(home, second)] == [("like_filed", "warning")]


def test_a_file_that_became_another_dossier_is_refused(tmp_path: Path) -> None:
    home, first = tmp_path / "home", checked(tmp_path)
    filed(home, first, "received")
    other = checked(tmp_path, "a.yaml", {NAME: "Phan Bảo Hoàn Toàn Khác"})
    ((code, severity, _),) = told(home, other)
    assert (code, severity) == ("like_filed", "error")


def test_what_was_practised_is_a_note(tmp_path: Path) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path)
    filed(home, dossier, "uncertain", portal="mock", world="w1")
    ((code, severity, message),) = told(home, dossier)
    assert (code, severity) == ("filing_uncertain", "info")
    assert "hử nghiệm" in message


def test_another_portal_says_nothing_of_this_one(tmp_path: Path) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path)
    filed(home, dossier, "received")
    assert told(home, dossier, portal="other") == []
    assert [each[0] for each in told(home, dossier, portal="that")] == ["filed_before"]


def test_neither_a_home_without_a_journal_nor_a_broken_one_stops_the_check(tmp_path: Path) -> None:
    home, dossier = tmp_path / "home", checked(tmp_path)
    assert told(home, dossier) == []
    filed(home, dossier, "received")
    (home / "journal.sqlite3").write_bytes(b"not a journal" * 100)
    assert told(home, dossier) == []


def test_two_of_one_run_are_not_twins_of_each_other_there(tmp_path: Path) -> None:
    home, one = tmp_path / "home", checked(tmp_path)
    two = checked(tmp_path, "b.yaml", {NAME: "Nguyễn Thị Mẫu Ân"})
    filed(home, one, "received")
    assert [each[0] for each in told(home, one, two)] == ["filed_before"]
