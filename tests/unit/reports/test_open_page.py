"""`status --html`: what is open, for whoever reads it; nobody's file is written over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.errors import UsageError
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Due, Fault, Receipt
from portal_bot.reports.open_page import MARK, open_page, write_open_page
from portal_bot.roster.on_duty import Attendants

DAY = date(2026, 12, 10)


def filing(name: str, state: str, **how: object) -> FilingReport:
    base: dict[str, object] = {"portal": "cong-tinh", "procedure": "birth_registration"}
    return FilingReport(f"PB-{name}", Path(f"ho-so/{name}.yaml"), state=state, **{**base, **how})  # type: ignore[arg-type] # as many as each needs


OPEN = (
    filing("A", "failed", error=Fault("x", "cổng <bảo trì>")),
    filing("B", "uncertain", on_duty=Attendants("Trần Thị Mẫu", "")),
    filing("C", "verified", receipt=Receipt("H45-1", None, "2026-12-08T00:00:00+07:00"),
           due=Due(15_000, "lệ phí", "tại quầy")),
    filing("D", "received", receipt=Receipt("H45-2", None, "không rõ")),
    filing("E", "checked", portal="mock"),
)  # fmt: skip


def rows(page: str) -> list[str]:
    return re.findall(r'<tr class="\w+" data-state.*?</tr>', page, re.DOTALL)


def test_who_needs_a_person_comes_first_with_what_to_do() -> None:
    with clock.at(DAY):
        page = open_page(Report(OPEN))
    found = rows(page)
    order = [re.search(r"PB-[A-E]<", row)[0][:4] for row in found]  # type: ignore[index] # each has one
    assert order == ["PB-B", "PB-D", "PB-C", "PB-A", "PB-E"]
    assert "resolve PB-B" in found[0]
    assert "cán bộ Trần Thị Mẫu" in found[0]
    assert "quá 2 ngày" in found[2]
    assert "15.000 đ" in found[2]
    assert "resolve PB-C --paid" in found[2]
    assert "cổng &lt;bảo trì&gt;" in found[3]
    assert page.index("THỬ NGHIỆM") > page.index(found[3])


def test_nothing_open_is_a_page_too() -> None:
    page = open_page(Report(()))
    assert "Không có hồ sơ nào như thế." in page
    assert "<table" not in page


def test_its_own_page_is_written_anew_and_no_other(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    write_open_page(Report(OPEN), page)
    write_open_page(Report(()), page)
    assert MARK in page.read_text("utf-8")
    assert page.stat().st_mode & 0o077 == 0
    page.write_text("<html>của ai đó</html>", "utf-8")
    with pytest.raises(UsageError, match="không ghi đè"):
        write_open_page(Report(OPEN), page)
    assert page.read_text("utf-8") == "<html>của ai đó</html>"
