"""What the journal remembers of an intent, when file, home or journal are changed afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.errors import SetupError, UsageError
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.hearing import Decision
from portal_bot.filing.one_filing import status
from portal_bot.filing.resolve import resolve
from portal_bot.intake.marks import Kin
from portal_bot.journal import Filing, Seal, store
from portal_bot.run.home import reading
from portal_bot.run.options import Options
from tests.support.choosing import thorough
from tests.support.dossiers import written
from tests.support.mock import MockPortal
from tests.support.outcome import Outcome, submitted

pytestmark = pytest.mark.in_turn(2)

NAME = "declaration.child.full_name"
CHILD = "Nguyễn Thị Mẫu An"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return written(tmp_path / "in" / "a.yaml", {NAME: CHILD})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def left_uncertain(mock: MockPortal, home: Path, dossier: Path) -> Outcome:
    mock.fault("two_records", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    outcome = await submitted(mock, home, dossier)
    assert (outcome.state, len(outcome.commits)) == ("uncertain", 1)
    return outcome


async def test_an_open_filing_is_not_looked_up_with_another_account(
    mock: MockPortal, home: Path, dossier: Path
) -> None:
    before = await left_uncertain(mock, home, dossier)
    written(dossier, {NAME: CHILD, "account.username": "tinhnguyenvien"})
    after = await submitted(mock, home, dossier)
    assert (after.state, len(after.commits), len(after.stored)) == ("uncertain", 1, 2)
    assert str(before.filing.account) in after.message
    assert after.filing.error is not None
    assert after.filing.error.field == "account.username"
    # Nothing was asked of the portal, and nothing is known of it that was not known before.
    assert after.kinds == before.kinds
    # Nor does what that account does not see tell anything, whoever says so.
    for number in (None, before.numbers[0]):
        word = Decision(number, "Nguyễn Cán Bộ")
        options = Options(portal_url=mock.address, home=home)
        with pytest.raises(UsageError, match=r"đã gửi bằng.*--offline"):
            await resolve(str(before.filing.id), word, options)
    assert status(None, home).filings[0].state == "uncertain"


@pytest.mark.parametrize("name", ["Nguyễn Thị Mẫu Ân", *thorough("Trần Văn Khác Hẳn")])
async def test_a_file_whose_subject_was_changed_after_an_uncertain_end_is_refused(
    mock: MockPortal, home: Path, dossier: Path, name: str
) -> None:
    before = await left_uncertain(mock, home, dossier)
    written(dossier, {NAME: name})
    after = await submitted(mock, home, dossier)
    assert (after.exit_code, len(after.commits)) == (10, 1)
    assert str(before.filing.id) in after.message
    assert "Sửa hồ sơ đã nộp?" in after.message


async def test_a_corrected_copy_is_asked_about_and_a_label_is_the_answer(
    mock: MockPortal, home: Path, dossier: Path
) -> None:
    await submitted(mock, home, dossier)
    copy = written(dossier.parent / "b.yaml", {NAME: "Nguyễn Thị Mẫu Ân"})
    asked = await submitted(mock, home, copy)
    assert (asked.exit_code, asked.state, len(asked.commits)) == (30, "needs_human", 1)
    written(copy, {NAME: "Nguyễn Thị Mẫu Ân", "request": "cháu thứ hai"})
    answered = await submitted(mock, home, copy)
    assert (answered.exit_code, answered.state, len(answered.commits)) == (0, "verified", 2)


async def test_two_that_are_given_at_once_are_two(
    mock: MockPortal, home: Path, dossier: Path
) -> None:
    other = written(dossier.parent / "b.yaml", {NAME: "Nguyễn Thị Mẫu Ân"})
    report = await aio.submit([dossier, other], portal_url=mock.address, home=home)
    assert [f.state for f in report.filings] == ["verified", "verified"]
    again = await aio.submit([dossier, other], portal_url=mock.address, home=home)
    assert (again.exit_code, len(mock.commits())) == (0, 2)


async def test_a_row_that_other_hands_changed_stops_that_filing_and_no_other(
    mock: MockPortal, home: Path, dossier: Path
) -> None:
    before = await left_uncertain(mock, home, dossier)
    with closing(sqlite3.connect(home / "journal.sqlite3")) as db, db:
        db.execute("UPDATE filings SET state = 'checked', intent = NULL, attempts = 0")
        db.execute("DELETE FROM events WHERE kind NOT IN ('checked')")
    other = written(dossier.parent / "b.yaml", {"request": "lần 2"})
    report = await aio.submit([dossier, other], portal_url=mock.address, home=home)
    altered, filed = report.filings
    assert (filed.state, len(mock.commits())) == ("verified", 2)
    assert (altered.state, altered.receipt, report.exit_code) == ("uncertain", None, 40)
    assert altered.error is not None
    assert altered.error.code == "journal_altered"
    assert report.stopped is None
    # The way back is named, and leads back.
    right = sorted((home / "backups").glob("journal-*"))
    [named] = [copy for copy in right if str(copy) in altered.error.message]
    assert named == right[0]
    told = {f.id: f for f in status(None, home).filings}
    codes = {name: f.error and f.error.code for name, f in told.items()}
    assert codes == {before.filing.id: "journal_altered", filed.id: None}
    for company in home.glob("journal.sqlite3*"):
        company.unlink()
    shutil.copy(named, home / "journal.sqlite3")
    again = await submitted(mock, home, dossier)
    assert (again.state, again.exit_code) == ("uncertain", 40)
    assert "resolve" in again.message
    # What was sent after that copy is looked for, and found.
    found = await submitted(mock, home, other)
    assert (found.state, len(found.commits)) == ("verified", 2)


def _not_sealed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Seal, "holds", lambda *_: True)
    patch.setattr(store, "is_sealed", lambda *_: True)


def _not_remembered(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Kin, "objection", lambda *_: None)


async def _blindly(_: AccountList, __: object, filing: Filing, ___: str) -> Filing:
    return filing


def _called_not_sent(home: Path, _: Path) -> None:
    with closing(sqlite3.connect(home / "journal.sqlite3")) as db, db:
        db.execute("UPDATE filings SET state = 'checked', intent = NULL")


def _renamed(_: Path, dossier: Path) -> None:
    written(dossier, {NAME: "Nguyễn Thị Mẫu Ân"})


# That the tests above can fail; and that what stays whole is right is what they show.
@pytest.mark.thorough
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "mutant"])
@pytest.mark.parametrize(
    ("without", "change"),
    [
        (_not_sealed, _called_not_sent),
        (_not_remembered, _renamed),
    ],
)
async def test_without_each_of_these_the_portal_gets_a_second_one(
    mock: MockPortal,
    home: Path,
    dossier: Path,
    monkeypatch: pytest.MonkeyPatch,
    without: Callable[[pytest.MonkeyPatch], None],
    change: Callable[[Path, Path], None],
    *,
    whole: bool,
) -> None:
    """What the tests above would tell on. The look before the click, which finds some of it out,
    too, is left out in all; another account has no list that could prove absence, so there no
    single safety is missing enough.
    """
    monkeypatch.setattr(AccountList, "before_click", _blindly)
    await left_uncertain(mock, home, dossier)
    change(home, dossier)
    if not whole:
        without(monkeypatch)
    after = await submitted(mock, home, dossier)
    assert (len(after.commits) == 1) is whole


async def test_a_filing_that_was_taken_out_of_the_journal_stops_it_until_it_is_brought_back(
    mock: MockPortal, home: Path, dossier: Path
) -> None:
    """Row, history and note of the click: the roll still names it."""
    other = written(dossier.parent / "b.yaml", {"request": "lần 2"})
    await aio.submit([dossier, other], portal_url=mock.address, home=home)
    with reading(home) as journal:
        gone = [one.id for one in journal.all() if one.path == str(dossier)]
    with closing(sqlite3.connect(home / "journal.sqlite3")) as db, db:
        db.execute("DELETE FROM events WHERE filing = ?", gone)
        db.execute("DELETE FROM filings WHERE id = ?", gone)
    (home / "sent.log").unlink()
    again = await aio.submit([dossier], portal_url=mock.address, home=home)
    (told,) = again.filings
    assert (told.state, told.exit_code, len(mock.commits())) == ("uncertain", 40, 2)
    assert told.error is not None
    assert told.error.code == "journal_altered"
    # A copy that was made after it was taken out is no help, and is not named.
    copies = (home / "backups").glob("journal*")
    (kept,) = [copy for copy in copies if str(copy) in told.error.message]
    shutil.copy(kept, home / "journal.sqlite3")
    for left in ("-wal", "-shm"):
        (home / f"journal.sqlite3{left}").unlink(missing_ok=True)
    back = await submitted(mock, home, dossier)
    assert (back.state, back.exit_code, len(back.commits)) == ("verified", 0, 2)


@pytest.mark.parametrize("lost", ["secret.key", "journal.sqlite3"])
async def test_a_home_that_lost_its_secret_or_its_journal_files_nothing(
    mock: MockPortal, home: Path, dossier: Path, lost: str
) -> None:
    await submitted(mock, home, dossier)
    (home / lost).unlink()
    with pytest.raises(SetupError) as told:
        await aio.submit([dossier], portal_url=mock.address, home=home)
    assert told.value.exit_code == 12
    assert (len(mock.commits()), (home / lost).exists()) == (1, False)
    # What the message names brings it back.
    kept = max((home / "backups").glob(f"{lost.partition('.')[0]}*"))
    assert str(kept) in told.value.message
    shutil.copy(kept, home / lost)
    again = await submitted(mock, home, dossier)
    assert (again.exit_code, again.state, len(again.commits)) == (0, "verified", 1)
