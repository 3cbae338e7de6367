"""What a run leaves behind for people and for CI."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from portal_bot.batch.junit_cases import write_submitted
from portal_bot.batch.records import write_records
from portal_bot.clock import VIETNAM
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Due, Fault, Receipt
from portal_bot.portals.profile import load
from tests.unit.test_junit import valid

BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)
RECEIPT = Receipt("H45.22243-261123-0001", "2026-11-23T08:00:00+07:00", "2026-11-24T11:30:00+07:00")
REPORT = Report(
    (
        FilingReport(
            id="PB-AAAAAAAAAA",
            path=Path("/ho-so/nguyen-van-thu.yaml"),
            procedure="birth_registration",
            state="verified",
            receipt=RECEIPT,
            verified=True,
            due=Due(24000, "Phí bản sao", "Quản lý hồ sơ"),
            seconds=1.5,
            evidence="/home/evidence",
            proof=Path("/home/evidence/proof.html"),
        ),
        FilingReport(
            id="PB-BBBBBBBBBB",
            path=Path("/ho-so/=tong.yaml"),
            procedure="birth_registration",
            state="rejected",
            error=Fault("portal_rejected", "cổng trả lời: “<Thiếu> giấy”"),
            exit_code=22,
        ),
        FilingReport(
            id=None,
            path=Path("/ho-so/c.yaml"),
            procedure=None,
            state="checked",
            error=Fault("line_stopped", "chưa đến lượt"),
        ),
        FilingReport(
            id="PB-C",
            path=Path("/ho-so/d.yaml"),
            procedure="\uff1d1+1",
            state="failed",
            error=Fault("portal_unavailable", "bảo trì"),
            exit_code=20,
        ),
    ),
    stopped=Fault("line_stopped", "cổng <hỏng>"),
)


def test_the_page_says_what_became_of_each_and_is_private(tmp_path: Path) -> None:
    folder = write_records(tmp_path, load("mock"), REPORT, BEGAN)
    file = folder / "batch.html"
    page = file.read_text("utf-8")
    for text in (
        "THỬ NGHIỆM",
        RECEIPT.number,
        "24/11/2026 11:30",
        "đã nộp từ trước, lúc 23/11/2026 08:00; lần này không gửi gì",
        "24.000 đ",
        "Phí bản sao; Quản lý hồ sơ",
        "1 hồ sơ, tổng cộng",
        "cổng từ chối",
        "cổng &lt;hỏng&gt;",
    ):
        assert text in page
    assert "&lt;Thiếu&gt; giấy" in page
    assert 'href="file:///home/evidence/proof.html"' in page
    assert file.stat().st_mode & 0o077 == 0
    assert folder.parent == tmp_path / "reports"


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing_there(tmp_path: Path) -> None:
    real = load("mock").model_copy(update={"practice": False})
    file = write_records(tmp_path, real, REPORT, BEGAN) / "batch.csv"
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert lines[0][4] == "Tình trạng"
    assert lines[1][5:8] == [RECEIPT.number, "23/11/2026 08:00", "24/11/2026 11:30"]
    due = dict(zip(lines[0], lines[1], strict=True))
    assert (due["Phải nộp (đồng)"], due["Nộp ở đâu"]) == ("24000", "Quản lý hồ sơ")
    assert (due["Đã nộp tiền"], due["Lần này gửi"]) == ("chưa", "không")
    assert all(not cell.startswith(("=", "\uff1d")) for line in lines for cell in line)
    assert "THỬ NGHIỆM" not in file.read_text("utf-8-sig")


@pytest.mark.parametrize("practice", [False, True])
def test_junit_counts_and_names_nobody(tmp_path: Path, practice: bool) -> None:
    file = write_submitted(tmp_path / "j.xml", REPORT, practice=practice, began=BEGAN, seconds=2.0)
    text = file.read_text("utf-8")
    assert "nguyen-van-thu" not in text
    assert ".yaml" not in text
    assert "Thiếu" not in text
    suite = valid(ET.fromstring(text))[0]
    assert [suite.get(k) for k in ("tests", "failures", "errors", "skipped", "time")] == [
        "4",
        "1",
        "1",
        "1",
        "2.000",
    ]
    assert (suite[0].get("name"), suite[0].get("time")) == ("PB-AAAAAAAAAA", "1.500")
    assert "sent=false number=H45" in (suite[0].findtext("system-out") or "")
    assert (suite[2].get("name") or "").startswith("dossier-")


def test_a_row_that_is_not_read_back_is_not_called_different(tmp_path: Path) -> None:
    filed = replace(REPORT.filings[0], state="received", verified=None, due=None, fee_known=False)
    page = (
        write_records(tmp_path, load("mock"), Report((filed,)), BEGAN) / "batch.html"
    ).read_text()
    assert "đã nhận, chưa đối chiếu" in page
    assert "KHÁC" not in page
    assert "chưa rõ" in page


def test_a_files_name_cannot_break_the_table(tmp_path: Path) -> None:
    filed = replace(REPORT.filings[0], path=Path("/a/b\r\n<i>\x1b.yaml"))
    folder = write_records(tmp_path, load("mock"), Report((filed,)), BEGAN)
    assert len((folder / "batch.csv").read_text("utf-8-sig").splitlines()) == 3
    assert "&lt;i&gt;⟨U+001B⟩.yaml" in (folder / "batch.html").read_text("utf-8")
