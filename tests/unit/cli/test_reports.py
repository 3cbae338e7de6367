"""What people read about a run, while it goes on and afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot import privacy
from portal_bot.checking import check_paths
from portal_bot.cli.progress import ProgressWatch
from portal_bot.cli.receipts import show
from portal_bot.cli.state_words import STATES
from portal_bot.cli.tables import money
from portal_bot.filing.report import FilingReport, Report, of_refused
from portal_bot.journal import Due, Fault, Filing, Receipt, State
from portal_bot.run.events import Event
from portal_bot.run.home import writing
from tests.support.dossiers import written
from tests.unit.cli.conftest import Call
from tests.unit.cli.terminal import Terminal

RECEIPT = Receipt("H45.22243-261123-0001", "2026-11-23T08:00:00+07:00", "2026-11-24T11:30:00+07:00")
FILED = FilingReport(
    id="PB-AAAAAAAAAA",
    path=Path("ho-so/birth/plain.yaml"),
    procedure="birth_registration",
    state="verified",
    receipt=RECEIPT,
    attempts=1,
    verified=True,
    evidence="/home/evidence",
    due=Due(24000, "Phí bản sao", "Quản lý hồ sơ"),
    proof=Path("evidence/proof.html"),
)
REJECTED = FilingReport(
    id="PB-BBBBBBBBBB",
    path=Path("ho-so/birth/full.yaml"),
    procedure="birth_registration",
    state="rejected",
    error=Fault("portal_rejected", "thiếu giấy chứng sinh"),
    exit_code=22,
)


def test_evidence_that_is_gone_is_not_pointed_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(Report((replace(FILED, proof=tmp_path / "proof.html"),)), practice=True)
    assert "không còn ở máy này" in capsys.readouterr().out


def test_a_receipt_has_all_that_must_be_known(capsys: pytest.CaptureFixture[str]) -> None:
    show(Report((FILED, REJECTED)), practice=True)
    told = capsys.readouterr().out
    for word in (
        "THỬ NGHIỆM",
        "birth/plain.yaml",
        "đã nhận, đã đối chiếu",
        RECEIPT.number,
        "24/11/2026 11:30",
        "24.000 đ; Phí bản sao; Quản lý hồ sơ (PB-AAAAAAAAAA)",
        "evidence/proof.html",
        "cổng từ chối",
        "birth/full.yaml: thiếu giấy chứng sinh",
    ):
        assert word in told


@pytest.mark.parametrize(
    ("received", "due", "warned"),
    [
        ("2026-11-23T08:00:00+07:00", "2026-11-23", False),
        ("2026-11-23T15:01:00+07:00", "2026-11-24T00:00:00+07:00", False),
        ("2026-11-23T08:00:00+07:00", "2026-11-24T11:30:00+07:00", True),
        ("hôm qua", "2026-11-24", False),
        (None, "2026-11-24", False),
    ],
)
def test_another_day_than_the_laws_is_pointed_out(
    received: str | None, due: str, warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = replace(RECEIPT, received_at=received, due_at=due)
    show(Report((replace(FILED, receipt=receipt),)), practice=False)
    told = capsys.readouterr().out
    assert ("theo thời hạn của thủ tục tính ra 23/11/2026" in told) is warned
    assert ("(cần xác minh thì lâu nhất: chưa rõ)" in told) is ("tính ra" in told)


@pytest.mark.parametrize(
    ("due", "warned"),
    [("2026-11-18", False), ("2026-11-19", False), ("2026-11-23", False), ("2026-11-20", True)],
)
def test_a_day_that_one_of_the_procedures_cases_has_is_none_to_ask_about(
    due: str, warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = Receipt(RECEIPT.number, "2026-11-18T09:00:00+07:00", due)
    filed = replace(FILED, procedure="civil_status_change_correction", receipt=receipt)
    show(Report((filed,)), practice=False)
    told = capsys.readouterr().out
    assert ("theo thời hạn của thủ tục tính ra 23/11/2026" in told) is warned


def test_a_real_portal_is_not_called_practice(capsys: pytest.CaptureFixture[str]) -> None:
    show(Report((FILED,)), practice=False)
    assert "THỬ NGHIỆM" not in capsys.readouterr().out


def test_a_refused_dossier_tells_every_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {"declaration.child.birth_date": "31/02/2026", "applicant.phone": "1"}
    [checked] = check_paths([written(tmp_path / "birth.yaml", changes)])
    show(Report((of_refused(checked),), (checked,)), practice=True)
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.startswith("birth.yaml:") and " declaration.child.birth_date: " in line
        for line in lines
    )
    assert any(" applicant.phone: " in line for line in lines)


def test_every_state_has_a_word() -> None:
    assert set(STATES) == {state.value for state in State}


def test_what_was_sent_before_is_told_beside_what_is_sent_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = replace(FILED, path=Path("ho-so/birth/now.yaml"), sent=True, due=None)
    show(Report((FILED, now)), practice=False, run="submit")
    told = capsys.readouterr().out
    before = "đã nộp từ trước, lúc 23/11/2026 08:00; lần này không gửi gì"
    assert f"birth/plain.yaml: {before}" in told
    assert "birth/now.yaml: đã nộp" not in told
    assert "Lần này gửi 1 hồ sơ; 1 hồ sơ đã nộp từ trước, không gửi lại." in told


def test_status_says_nothing_of_this_time(capsys: pytest.CaptureFixture[str]) -> None:
    show(Report((FILED,)), practice=False)
    assert "lần này" not in capsys.readouterr().out


def test_not_read_back_and_different_are_two_things(capsys: pytest.CaptureFixture[str]) -> None:
    unread = replace(FILED, state="received", verified=None)
    differs = replace(FILED, state="received", verified=False)
    show(Report((unread,)), practice=False)
    told = capsys.readouterr().out
    assert "đã nhận, chưa đối chiếu" in told
    assert "KHÁC" not in told
    show(Report((differs,)), practice=False)
    told = capsys.readouterr().out
    assert "KHÁC" in told
    assert "chưa đối chiếu" not in told


def test_what_is_paid_is_asked_for_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    show(Report((replace(FILED, due=replace(FILED.due, paid=True)),)), practice=False)  # type: ignore[type-var] # it has one
    told = capsys.readouterr().out
    assert "24.000 đ (đã nộp)" in told
    assert "Phải nộp:" not in told


def test_money_is_as_people_write_it() -> None:
    assert [money(n) for n in (0, 8000, 1234567)] == ["0 đ", "8.000 đ", "1.234.567 đ"]


def _events(watch: ProgressWatch) -> None:
    path = Path("ho-so/birth/plain.yaml")
    with watch:
        watch(Event("step", "PB-A", path, "Đăng nhập"))
        watch(Event("note", "PB-A", path, "thử lại: Nguyễn Văn Thử"))
        watch(Event("state", "PB-A", path, "verified"))


def test_where_nobody_watches_progress_is_plain_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    privacy.register(["Nguyễn Văn Thử"])
    _events(ProgressWatch("Cổng · THỬ NGHIỆM"))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "Cổng · THỬ NGHIỆM",
        "birth/plain.yaml: Đăng nhập",
        "birth/plain.yaml: thử lại: •••",
        "birth/plain.yaml: đã nhận, đã đối chiếu",
    ]


def test_on_a_terminal_each_dossier_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    _events(ProgressWatch("Cổng"))
    assert "birth/plain.yaml đã nhận" in screen.getvalue()
    assert "đã nhận, đã đối chiếu" in screen.getvalue()


@pytest.fixture
def journal(home: Path) -> Path:
    home.mkdir()
    with writing(home) as journal:
        for name in ("a", "b"):
            journal.open(
                Filing(
                    id=f"PB-{name}",
                    key=name,
                    portal="mock",
                    procedure="birth_registration",
                    path=str(home.parent / name / "birth.yaml"),
                    content_hash="",
                    state=State.NEW,
                )
            )
    return home


def test_status_without_a_journal(call: Call) -> None:
    assert call("status").out == "Chưa có hồ sơ nào.\n"
    told = call("status", "--json").json
    assert (told["filings"], told["counts"]) == ([], {})


def test_status_lists_what_the_journal_has(journal: Path, call: Call) -> None:
    said = call("status")
    assert said.code == 0
    assert "a/birth.yaml" in said.out
    filings = call("status", "--json").json["filings"]
    assert [filing["id"] for filing in filings] == ["PB-a", "PB-b"]


def test_status_of_some_files_only(journal: Path, call: Call) -> None:
    filings = call("status", journal.parent / "b", "--json").json["filings"]
    assert [filing["id"] for filing in filings] == ["PB-b"]


def test_status_goes_on_until_it_is_stopped(
    journal: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal_bot import aio

    seen: list[object] = []

    def status(*arguments: object) -> Report:
        if seen:
            raise KeyboardInterrupt
        seen.append(arguments)
        return Report((FILED,))

    monkeypatch.setattr(aio, "status", status)
    said = call("status", "--watch")
    assert said.code == 130
    assert seen


def test_that_bytes_were_not_compared_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    one, other = replace(FILED, papers_compared=False), replace(FILED, papers_compared=True)
    for filings, told in (
        ((one,), "Nội dung tệp chưa so: cổng"),
        ((one, one, other), "Nội dung tệp chưa so ở 2 hồ sơ: cổng"),
        ((other, FILED), ""),
    ):
        show(Report(filings), practice=False)
        out = capsys.readouterr().out
        assert out.count("chưa so") == bool(told)
        assert told in out
