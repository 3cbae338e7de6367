"""`submit`: one dossier to one receipt, and a true state whenever that does not come."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.errors import PortalRejected, PortalUnavailable, SetupError, UsageError
from portal_bot.human import Captcha, MockHuman
from portal_bot.papers import Scan, sha256
from portal_bot.portals.igate_v1.platform import IgateV1
from portal_bot.portals.igate_v1.review import ReviewScreen
from portal_bot.portals.roles import Record, StoredPaper
from portal_bot.run.home import reading
from portal_bot.run.home_lock import held
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, PASSWORD
from tests.support.kept import names, opened
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)


async def submit(mock: MockPortal, home: Path, *paths: Path) -> aio.Report:
    return await aio.submit(paths, portal_url=mock.address, home=home)


async def test_the_receipt_and_the_evidence_are_kept_and_no_value_in_journal_or_extract(
    mock: MockPortal, tmp_path: Path
) -> None:
    (filing,) = (await submit(mock, tmp_path, BIRTH)).filings
    (stored,) = mock.submissions()
    assert filing.receipt is not None
    assert filing.receipt.number == stored["number"]
    assert filing.receipt.received_at == stored["received_at"]
    assert filing.evidence is not None
    kept = names(filing.evidence)
    told = {"proof.html", "citizen.html", "record.jpg", "receipt.html"}
    assert kept == told | {"journal.json", "handed-in.json", "manifest.json"}
    assert stored["number"] in opened(Path(filing.evidence) / "receipt.html").decode()

    # Status tells what the journal knows.
    assert [f.state for f in aio.status(None, tmp_path).filings] == ["verified"]
    assert [f.state for f in aio.status([BIRTH.parent], tmp_path).filings] == ["verified"]
    assert aio.status([tmp_path], tmp_path).filings == ()

    written_down = (tmp_path / "journal.sqlite3").read_bytes()
    written_down += opened(Path(filing.evidence) / "journal.json")
    for value in ("054090000101", "Nguyễn Văn Thử", "0905000101", "Nguyễn Thử Nghiệm An"):
        assert value.encode() not in written_down


async def test_a_captcha_read_wrongly_is_asked_for_again(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["SAI99"])
    right = MockHuman.captcha

    async def wrong_once(self: MockHuman, captcha: Captcha) -> str:
        return next(answers, None) or await right(self, captcha)

    monkeypatch.setattr(MockHuman, "captcha", wrong_once)
    (filing,) = (await submit(mock, tmp_path, BIRTH)).filings
    assert filing.state == "verified"
    assert len(mock.submissions()) == 1


async def test_three_wrong_captchas_are_the_portals_no(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrong(self: MockHuman, captcha: Captcha) -> str:
        return "SAI99"

    monkeypatch.setattr(MockHuman, "captcha", wrong)
    report = await submit(mock, tmp_path, BIRTH)
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (22, "rejected")
    assert filing.error is not None
    assert "Mã xác nhận không đúng" in filing.error.message
    assert filing.evidence is not None
    assert {"proof.html", "review.jpg"} <= names(filing.evidence)
    assert mock.submissions() == []


async def test_the_same_request_with_other_content_is_refused(
    mock: MockPortal, tmp_path: Path
) -> None:
    first = written(tmp_path / "a.yaml")
    await submit(mock, tmp_path / "home", first)
    changed = written(tmp_path / "b.yaml", {"declaration.child.birth_place": "Nơi khác, Ví Dụ"})
    report = await submit(mock, tmp_path / "home", changed)
    (filing,) = report.filings
    assert report.exit_code == 10
    assert filing.error is not None
    assert filing.error.field == "request"
    assert len(mock.submissions()) == 1


async def test_another_request_label_is_another_dossier(mock: MockPortal, tmp_path: Path) -> None:
    first = written(tmp_path / "a.yaml")
    second = written(tmp_path / "b.yaml", {"request": "bản thứ hai"})
    report = await submit(mock, tmp_path / "home", first, second)
    assert [f.state for f in report.filings] == ["verified", "verified"]
    assert len(mock.submissions()) == 2


async def test_a_bad_dossier_stands_aside_and_the_good_one_is_filed(
    mock: MockPortal, tmp_path: Path
) -> None:
    bad = written(tmp_path / "a.yaml", {"declaration.child.birth_date": "31/02/2026"})
    good = written(tmp_path / "b.yaml")
    report = await submit(mock, tmp_path / "home", bad, good)
    assert [f.state for f in report.filings] == ["new", "verified"]
    assert report.exit_code == 10
    assert report.filings[0].error is not None
    assert "a.yaml:" in report.filings[0].error.message


async def test_a_record_that_differs_is_received_but_not_verified(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a portal drops a paper, or cuts a value, without a word."""
    honest = IgateV1.record

    async def short(self: IgateV1, number: str) -> Record:
        record = await honest(self, number)
        place = ("Người được khai sinh", "", "Họ, chữ đệm, tên")
        papers: tuple[StoredPaper, ...] = ()
        return replace(record, fields={**record.fields, place: "Nguyễn Thử"}, papers=papers)

    monkeypatch.setattr(IgateV1, "record", short)
    report = await submit(mock, tmp_path, BIRTH)
    (filing,) = report.filings
    assert (filing.state, filing.verified, report.exit_code) == ("received", False, 30)
    assert filing.error is not None
    assert "Họ, chữ đệm, tên" in filing.error.message
    assert "Nguyễn" not in filing.error.message
    assert filing.evidence is not None
    told = json.loads(opened(Path(filing.evidence) / "differences.json"))
    assert {d["path"] for d in told} == {"child.full_name", "papers"}


async def test_a_button_that_is_never_pressed_leaves_nothing_uncertain(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stuck(self: ReviewScreen) -> None:
        raise PortalUnavailable("nút bị che")

    monkeypatch.setattr(ReviewScreen, "submit", stuck)
    report = await submit(mock, tmp_path, BIRTH)
    assert (report.filings[0].state, report.exit_code) == ("failed", 20)
    with reading(tmp_path) as journal:
        assert journal.all()[0].intent is None
    assert mock.commits() == []


async def test_without_the_password_nothing_is_asked_of_the_portal(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_BOT_PASSWORD")
    report = await submit(mock, tmp_path, BIRTH)
    assert (report.filings[0].state, report.exit_code) == ("needs_human", 30)
    assert mock.submissions() == []


async def test_a_wrong_password_needs_a_person(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "sai-mat-khau")
    report = await submit(mock, tmp_path, BIRTH)
    assert (report.filings[0].state, report.exit_code) == ("needs_human", 30)
    assert report.filings[0].error is not None
    assert "của người dân thì không cất" in report.filings[0].error.message
    # With somebody at the terminal it goes on with what they type, and stores nothing.
    monkeypatch.setattr("portal_bot.human.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: PASSWORD)
    report = await submit(mock, tmp_path, BIRTH)
    assert (report.filings[0].state, mock.sign_ins()) == ("verified", 3)


async def test_a_portal_that_is_down_is_unavailable_after_bounded_tries(tmp_path: Path) -> None:
    with pytest.raises(PortalUnavailable, match="portal-bot mock"):
        await aio.submit([BIRTH], portal_url="http://127.0.0.1:9", home=tmp_path)


async def test_maintenance_is_unavailable_and_names_what_was_seen(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("maintenance")
    report = await submit(mock, tmp_path, BIRTH)
    assert (report.filings[0].state, report.exit_code) == ("failed", 20)
    assert report.filings[0].error is not None
    assert "503" in report.filings[0].error.message


async def test_maintenance_that_ends_is_waited_for(mock: MockPortal, tmp_path: Path) -> None:
    mock.fault("maintenance", times=2)
    report = await submit(mock, tmp_path, BIRTH)
    assert report.filings[0].state == "verified"


async def test_no_portal_named_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--portal"):
        await aio.submit([BIRTH], home=tmp_path)


async def test_a_second_program_on_one_home_is_refused(mock: MockPortal, tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(SetupError, match="portal-bot status"):
        await submit(mock, tmp_path, BIRTH)


async def test_register_opens_an_account_and_the_dossier_is_filed_through_it(
    mock: MockPortal, tmp_path: Path
) -> None:
    new = written(
        tmp_path / "a.yaml",
        {"applicant.citizen_id": "054090000999", "applicant.phone": "0905000999"},
    )
    account = await aio.register(new, portal_url=mock.address, home=tmp_path / "home")
    assert account.username == "0905000999"
    theirs = written(
        tmp_path / "b.yaml",
        {
            "applicant.citizen_id": "054090000999",
            "applicant.phone": "0905000999",
            "account.username": account.username,
        },
    )
    report = await submit(mock, tmp_path / "home", theirs)
    assert report.filings[0].state == "verified"
    assert mock.submissions()[0]["account"] == "0905000999"


async def test_registering_twice_is_the_portals_no(mock: MockPortal, tmp_path: Path) -> None:
    with pytest.raises(PortalRejected, match="đã tồn tại"):
        await aio.register(BIRTH, portal_url=mock.address, home=tmp_path)


async def test_an_upload_that_fails_once_is_tried_again_from_a_new_draft(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("upload_500", times=1)
    report = await submit(mock, tmp_path, BIRTH)
    (stored,) = mock.submissions()
    assert report.filings[0].state == "verified"
    assert len(stored["papers"]) == 1


async def test_a_file_the_portal_refuses_is_its_no_in_its_own_words(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The portal looks for what no check of ours knows of yet.
    monkeypatch.setattr("portal_bot.judged_papers.look", lambda path, _: Scan([], sha256(path), 16))
    scan = tmp_path / "khong-phai.pdf"
    scan.write_bytes(b"not a PDF at all")
    bad = written(tmp_path / "a.yaml", {"papers.birth_notification": [str(scan)]})
    report = await submit(mock, tmp_path / "home", bad)
    (filing,) = report.filings
    assert (filing.state, report.exit_code) == ("rejected", 22)
    assert filing.error is not None
    assert "Vui lòng chọn tệp đúng định dạng!" in filing.error.message
