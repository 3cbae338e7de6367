"""A person's word about an uncertain filing, without the portal at hand."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import portal_bot
from portal_bot import clock, settings
from portal_bot.cli.app import main
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.filing.hearing import Decision
from portal_bot.filing.questions import question
from portal_bot.filing.report import FilingReport
from portal_bot.filing.resolve import resolve
from portal_bot.human import system_user
from portal_bot.journal import Fault, Filing, State
from portal_bot.run.home import reading, writing
from portal_bot.run.options import Options

ID = "PB-ABCDEFGHIJ"
NUMBER = "H45.22243-261122-0001"
LONG_AGO = timedelta(hours=-1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    return tmp_path


def intended(home: Path, deadline: timedelta = LONG_AGO, *, seen: tuple[str, ...] = ()) -> None:
    """An uncertain filing whose click was allowed until so long from now."""
    new = Filing(ID, "key", "mock", "birth_registration", "gone.yaml", "hash", State.NEW)
    with writing(home) as journal:
        begun = journal.begin(journal.open(new))
        filing = journal.intend(begun, click_deadline=clock.now(UTC) + deadline)
        if seen:
            journal.note(filing, "undecidable", {"candidates": list(seen)})
            journal.set_aside(filing, State.UNCERTAIN, Fault("submission_uncertain", "hai hồ sơ"))


def decided(home: Path, decision: Decision) -> FilingReport:
    return asyncio.run(resolve(ID, decision, Options(home=home)))


def last_event(home: Path) -> dict[str, object]:
    with reading(home) as journal:
        return next(e for e in reversed(journal.history(ID)) if e["kind"] == "resolved")


def test_received_offline_is_kept_with_who_what_and_how(home: Path) -> None:
    intended(home)
    report = decided(home, Decision(NUMBER, "Nguyễn Cán Bộ", offline=True))
    assert (report.state, report.verified, report.exit_code) == ("received", None, 30)
    assert report.receipt is not None
    assert report.receipt.number == NUMBER
    event = last_event(home)
    said = {name: event[name] for name in ("decision", "number", "by", "how")}
    assert said == {
        "decision": "received",
        "number": NUMBER,
        "by": "Nguyễn Cán Bộ",
        "how": "offline",
    }
    assert datetime.fromisoformat(str(event["at"])).tzinfo is not None


def test_the_secret_is_read_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intended(home)
    read: list[Path] = []
    really = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    decided(home, Decision(NUMBER, "cán bộ", offline=True))
    assert read.count(home / "secret.key") == 1


def test_not_received_offline_frees_the_filing(home: Path) -> None:
    intended(home)
    report = decided(home, Decision(None, "cán bộ", offline=True))
    assert (report.state, report.exit_code) == ("checked", 0)
    assert last_event(home)["decision"] == "not_received"


def test_not_received_is_too_early_while_the_portal_may_still_store_it(home: Path) -> None:
    intended(home, timedelta(seconds=30))
    with pytest.raises(HumanNeeded, match="còn sớm"):
        decided(home, Decision(None, "cán bộ", offline=True))
    assert question(ID, home).filing.state is State.FILING


@pytest.mark.parametrize(
    ("filing_id", "number", "words"),
    [(ID, "12345", "không có dạng số hồ sơ"), ("PB-KHACKHAC", NUMBER, "không có hồ sơ")],
)
def test_a_wrong_id_or_number_is_wrong_usage(
    home: Path, filing_id: str, number: str, words: str
) -> None:
    intended(home)
    with pytest.raises(UsageError, match=words):
        asyncio.run(resolve(filing_id, Decision(number, "", True), Options(home=home)))


def test_what_is_not_uncertain_is_refused(home: Path) -> None:
    intended(home)
    decided(home, Decision(NUMBER, "cán bộ", offline=True))
    with pytest.raises(UsageError, match="không ở tình trạng chưa rõ"):
        decided(home, Decision(None, "cán bộ", offline=True))


def test_without_its_file_it_cannot_be_compared_and_says_so(home: Path) -> None:
    intended(home)
    with pytest.raises(UsageError, match=r"không còn tệp hồ sơ gone\.yaml; thêm --offline"):
        decided(home, Decision(NUMBER, "cán bộ"))


def test_the_portal_must_be_the_filings_own(home: Path, tmp_path: Path) -> None:
    intended(home)
    other = tmp_path / "khac.toml"
    text = (Path(settings.__file__).parent / "portals/profiles/mock.toml").read_text("utf-8")
    other.write_text(text.replace('name = "mock"', 'name = "khac"'), "utf-8")
    with pytest.raises(UsageError, match="thuộc cổng mock, không phải khac"):
        asyncio.run(resolve(ID, Decision(NUMBER, "", True), Options(home=home, portal=str(other))))


def test_without_a_decision_it_says_what_to_look_at(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    intended(home, seen=(NUMBER, "H45.22243-261122-0002"))
    assert main(["resolve", ID]) == 40
    told = capsys.readouterr().err
    for words in (ID, NUMBER, "H45.22243-261122-0002", "Thủ tục đăng ký khai sinh", "hai hồ sơ"):
        assert words in told


def test_in_json_the_question_and_the_answer_stand_in_one_document(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    intended(home, seen=(NUMBER,))
    assert main(["resolve", ID, "--json"]) == 40
    asked = json.loads(capsys.readouterr().out)
    assert asked["look_at"]["candidates"] == [NUMBER]
    assert main(["resolve", ID, "--not-received", "--offline", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"checked": 1}
    assert told["filings"][0]["id"] == ID


def test_a_script_asks_and_decides_as_the_command_does(home: Path) -> None:
    intended(home, seen=(NUMBER,))
    assert portal_bot.question(ID).candidates == (NUMBER,)
    words: tuple[dict[str, Any], ...] = ({}, {"received": NUMBER, "not_received": True})
    for said in words:
        with pytest.raises(UsageError, match="đúng một trong hai"):
            portal_bot.resolve(ID, offline=True, **said)
    report = portal_bot.resolve(ID, received=NUMBER, offline=True, home=home)
    assert report.state == "received"
    assert last_event(home)["by"] == system_user()
    assert [f.state for f in portal_bot.status().filings] == ["received"]


def test_both_answers_at_once_are_wrong_usage(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    intended(home)
    assert main(["resolve", ID, "--received", NUMBER, "--not-received"]) == 2
    assert "chỉ một trong hai" in capsys.readouterr().err


def test_a_home_without_a_journal_knows_no_filing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", ID]) == 2
    assert "chưa có hồ sơ nào" in capsys.readouterr().err
