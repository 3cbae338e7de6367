"""With the real LibreOffice: what it saves is read, and it reads what was written back."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from portal_bot.checking import check_paths
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from portal_bot.intake.workbook.sheet_columns import OWN
from tests.unit.intake.conftest import SHEET, TODAY, Typed
from tests.unit.intake.test_reading import CITIZEN, ISSUED, PLACE, plain

PROGRAM = shutil.which("soffice")
# Commas, UTF-8, all as text shown; the second sheet.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
AS_OWN = "ods"
AS_WORKBOOK = "xlsx:Calc MS Excel 2007 XML"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        PROGRAM is None, reason="no soffice here; apt-get install libreoffice-calc brings it"
    ),
]


def saved(file: Path, form: str, to: Path) -> Path:
    """What LibreOffice makes of a file when it opens and saves it."""
    profile = f"-env:UserInstallation=file://{to / 'profile'}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", form]
    command += ["--outdir", str(to), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.rmtree(to / "profile")
    (made,) = to.iterdir()
    return made


def everything(typed: Typed) -> None:
    """What people and programs make of cells, in a row each."""
    typed.add()
    odd: list[dict[str, Any]] = [
        {ISSUED: datetime.date(2021, 6, 1)},
        {ISSUED: datetime.date(2021, 3, 2)},
        {CITIZEN: 54090000101},
        {CITIZEN: "5,4E+10"},
        {PLACE: "=1+1"},
        {PLACE: "=1/0"},
        {PLACE: datetime.date(2020, 12, 1)},
        {"applicant__full_name": "\u00a0Nguyễn\u00a0 Văn Thử "},
        {PLACE: "Bệnh viện\nVí  Dụ & <b>"},
        {"request": "ẩn"},
        {"request": "gộp"},
    ]
    for row, cells in enumerate(odd, FIRST_ROW + 1):
        typed.add(row, **{"request": f"Lần {row}", **cells})
    with typed.open() as sheet:
        sheet[typed.cell(ISSUED, FIRST_ROW + 1)].number_format = "mm/yyyy"
        sheet[typed.cell(ISSUED, FIRST_ROW + 2)].number_format = "dd/mm/yyyy"
        sheet[typed.cell(CITIZEN, FIRST_ROW + 3)].number_format = "0"
        sheet[typed.cell(PLACE, FIRST_ROW + 7)].number_format = "dd/mm/yyyy"
        sheet[typed.cell(PLACE)].comment = Comment("hỏi lại", "ai")
        sheet.row_dimensions[FIRST_ROW + 10].hidden = True
        last = FIRST_ROW + 11
        sheet.merge_cells(f"{typed.cell(PLACE, last)}:{typed.cell('#note', last)}")


def test_its_own_workbook_says_the_same_and_is_answered_in_place(
    typed: Typed, tmp_path: Path
) -> None:
    everything(typed)
    folder = tmp_path / "luu"
    folder.mkdir()
    made = saved(typed.path, AS_OWN, folder)
    by_xlsx, by_ods = typed.check(), check_paths([made], today=TODAY)
    assert [each.path.name for each in by_ods] == [each.path.name for each in by_xlsx]
    for one, other in zip(by_xlsx, by_ods, strict=True):
        codes = [[(p.code, p.where) for p in each.problems] for each in (one, other)]
        assert codes[0] == codes[1]
        assert content_hash(one) == content_hash(other), one.path
    assert len(by_ods.skipped) == len(by_xlsx.skipped) == 1
    assert answer_checked(by_ods, [None] * len(by_ods)) == []
    # LibreOffice reads what was written, and what was typed is what it was.
    again = tmp_path / "lai"
    again.mkdir()
    sheet, typed_in = (
        openpyxl.load_workbook(path)[SHEET]
        for path in (saved(made, AS_WORKBOOK, again), typed.path)
    )
    own = {typed.at(key) for key in OWN}
    for row in typed_in.iter_rows(min_row=FIRST_ROW):
        for cell in row:
            if cell.column not in own and cell.data_type not in {"f", "n"}:
                assert sheet[cell.coordinate].value == cell.value
    assert sheet[typed.cell("#state")].value == "đạt, chưa gửi"
    told = [sheet.cell(FIRST_ROW + n, typed.at("#state")).value for n in range(12)]
    assert told.count("chưa đạt, chưa gửi") == sum(not each.ok for each in by_ods)
    assert sheet[typed.cell(PLACE)].comment.text.endswith("hỏi lại")


def test_a_workbook_goes_through_libreoffice_and_back(typed: Typed, tmp_path: Path) -> None:
    typed.add()
    folder = tmp_path / "luu"
    folder.mkdir()
    made = saved(typed.path, AS_WORKBOOK, folder)
    (checked,) = check_paths([made], today=TODAY)
    assert content_hash(checked) == content_hash(plain()), [p.message for p in checked.problems]
    assert answer_checked([checked], [None]) == []
    book = openpyxl.load_workbook(made)
    assert book[SHEET][typed.cell("#state")].value == "đạt, chưa gửi"
    # It was not only written: LibreOffice reads it, and its own list is the same dossier again.
    lists = tmp_path / "csv"
    lists.mkdir()
    written_out = saved(made, AS_CSV, lists)
    rows = list(csv.reader(io.StringIO(written_out.read_text("utf-8"))))
    assert "đạt, chưa gửi" in rows[FIRST_ROW - 1]
    (again,) = check_paths([written_out], today=TODAY)
    assert content_hash(again) == content_hash(plain()), [p.message for p in again.problems]
