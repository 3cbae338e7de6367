"""With the real LibreOffice: what it saves is read, and it reads what was written back."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from portal_bot.checking import check_paths
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from tests.unit.intake.conftest import SHEET, TODAY, Typed
from tests.unit.intake.test_reading import plain

PROGRAM = shutil.which("soffice")
# Commas, UTF-8, all as text shown; the second sheet.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
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
