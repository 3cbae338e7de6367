"""A row of a workbook as a path: ``so/khai-sinh.xlsx/Khai sinh!17``, the row within its file.

Whoever shows, compares or remembers a dossier's path needs to know nothing of workbooks; whoever
opens the file asks `file_of`.
"""

from __future__ import annotations

import re
from pathlib import Path

from portal_bot import files

# What is read row by row. A CSV is read only where it is named: many a report is one, too.
WORKBOOK = ".xlsx"
# LibreOffice's own.
OPEN_WORKBOOK = ".ods"
CSV = ".csv"
WORKBOOKS = (WORKBOOK, OPEN_WORKBOOK, CSV)
# A thousand rows of ninety columns are a megabyte; of ten thousand rows, ten.
LARGEST_BOOK = 20_000_000
SAVE_AS = "mở bằng Excel hoặc LibreOffice rồi Lưu thành (Save As) .xlsx"
# Spreadsheets that are not read, and why.
OTHER_SHEETS = {
    ".xlsm": f"là bảng tính có macro, không nhận; {SAVE_AS} (không có macro)",
    ".xltm": f"là mẫu có macro, không nhận; {SAVE_AS} (không có macro)",
    ".xlsb": f"là bảng tính kiểu nhị phân; {SAVE_AS}",
    ".xls": f"là bảng tính kiểu cũ (.xls); {SAVE_AS}",
    ".xltx": f"là mẫu, không phải bảng tính; {SAVE_AS}",
    ".fods": f"là bảng tính .fods; {SAVE_AS}",
    ".ots": f"là mẫu, không phải bảng tính; {SAVE_AS}",
}
# Stands beside a workbook that is open elsewhere, with what was to be written into it.
RESULT = ".ket-qua"
_RESULT = re.compile(r".\.ket-qua(?:-\d+)?\.(?:xlsx|ods|csv)\Z")


def is_workbook(path: Path) -> bool:
    """Whether the file is read row by row, by its name."""
    return path.suffix.lower() in WORKBOOKS


def is_result(name: str) -> bool:
    """Whether a file of this name is ours, beside a workbook: nobody's dossiers."""
    return _RESULT.search(name.lower()) is not None


def file_of(path: Path) -> Path:
    """The file that a dossier's path leads to: of a row, its workbook."""
    return path.parent if is_row(path) else path


def is_row(path: Path) -> bool:
    """Whether the path is that of a row, and its workbook no folder that is called like one."""
    return "!" in path.name and is_workbook(path.parent) and not files.is_folder(path.parent)


def row_of(path: Path) -> str | None:
    """The row within its workbook, ``Khai sinh!17``; `None`: the dossier is a file of its own."""
    return path.name if is_row(path) else None
