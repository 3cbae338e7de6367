"""What became of filed dossiers: asked politely, written down once, each oddity by its own word."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from portal_bot import TrackReport, aio, clock, settings
from portal_bot.cli.app import main
from portal_bot.reports.office_record import office_record
from portal_bot.run.home import reading
from tests.support.at_office import ACCOUNT, filed, history
from tests.support.dossiers import written
from tests.support.kept import opened
from tests.support.mock import MockPortal

MOTHER = "Trần Thị Mẫu"


def records_opened(mock: MockPortal) -> int:
    return sum(
        "/ca-nhan/ho-so/" in r["path"] and r["method"] == "GET" for r in mock.get("/requests")
    )


async def look(mock: MockPortal, home: Path, *, now: bool = True) -> TrackReport:
    return await aio.track(portal_url=mock.address, home=home, now=now, account=ACCOUNT)


def one(report: TrackReport) -> dict[str, Any]:
    (told,) = report.as_json()["filings"]
    found: dict[str, Any] = told
    return found


def codes(report: TrackReport) -> dict[str, list[str]]:
    return {f.told.filing.id: [r.code for r in f.remarks] for f in report.filings}


async def test_a_dossier_is_followed_to_its_result(mock: MockPortal, tmp_path: Path) -> None:
    (filing,) = filed(mock, tmp_path, 1)
    written(Path(filing.path))
    assert filing.receipt is not None
    number, before = filing.receipt.number, mock.sign_ins()
    told = one(await look(mock, tmp_path, now=False))
    assert (told["state"], told["todo"], told["overdue"]) == ("registered", None, False)
    # The list told it: no record was opened.
    assert (records_opened(mock), mock.sign_ins()) == (0, before + 1)

    mock.post(f"/officer/{number}", action="receive")
    mock.post(
        f"/officer/{number}",
        action="request_supplement",
        note=f"Bản quét của {MOTHER} mờ, hỏi bà Ngoạch Toách",
        papers=["Sổ hộ khẩu"],
    )
    told = one(await look(mock, tmp_path))
    asked = mock.get(f"/office/{number}")["asked"]
    assert (told["todo"], told["until"], told["papers"]) == (
        "supplement", asked["until"], ["Sổ hộ khẩu"],
    )  # fmt: skip
    assert told["working_days_left"] == 10
    # Her name stands in the dossier, and is kept nowhere else.
    note = told["history"][-1]["note"]
    assert note.startswith("Bản quét của ")
    assert MOTHER not in note
    # Nor whom no dossier here names.
    assert "hỏi" in note
    assert "Ngoạch" not in note

    mock.post(f"/citizen/{number}", action="supplement", note="Đã mang tới quầy")
    mock.post(f"/officer/{number}", action="forward")
    mock.post(f"/officer/{number}", action="resolve")
    mock.fault("result_other", "number", times=1)
    report = await look(mock, tmp_path)
    assert (one(report)["result"], report.exit_code) == (None, 30)
    assert codes(report) == {filing.id: ["result_odd"]}
    report = await look(mock, tmp_path)
    told, office = one(report), mock.get(f"/office/{number}")
    assert (told["todo"], told["remarks"], report.exit_code) == ("collect", [], 0)
    kept = opened(told["result"])
    assert hashlib.sha256(kept).hexdigest() == office["result"]["sha256"]
    # Each state once, in the portal's own words, as the report reads them.
    states = [turn["status"] for turn in told["history"]]
    assert states == [
        "Mới đăng ký", "Được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "Được tiếp nhận",
        "Đang xử lý", "Đã xử lý xong",
    ]  # fmt: skip
    record = office_record(history(tmp_path, filing.id))
    assert record is not None
    assert (record.state, record.asked) == ("resolved", (note,))

    mock.post(f"/officer/{number}", action="return", receiver="Trần Thị Mẫu")
    assert one(await look(mock, tmp_path))["todo"] is None
    # Nothing of it can change any more: nobody is asked.
    asked_so_far, lines = len(mock.get("/requests")), len(history(tmp_path, filing.id))
    again = await look(mock, tmp_path)
    assert one(again)["state"] == "returned"
    assert not [r for r in mock.get("/requests")[asked_so_far:] if "ca-nhan" in r["path"]]
    assert len(history(tmp_path, filing.id)) == lines


async def test_what_befalls_a_dossier_is_said_and_nothing_is_filed_again(
    mock: MockPortal, tmp_path: Path
) -> None:
    names = ("renumbered", "merged", "missing", "changed", "withdrawn", "plain")
    here = tmp_path
    filings = dict(zip(names, filed(mock, here, len(names)), strict=True))
    commits = len(mock.commits())
    first = await look(mock, here)
    assert set(map(tuple, codes(first).values())) == {()}

    def number(name: str) -> str:
        receipt = filings[name].receipt
        assert receipt is not None
        return receipt.number

    # Opened once, so that a change can be seen.
    for name in ("changed", "plain"):
        mock.post(f"/officer/{number(name)}", action="receive")
    await look(mock, here)
    mock.post(f"/office/{number('renumbered')}", action="renumber")
    mock.post(f"/office/{number('merged')}", action="merge", into=number("plain"))
    mock.post(f"/office/{number('missing')}", action="remove")
    mock.post(f"/office/{number('changed')}", action="change", label="Ghi chú", value="Đã sửa")
    mock.post(f"/officer/{number('changed')}", action="forward")
    mock.post(f"/citizen/{number('withdrawn')}", action="withdraw", note="Nộp nhầm")
    report = await look(mock, here)
    for again in (False, True):
        report = await look(mock, here) if again else report
        said = codes(report)
        for name in ("renumbered", "merged", "missing", "withdrawn"):
            assert said[filings[name].id] == [name], name
        assert "changed" in said[filings["changed"].id]
        assert said[filings["plain"].id] == []
        assert report.exit_code == 30
    renumbered = next(f for f in report.filings if f.told.filing.id == filings["renumbered"].id)
    assert renumbered.told.number in {s["number"] for s in mock.submissions()}
    assert len(mock.commits()) == commits
    # Said once each in the journal, whose seals hold.
    with reading(here) as journal:
        assert journal.unsound() == frozenset()
        kinds = [e["kind"] for e in journal.history(filings["missing"].id)]
        assert kinds.count("office_missing") == 1


async def test_a_state_never_seen_and_a_record_of_another_home_and_a_clock_put_back(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, others = filed(mock, tmp_path, 2, notes=["", "PB-AAAAAAAAAA"])
    assert others.receipt is not None
    mock.post(f"/officer/{others.receipt.number}", action="receive")
    mock.fault("state_unknown")
    report = await look(mock, tmp_path)
    said = codes(report)
    assert said[others.id] == ["unknown_state", "other_home"]
    assert "Chờ liên thông" in report.filings[0].remarks[0].message
    assert report.exit_code == 30
    mock.clear("state_unknown")
    report = await look(mock, tmp_path)
    assert codes(report)[others.id] == ["other_home"]
    assert {f.told.state for f in report.filings} == {"registered", "accepted"}
    early = clock.now().replace(year=2025)
    monkeypatch.setenv(settings.NOW, clock.as_variable(early))
    report = await look(mock, tmp_path)
    assert all("clock_back" in each for each in codes(report).values())


async def test_while_the_office_is_closed_it_is_asked_once(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(mock, tmp_path, 1)
    await look(mock, tmp_path)
    evening = clock.now().replace(hour=20)
    monkeypatch.setenv(settings.NOW, clock.as_variable(evening))
    report = await look(mock, tmp_path, now=False)
    assert (report.closed, report.filings[0].asked) == (0, True)
    report = await look(mock, tmp_path, now=False)
    assert (report.closed, report.filings[0].asked) == (1, False)
    assert report.filings[0].told.state == "registered"
    mock.fault("maintenance", times=1)
    report = await look(mock, tmp_path)
    assert (report.exit_code, report.filings[0].asked) == (0, True)


def test_without_a_home_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_BOT_HOME", str(tmp_path / "none"))
    assert main(["track", "--portal", "mock"]) == 2
