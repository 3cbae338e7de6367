"""The line: as many at once as may be, nobody twice, and one bad dossier stops nobody."""

from __future__ import annotations

import asyncio
import errno
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from portal_bot import checking, clock
from portal_bot.batch import waiting
from portal_bot.browser.lending import Browsers
from portal_bot.errors import PortalUnavailable, SetupError, SubmissionUncertain
from portal_bot.filing.desk import Desk
from portal_bot.filing.report import FilingReport, of_error, of_filing
from portal_bot.human import MockHuman
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Journal, Receipt, State
from portal_bot.journal.backup import back_up
from portal_bot.portals.profile_parts import Politeness
from tests.support.dossiers import written
from tests.unit.batch.conftest import Batch, file_it


class Crowd:
    """Counts how many are filed at once; holds each until `enough` are there."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.now = self.most = self.all = 0
        self.full = asyncio.Event()

    async def __call__(self, desk: Desk, ready: Ready) -> FilingReport:
        self.now += 1
        self.all += 1
        self.most = max(self.most, self.now)
        if self.now >= self.enough:
            self.full.set()
        await self.full.wait()
        await asyncio.sleep(0)
        self.now -= 1
        return await file_it(desk, ready)


async def test_as_many_at_once_as_was_said(batch: Batch) -> None:
    batch.dossiers(6)
    crowd = Crowd(3)
    report = await batch.run(crowd, sessions=3)
    assert (crowd.most, crowd.all) == (3, 6)
    assert {f.state for f in report.filings} == {"verified"}
    assert report.exit_code == 0


async def test_the_portal_may_allow_fewer(batch: Batch) -> None:
    batch.dossiers(4)
    batch.politeness = Politeness(sessions=1)
    crowd = Crowd(1)
    await batch.run(crowd, sessions=8)
    assert (crowd.most, crowd.all) == (1, 4)


async def test_what_is_filed_starts_no_browser(batch: Batch) -> None:
    batch.dossiers(2)
    await batch.run()
    asked_for = batch.warmed
    assert asked_for
    report = await batch.run()
    assert batch.warmed == asked_for
    assert [f.state for f in report.filings] == ["verified", "verified"]


async def test_one_dossier_in_two_files_goes_through_one_browser(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the check ever not see it, the key does."""
    monkeypatch.setattr(checking, "tell_of_duplicates", lambda _: None)
    batch.dossiers(1)
    written(batch.folder / "b.yaml", {"request": "LẦN 0"})
    crowd = Crowd(1)
    report = await batch.run(crowd)
    assert crowd.most == 1
    first, second = report.filings
    assert first.id == second.id
    assert second.error is not None
    assert "nội dung khác" in second.error.message


async def test_one_dossier_in_two_files_does_not_lock_itself_out_of_the_only_slot(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first waits for a person without its slot; the second must not keep that slot from it."""
    monkeypatch.setattr(checking, "tell_of_duplicates", lambda _: None)
    batch.dossiers(1)
    written(batch.folder / "b.yaml", {"request": "LẦN 0"})
    monkeypatch.setattr(waiting, "GRACE_S", 0.0)
    answered = asyncio.Event()

    async def confirm(_: MockHuman, question: str) -> bool:
        await answered.wait()
        return True

    monkeypatch.setattr(MockHuman, "confirm", confirm)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        asyncio.get_running_loop().call_later(0.05, answered.set)
        assert await desk.human.confirm("Đồng ý?")
        return await file_it(desk, ready)

    async with asyncio.timeout(60):
        report = await batch.run(one, sessions=1)
    assert [f.state for f in report.filings] == ["verified", "verified"]


async def test_a_bad_dossier_is_set_aside_and_the_rest_is_filed(batch: Batch) -> None:
    batch.dossiers(3)
    written(batch.folder / "00.yaml", {"declaration.child.birth_date": "31/02/2026"})
    report = await batch.run()
    assert [f.state for f in report.filings] == ["new", "verified", "verified"]
    assert report.exit_code == 10


async def test_a_bug_of_ours_costs_one_dossier(batch: Batch) -> None:
    batch.dossiers(2)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        if ready.path.name == "00.yaml":
            raise ZeroDivisionError
        return await file_it(desk, ready)

    report = await batch.run(one)
    assert [f.exit_code for f in report.filings] == [50, 0]


@pytest.mark.parametrize("change", ["deleted", "edited", "comment"])
async def test_a_file_that_changes_before_its_turn_is_checked_again(
    batch: Batch, change: str
) -> None:
    _, second = batch.dossiers(2)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        if change == "deleted":
            second.unlink()
        elif change == "edited":
            edited = {"request": "lần 1", "declaration.child.birth_place": "Nơi khác"}
            written(second, edited)
        elif "# " not in second.read_text("utf-8"):
            second.write_text("# chỉ thêm một dòng\n" + second.read_text("utf-8"), "utf-8")
        return await file_it(desk, ready)

    report = await batch.run(one, sessions=1)
    told = report.filings[1]
    if change == "comment":
        assert (told.state, report.exit_code) == ("verified", 0)
        return
    assert (told.state, report.exit_code) == ("checked", 10)
    assert told.error is not None
    assert {"deleted": "bị xóa", "edited": "bị sửa"}[change] in told.error.message


async def test_a_scan_that_changes_before_its_turn_is_noticed(batch: Batch) -> None:
    batch.dossiers(1)
    scan = batch.folder / "scan.pdf"
    scan.write_bytes((Path(__file__).parents[3] / "fixtures/papers/chung-sinh.pdf").read_bytes())
    changes: dict[str, Any] = {"request": "x", "papers.birth_notification": [str(scan)]}
    written(batch.folder / "b.yaml", changes)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        scan.write_bytes(scan.read_bytes() + b"\n")
        return await file_it(desk, ready)

    report = await batch.run(one, sessions=1)
    assert [f.state for f in report.filings] == ["verified", "checked"]
    assert report.filings[1].error is not None
    assert report.filings[1].error.field == "papers"


async def test_a_dossier_edited_after_it_was_filed_is_refused_by_the_fields_names(
    batch: Batch,
) -> None:
    (dossier,) = batch.dossiers(1)
    await batch.run()
    asked_for = batch.warmed
    written(dossier, {"request": "lần 0", "declaration.child.birth_place": "Nơi khác"})
    report = await batch.run()
    (filing,) = report.filings
    assert (filing.state, report.exit_code) == ("verified", 10)
    assert batch.warmed == asked_for
    assert filing.error is not None
    assert "declaration.child.birth_place (Nơi sinh)" in filing.error.message
    assert "--supersede" in filing.error.message
    assert "Nơi khác" not in filing.error.message


async def doubt(desk: Desk, ready: Ready) -> FilingReport:
    """The first outcome is not understood, also not by reconciliation."""
    filing = desk.journal.open(desk.identity.filing(ready))
    if ready.path.name != "00.yaml":
        return await file_it(desk, ready)
    if filing.intent is None:
        filing = desk.journal.begin(filing)
        filing = desk.journal.intend(filing, click_deadline=clock.now(UTC))
    error = SubmissionUncertain("không rõ")
    filing = desk.journal.set_aside(filing, State.UNCERTAIN, Fault(error.code, str(error)))
    return of_filing(filing, ready.path, error=error)


async def test_the_first_outcome_not_understood_stops_the_line(batch: Batch) -> None:
    batch.dossiers(4)
    report = await batch.run(doubt, sessions=1)
    assert [f.state for f in report.filings] == ["uncertain", "checked", "checked", "checked"]
    assert report.exit_code == 40
    assert report.stopped is not None
    assert "portal-bot resolve PB-" in report.stopped.message
    assert all(f.error and f.error.code == "line_stopped" for f in report.filings[1:])
    with Journal(batch.home / "journal.sqlite3") as journal:
        assert [f.state for f in journal.all()] == ["uncertain", *["checked"] * 3]


async def test_who_says_the_same_again_after_a_doubt_wants_the_others_filed(batch: Batch) -> None:
    batch.dossiers(3)
    await batch.run(doubt, sessions=1)
    batch.stop = type(batch.stop)()
    report = await batch.run(doubt, sessions=1)
    assert [f.state for f in report.filings] == ["uncertain", "verified", "verified"]
    assert (report.exit_code, report.stopped) == (40, None)


async def test_technical_failures_in_a_row_stop_the_line(batch: Batch) -> None:
    batch.dossiers(6)
    batch.politeness = Politeness(sessions=1, failures=3)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        return of_error(ready, PortalUnavailable("cổng bảo trì"))

    report = await batch.run(one)
    assert report.exit_code == 20
    assert report.stopped is not None
    assert "3 hồ sơ liền nhau" in report.stopped.message
    codes = [f.error.code for f in report.filings if f.error]
    assert codes == ["portal_unavailable"] * 3 + ["line_stopped"] * 3


async def test_a_browser_that_died_costs_nobody_a_dossier(batch: Batch) -> None:
    batch.dossiers(3)
    died: list[Path] = []

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        if len(died) < 2:
            died.append(ready.path)
            return of_error(ready, SetupError("trình duyệt bị tắt giữa chừng"))
        return await file_it(desk, ready)

    report = await batch.run(one, sessions=1)
    assert [f.state for f in report.filings] == ["verified"] * 3
    assert len(died) == 2


async def test_without_a_browser_the_run_says_so(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.dossiers(2)

    async def none(_: Browsers) -> None:
        raise SetupError("không có trình duyệt")

    monkeypatch.setattr(Browsers, "warm", none)
    with pytest.raises(SetupError, match="không có trình duyệt"):
        await batch.run()


async def test_stopping_leaves_the_rest_checked_and_waits_for_who_has_clicked(
    batch: Batch,
) -> None:
    batch.dossiers(4)
    answered = asyncio.Event()

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        if ready.path.name == "01.yaml":
            await asyncio.Event().wait()
        filing = desk.journal.begin(desk.journal.open(desk.identity.filing(ready)))
        filing = desk.journal.intend(filing, click_deadline=clock.now(UTC))
        batch.stop.request("interrupted", "theo ý bạn")
        await answered.wait()
        filing = desk.journal.receive(filing, Receipt("H45-1"), how="answer")
        return of_filing(desk.journal.verify(filing, verified=True), ready.path)

    run = asyncio.ensure_future(batch.run(one))
    await batch.stop.event.wait()
    asyncio.get_running_loop().call_later(0.05, answered.set)
    report = await run
    assert [f.state for f in report.filings] == ["verified", "checked", "checked", "checked"]
    assert report.stopped is not None
    assert report.stopped.code == "interrupted"


async def test_a_full_disk_before_the_click_sends_nothing_and_stops(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.dossiers(3)

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Journal, "intend", full)
    report = await batch.run(sessions=1)
    assert report.exit_code == 12
    assert report.filings[0].error is not None
    assert report.filings[0].error.code == "home_unwritable"
    assert all(f.receipt is None for f in report.filings)
    assert report.stopped is not None


async def test_a_full_disk_after_the_answer_still_prints_the_receipt(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.dossiers(2)

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Journal, "receive", full)
    monkeypatch.setattr(Journal, "verify", full)
    report = await batch.run(sessions=1)
    first = report.filings[0]
    assert first.receipt is not None
    assert (first.state, first.exit_code, report.exit_code) == ("received", 12, 12)
    assert first.error is not None
    assert first.receipt.number in first.error.message
    with Journal(batch.home / "journal.sqlite3") as journal:
        assert journal.all()[0].intent is not None


async def test_of_a_dossier_that_was_sent_a_full_disk_does_not_say_that_it_was_not(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.dossiers(1)

    def full(self: Journal, *given: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Journal, "verify", full)
    (told,) = (await batch.run(sessions=1)).filings
    assert told.state == "received"
    assert told.receipt is not None
    assert told.sent


async def test_evidence_that_finds_no_room_is_no_bug_of_ours(batch: Batch) -> None:
    batch.dossiers(1)

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        raise OSError(errno.ENOSPC, "No space left on device")

    report = await batch.run(one)
    assert report.exit_code == 12
    assert report.stopped is not None


async def test_what_was_clicked_after_the_copy_that_was_restored_is_looked_for_first(
    batch: Batch,
) -> None:
    """An older journal in place of a lost one: it must not make a filed dossier look new."""
    batch.dossiers(1)
    copies: list[Path | None] = []

    async def copied(desk: Desk, ready: Ready) -> FilingReport:
        copies.append(back_up(batch.home / "journal.sqlite3"))
        return await file_it(desk, ready)

    await batch.run(copied)
    (batch.home / "journal.sqlite3").unlink()
    for company in ("journal.sqlite3-wal", "journal.sqlite3-shm"):
        (batch.home / company).unlink(missing_ok=True)
    with pytest.raises(SetupError, match="sổ nhật ký"):
        await batch.run()
    assert copies[0] is not None
    shutil.copy(copies[0], batch.home / "journal.sqlite3")
    seen: list[State] = []

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        filing = desk.journal.open(desk.identity.filing(ready))
        seen.append(filing.state)
        return of_filing(filing, ready.path)

    await batch.run(one)
    assert seen == [State.UNCERTAIN]


async def test_fill_may_be_said_of_a_filed_dossier(batch: Batch) -> None:
    batch.dossiers(1)
    await batch.run()
    asked_for = batch.warmed

    async def one(desk: Desk, ready: Ready) -> FilingReport:
        return replace(of_filing(desk.identity.filing(ready), ready.path), exit_code=0)

    report = await batch.run(one, files=False)
    assert (report.exit_code, report.folder) == (0, None)
    assert batch.warmed > asked_for
