"""What a run leaves behind for people and for CI."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from portal_bot.batch.junit import write_junit
from portal_bot.batch.records import write_records
from portal_bot.clock import VIETNAM
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Fault, Receipt
from portal_bot.portals.profile import load

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
            procedure="x",
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
        "11:30 24/11/2026",
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
    assert lines[1][5:8] == [RECEIPT.number, "08:00 23/11/2026", "11:30 24/11/2026"]
    assert all(not cell.startswith("=") for line in lines for cell in line)
    assert "THỬ NGHIỆM" not in file.read_text("utf-8-sig")


def test_junit_counts_and_names_nobody(tmp_path: Path) -> None:
    file = write_junit(tmp_path / "j.xml", REPORT, practice=False)
    text = file.read_text("utf-8")
    assert "nguyen-van-thu" not in text
    assert "Thiếu" not in text
    suite = ET.fromstring(text)[0]
    assert [suite.get(k) for k in ("tests", "failures", "errors", "skipped")] == [
        "4",
        "1",
        "1",
        "1",
    ]
    assert suite[0].get("name") == "PB-AAAAAAAAAA"
    assert (
        "nguyen-van-thu.yaml" in write_junit(tmp_path / "p.xml", REPORT, practice=True).read_text()
    )
