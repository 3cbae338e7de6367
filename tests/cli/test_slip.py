"""`slip`: the citizen goes home with the number that the portal gave, and a code that opens it."""

from __future__ import annotations

import shutil
from pathlib import Path

import httpx
import pypdfium2
import pytest
import zxingcpp

from tests.cli.conftest import Call
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)

FULL = BIRTH.with_name("full.yaml")


def _read(pdf: Path) -> tuple[list[str], list[str]]:
    """Each sheet's words, and what a telephone reads from it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    drawn = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]
    return texts, [code.text for image in drawn for code in zxingcpp.read_barcodes(image)]


def test_of_what_was_filed_each_has_a_sheet_and_the_code_opens_it(
    mock: MockPortal, call: Call, tmp_path: Path
) -> None:
    done = call("submit", BIRTH, FULL, "--portal-url", mock.address, "--json")
    assert done.code == 0, done.err
    filings = done.json["filings"]
    numbers = [filing["receipt"]["number"] for filing in filings]
    assert all(Path(filing["sheet"]).name == "citizen.html.sealed" for filing in filings)
    to = tmp_path / "ra" / "giay-hen.pdf"
    said = call("slip", BIRTH, numbers[1], "--out", to)
    assert said.code == 0, said.err
    assert "Đã in 2 giấy hẹn" in said.out
    assert to.stat().st_mode & 0o077 == 0
    texts, codes = _read(to)
    assert len(texts) == 2
    for text, number in zip(texts, numbers, strict=True):
        assert number in text
        assert "THỬ NGHIỆM" in text
    # What is to be paid is known long after the run that filed it, and until it is paid.
    assert "24.000 đồng" in texts[1]
    assert "Đã nộp." not in texts[1]
    for code, number in zip(codes, numbers, strict=True):
        assert number in httpx.get(code, trust_env=False).text

    assert call("resolve", filings[1]["id"], "--paid").code == 0
    assert call("slip", FULL, "--out", to).code == 0
    ((text,), _) = _read(to)
    assert "Đã nộp." in text


def test_what_was_not_received_has_none_and_no_scan_is_written_over(
    mock: MockPortal, call: Call, tmp_path: Path
) -> None:
    mine = tmp_path / "ho-so"
    mine.mkdir()
    good = written(mine / "a.yaml", {})
    bad = written(mine / "b.yaml", {"declaration.child.full_name": "Trần Thử Khác"})
    assert call("submit", good, "--portal-url", mock.address).code == 0
    assert call("fill", bad, "--portal-url", mock.address).code == 0
    scan = tmp_path / "chung-sinh.pdf"
    shutil.copy(BIRTH.parents[1] / "papers" / "chung-sinh.pdf", scan)
    before = scan.read_bytes()
    refused = call("slip", good, "--out", scan)
    assert (refused.code, scan.read_bytes()) == (2, before)
    assert "không ghi đè" in refused.err

    said = call("slip", mine, "--out", tmp_path / "moi.pdf", "--json")
    assert said.code == 10
    assert len(said.json["slips"]) == 1
    assert [one["state"] for one in said.json["left_out"]] == ["checked"]
    assert len(_read(tmp_path / "moi.pdf")[0]) == 1

    nothing = call("slip", bad, "--out", tmp_path / "khong.pdf")
    assert nothing.code == 10
    assert "không có giấy hẹn" in nothing.err
    assert not (tmp_path / "khong.pdf").exists()
    unknown = call("slip", "H45.00000-261120-9999")
    assert unknown.code == 2
