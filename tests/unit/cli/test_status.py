"""`status`: whom it shows, in which order, and what stays in sight."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from portal_bot import clock
from portal_bot.cli.watching import picture
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import NOTHING_DUE, Due, Fault, Filing, Receipt, State
from portal_bot.run.home import reading, writing
from tests.unit.cli.conftest import Call

SOON = clock.now(UTC) + timedelta(seconds=30)
OLD = "2026-01-05T08:00:00+07:00"


def new(name: str, home: Path, portal: str = "mock") -> Filing:
    path = str(home.parent / name / "birth.yaml")
    return Filing(f"PB-{name}", name, portal, "birth_registration", path, "", State.NEW)


@pytest.fixture
def journal(home: Path) -> Path:
    """One filing of each kind, the least urgent first."""
    home.mkdir()
    with writing(home) as journal:
        ready = {n: journal.begin(journal.open(new(n, home))) for n in
                 ("verified", "paid", "failed", "rejected", "unpaid", "unread", "differing",
                  "needs_human", "uncertain")}  # fmt: skip
        journal.open(new("checked", home))
        for name in ("verified", "paid", "unpaid", "unread", "differing"):
            due = Due(24_000, "Phí", "tại quầy") if name in {"paid", "unpaid"} else NOTHING_DUE
            owing = journal.intend(journal.owe(ready[name], due, by="review"), click_deadline=SOON)
            filed = journal.receive(owing, Receipt(f"H45-{name}", OLD), how="answer")
            if name == "paid":
                filed = journal.owe(filed, Due(24_000, "Phí", "tại quầy", paid=True), by="ai đó")
            if name == "differing":
                journal.verify(filed, verified=False, fault=Fault("not_verified", "khác"))
            elif name != "unread":
                journal.verify(filed, verified=True)
        for name in ("failed", "rejected", "needs_human"):
            journal.set_aside(ready[name], State(name), Fault("x", "vì sao"))
        doubt = journal.intend(ready["uncertain"], click_deadline=SOON)
        journal.set_aside(doubt, State.UNCERTAIN, Fault("submission_uncertain", "mất mạng"))
    return home


def names(call: Call, *arguments: str) -> list[str]:
    said = call("status", "--json", *arguments)
    assert said.code == 0
    return [filing["id"].removeprefix("PB-") for filing in said.json["filings"]]


def test_who_needs_a_person_comes_first(
    journal: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    order = ["uncertain", "needs_human", "differing", "unread", "unpaid", "rejected", "failed"]
    assert names(call)[:7] == order
    assert names(call)[7:] == ["verified", "paid", "checked"]
    shown = call("status").out
    assert [shown.index(f"{name}/birth.yaml") for name in order] == sorted(
        shown.index(f"{name}/birth.yaml") for name in order
    )


def test_open_is_all_where_something_is_left_to_do(journal: Path, call: Call) -> None:
    assert set(names(call)) - set(names(call, "--open")) == {"verified", "paid"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("uncertain", {"uncertain"}),
        ("chưa rõ", {"uncertain"}),
        ("CHUA RO DA NHAN CHUA", {"uncertain"}),
        ("received", {"unread", "differing"}),
        ("differing", {"differing"}),
        ("KHÁC", {"differing"}),
        ("đã nhận, chưa đối chiếu", {"unread"}),
        ("da nhan", {"unread", "differing", "verified", "paid", "unpaid"}),
        ("needs-human", {"needs_human"}),
        ("cần một người", {"needs_human"}),
        ("unpaid", {"unpaid"}),
        ("chưa nộp lệ phí", {"unpaid"}),
        ("cổng từ chối", {"rejected"}),
        ("verified", {"verified", "paid", "unpaid"}),
    ],
)
def test_a_state_may_be_said_in_either_language(
    said: str, found: set[str], journal: Path, call: Call
) -> None:
    assert set(names(call, "--state", said)) == found


def test_of_several_states_any_will_do(journal: Path, call: Call) -> None:
    assert names(call, "--state", "failed", "--state", "uncertain") == ["uncertain", "failed"]


@pytest.mark.parametrize("said", ["xong rồi", "", "verifie"])
def test_an_unknown_state_is_wrong_usage_and_lists_them(
    said: str, journal: Path, call: Call
) -> None:
    told = call("status", "--state", said)
    assert told.code == 2
    assert "uncertain (chưa rõ đã nhận chưa)" in told.err


def test_today_is_vietnams(journal: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal_bot.cli import filters

    assert len(names(call, "--today")) == 10
    day = datetime(2026, 1, 5, tzinfo=UTC).date()
    wanted = filters.wanted(only_open=False, today=day, states=())
    base = FilingReport("PB-A", Path("a.yaml"), "x", "verified")
    for at, is_of in (
        ("2026-01-04T16:59:59+00:00", False),
        ("2026-01-04T17:00:00+00:00", True),
        ("2026-01-05T23:59:59+07:00", True),
        ("2026-01-06T00:00:00+07:00", False),
        ("hôm nay", False),
    ):
        assert wanted(replace(base, changed_at=at)) is is_of
        assert wanted(replace(base, receipt=Receipt("H45-1", at))) is is_of


def test_when_nothing_is_asked_for_that_is_there_it_says_so(journal: Path, call: Call) -> None:
    assert call("status", "--state", "filing").out == "Không có hồ sơ nào như thế.\n"


def test_what_is_to_be_paid_is_there_until_it_is_paid(journal: Path, call: Call) -> None:
    before = call("status", "--json", "--state", "unpaid").json["filings"]
    assert before[0]["due"] == {
        "amount": 24_000, "why": "Phí", "where": "tại quầy", "paid": False,
    }  # fmt: skip
    assert (before[0]["sent"], before[0]["draft"], before[0]["account"]) == (False, None, None)
    assert "24.000 đ; Phí; tại quầy (PB-unpaid)" in call("status").out
    said = call("resolve", "PB-unpaid", "--paid", "--by", "chị Mẫu")
    assert (said.code, said.err) == (0, "")
    assert names(call, "--state", "unpaid") == []
    assert "Phải nộp:" not in call("status").out
    assert call("resolve", "PB-unpaid", "--not-paid").code == 0
    assert names(call, "--state", "unpaid") == ["unpaid"]
    with reading(journal) as kept:
        lines = [e for e in kept.history("PB-unpaid") if e["kind"] == "due"]
    assert [(e["paid"], e["by"] == "chị Mẫu") for e in lines] == [
        (False, False), (True, True), (False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "why"),
    [("nobody", "không có hồ sơ"), ("failed", "chưa nhận"), ("verified", "không phải nộp")],
)
def test_only_what_is_owed_can_be_paid(name: str, why: str, journal: Path, call: Call) -> None:
    said = call("resolve", f"PB-{name}", "--paid")
    assert said.code == 2
    assert why in said.err


def test_paying_and_deciding_are_two_things(journal: Path, call: Call) -> None:
    assert call("resolve", "PB-uncertain", "--paid", "--not-received").code == 2


def many(urgent: int, calm: int) -> Report:
    path = Path("ho-so/birth_registration/rất-dài-để-không-vừa-bảng.yaml")
    at = Receipt("H45.22243-261123-0001", OLD, "2026-11-24T11:30:00+07:00")
    done = [
        FilingReport(f"PB-D{n}", path.with_name(f"d{n:03}.yaml"), "x", "verified", at)
        for n in range(calm)
    ]
    people = [
        FilingReport(f"PB-U{n}", path.with_name(f"u{n:03}.yaml"), "x", "needs_human")
        for n in range(urgent)
    ]
    return Report((*done, *people))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("height", [12, 24, 50])
@pytest.mark.parametrize("practice", [True, False])
def test_watching_keeps_in_sight_who_needs_a_person(
    practice: bool, height: int, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Console(width=width).print(
        picture([(many(2, 200), practice)], height=height, width=width), soft_wrap=True
    )
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= height
    assert max(map(cell_len, lines[2:])) <= width
    assert any("u000.yaml" in line for line in lines)
    assert any("u001.yaml" in line for line in lines)


def test_watching_says_how_many_more_need_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    Console(width=100).print(picture([(many(50, 20), False)], height=20, width=100))
    assert "hồ sơ cần một người" in capsys.readouterr().out.splitlines()[-1]


def test_a_home_that_lost_its_secret_is_told_of_and_still_listed(journal: Path, call: Call) -> None:
    (journal / "secret.key").unlink()
    said = call("status")
    assert said.code == 12
    assert "secret.key" in said.err
    assert "H45-verified" in said.out
    told = call("status", "--json")
    assert (told.code, told.json["stopped"]["code"]) == (12, "setup")
    assert told.json["filings"]


def test_a_row_that_other_hands_changed_is_told_of(journal: Path, call: Call) -> None:
    with closing(sqlite3.connect(journal / "journal.sqlite3")) as db, db:
        db.execute("UPDATE filings SET state = 'verified', verified = 1 WHERE id = 'PB-uncertain'")
    told = {f["id"]: f for f in call("status", "--json").json["filings"]}
    assert told["PB-uncertain"]["state"] == "uncertain"
    assert told["PB-uncertain"]["error"]["code"] == "journal_altered"
    assert told["PB-verified"]["state"] == "verified"


def test_a_page_of_what_is_open(journal: Path, call: Call, tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    said = call("status", "--html", page, "--json")
    assert said.json["page"] == str(page)
    text = page.read_text("utf-8")
    assert "PB-unpaid" in text
    assert "PB-verified" not in text
    assert call("status", "--html").code == 0
    assert (journal / "reports" / "status.html").exists()


@pytest.mark.parametrize(
    "arguments", [["a.html"], ["--html", "a.html", "b.html"], ["--html", "--watch"]]
)
def test_a_page_asked_for_wrongly(journal: Path, call: Call, arguments: list[str]) -> None:
    assert call("status", *arguments).code == 2
