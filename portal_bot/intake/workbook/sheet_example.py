"""A row that shows how a row is filled in. It is invented, and never filed."""

from __future__ import annotations

from portal_bot.intake.workbook.sheet_columns import NOTE, ROW, SheetColumn

# In the column of the row's number: this row is no dossier.
EXAMPLE = "ví dụ"
_NOTE = "Dòng ví dụ, không bao giờ được nộp; xóa đi cũng được"
_TEXTS = {
    "person_name": "Nguyễn Văn Ví Dụ",
    "citizen_id": "000000000000",
    "id_number": "000000000000",
    "phone": "0900000000",
    "email": "vidu@example.com",
    "date": "13/02/1990",
    "birth_date": "13/02/1990",
    "partial_date": "02/1990",
    "partial_birth_date": "1990",
    "birth_year": "1990",
    "moment": "28/11/2026 08:10",
    "quantity": "1",
    "money": "1500000",
    "decimal": "12,5",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "tick": "Có",
    "confirmed": "Có",
}
_LEVELS = ("Tỉnh Phú Yên", "Thị xã Đông Hòa", "Xã Hòa Thành", "Thôn Ví Dụ")
_SHORT = {"request": "", "account.username": "vidu"}
_TEXT = "Ví dụ"


def example_of(column: SheetColumn) -> str:
    """What stands in the column on the row of the example; nothing, where it would only confuse."""
    spec = column.spec
    if column.key == ROW:
        return EXAMPLE
    if column.key == NOTE:
        return _NOTE
    if spec is None or column.asked or column.key.startswith("exceptions"):
        return ""
    if column.key in _SHORT:
        return _SHORT[column.key]
    if column.is_paper:
        return f"vi-du-{column.place[-1].replace('_', '-')}.pdf" if column.need is True else ""
    if spec.meta.level is not None:
        return _LEVELS[spec.meta.level]
    if spec.choice:
        return next(iter(spec.choice)).label
    return _TEXTS.get(spec.type_name, _TEXT)
