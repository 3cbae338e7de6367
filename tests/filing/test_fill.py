"""`fill`: everything up to the review screen, and not one step further."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.run.home import reading
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)

COPY = FIXTURES / "copy_certification" / "full.yaml"


async def test_fill_stops_at_the_review_and_needs_no_captcha(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(*_: object) -> str:
        raise AssertionError("fill asked for a captcha")

    monkeypatch.setattr("portal_bot.human.MockHuman.captcha", nobody)
    report = await aio.fill([BIRTH], portal_url=mock.address, home=tmp_path)
    (filing,) = report.filings
    assert (report.exit_code, filing.state, filing.receipt) == (0, "checked", None)
    assert mock.commits() == []
    assert mock.submissions() == []
    # What holds values is for its owner only.
    kept = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    assert {path.name for path in kept} >= {"proof.html.sealed", "review.jpg.sealed"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


async def test_the_proof_sheet_shows_all_there_is_and_the_dossier_is_free_to_be_filed(
    mock: MockPortal, tmp_path: Path
) -> None:
    report = await aio.fill([BIRTH], portal_url=mock.address, home=tmp_path)
    assert report.filings[0].proof is not None
    sheet = report.filings[0].proof.read_text("utf-8")
    row = re.search(r"<tr><td>Họ, chữ đệm, tên</td>(.*?)</tr>", sheet)
    assert row is not None
    assert row.group(1).count("Nguyễn Thử Nghiệm An") == 3
    assert "THỬ NGHIỆM" in sheet
    assert "chung-sinh.pdf" in sheet
    assert "0 chỗ khác" not in sheet
    assert 'class="differs"' not in sheet

    report = await aio.submit([BIRTH], portal_url=mock.address, home=tmp_path)
    assert report.filings[0].state == "verified"
    assert len(mock.submissions()) == 1


async def test_the_sheet_of_a_table_lists_its_rows(mock: MockPortal, tmp_path: Path) -> None:
    report = await aio.fill([COPY], portal_url=mock.address, home=tmp_path)
    assert report.filings[0].proof is not None
    sheet = report.filings[0].proof.read_text("utf-8")
    assert "Giấy tờ, văn bản cần chứng thực" in sheet
    assert report.filings[0].due is not None
    assert report.filings[0].due.amount > 0
    assert "quầy" in report.filings[0].due.where


@pytest.mark.parametrize("device", ["iPhone 13", "iPad Mini"])
async def test_on_a_narrow_screen_the_form_is_filled_and_not_its_hidden_copy(
    mock: MockPortal, tmp_path: Path, device: str
) -> None:
    report = await aio.fill([BIRTH], portal_url=mock.address, home=tmp_path, device=device)
    assert (report.exit_code, report.filings[0].error) == (0, None)


def test_no_value_stands_in_the_journal_or_the_names_of_files(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path, "mock", "PB-ABC")
    with reading(tmp_path):
        pass
    assert folder.path == tmp_path / "evidence" / "mock" / "PB-ABC"
