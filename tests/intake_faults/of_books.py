"""What people and programs do to a workbook. Each function returns the cells at which it is told;
`LEFT_OUT`: the row is not taken, and that is told of; none: the workbook is refused as a whole.
"""

from __future__ import annotations

from random import Random

from openpyxl.utils import get_column_letter

from portal_bot.intake.workbook.blank_workbook import EXAMPLE_ROW, HEADING_ROW, KEY_ROW
from portal_bot.intake.workbook.sheet_columns import NOTE, columns_of
from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.pages import Page
from tests.intake_faults.samples import Cell, Spot

fault, right = kinds_of("workbooks")
LEFT_OUT = ("left out",)
_ANY = (
    "person_name",
    "text",
    "date",
    "birth_date",
    "phone",
    "citizen_id",
    "choice",
    "quantity",
    "commune",
    "detail",
)


@fault.cell(*_ANY)
def a_formula(spot: Spot, dice: Random) -> Cell:
    del spot
    return Cell(
        dice.choice(
            (
                "=1+1",
                "=cmd|' /C calc'!A0",
                '=HYPERLINK("http://vidu.example";"a")',
                "=[1]Sheet1!A1",
                "=B5",
                "=TODAY()",
            )
        )
    )


@fault.cell(*_ANY)
def an_error_of_the_spreadsheet(spot: Spot, dice: Random) -> Cell:
    del spot
    return Cell(dice.choice(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!")))


@fault.book()
def a_cell_merged_sideways(page: Page, dice: Random) -> tuple[str, ...]:
    at = page.at(dice.choice(page.filled[:-1]))
    page.sheet.merge_cells(start_row=page.row, end_row=page.row, start_column=at, end_column=at + 1)
    return (f"A{page.row}",)


@fault.book()
def a_heading_that_is_now_another_field(page: Page, dice: Random) -> tuple[str, ...]:
    key = dice.choice(page.filled)
    heading = dice.choice(
        [
            c.heading
            for c in columns_of(page.flow)
            if c.heading != page.sheet.cell(HEADING_ROW, page.at(key)).value
            and c.key in page.filled
            and c.key != key
            and not _same_heading(page, c.heading, key)
        ]
    )
    page.sheet.cell(HEADING_ROW, page.at(key)).value = heading
    return (page.name(key),)


def _same_heading(page: Page, heading: str, key: str) -> bool:
    return any(c.heading == heading and c.key == key for c in columns_of(page.flow))


@fault.book()
def a_column_twice(page: Page, dice: Random) -> tuple[str, ...]:
    key, last = dice.choice(page.filled), len(page.keys) + 1
    for row in (HEADING_ROW, KEY_ROW, page.row):
        page.sheet.cell(row, last).value = page.sheet.cell(row, page.at(key)).value
    return (f"{get_column_letter(last)}{page.row}",)


@fault.book()
def a_column_that_the_form_has_not(page: Page, dice: Random) -> tuple[str, ...]:
    last = len(page.keys) + dice.randrange(1, 4)
    page.sheet.cell(HEADING_ROW, last).value = dice.choice(
        ("Tên ở nhà", "Số điên thoai", "Facebook", "x")
    )
    page.sheet.cell(page.row, last).value = "Thử"
    return (f"{get_column_letter(last)}{page.row}",)


@fault.book()
def words_beside_the_table(page: Page, dice: Random) -> tuple[str, ...]:
    """Under no heading at all: nobody knows what they are."""
    last = len(page.keys) + dice.randrange(1, 4)
    page.sheet.cell(page.row, last).value = "0905000101"
    return (f"{get_column_letter(last)}{page.row}",)


@fault.book()
def a_key_of_another_edition(page: Page, dice: Random) -> tuple[str, ...]:
    key = dice.choice([k for k in page.filled if k.startswith("declaration.")])
    at = page.at(key)
    page.sheet.cell(KEY_ROW, at).value = f"{key}_cu"
    return (f"{get_column_letter(at)}{page.row}",)


@fault.book()
def a_hidden_row(page: Page, dice: Random) -> tuple[str, ...]:
    for row in range(page.row, page.row + page.rows):
        if dice.random() < 0.5:
            page.sheet.row_dimensions[row].hidden = True
        else:
            page.sheet.row_dimensions[row].height = dice.choice((0.01, 0.75))
    return LEFT_OUT


@fault.book()
def a_hidden_sheet(page: Page, dice: Random) -> tuple[str, ...]:
    page.sheet.sheet_state = dice.choice(("hidden", "veryHidden"))
    page.book.active = 0
    return LEFT_OUT


@fault.book()
def a_dossier_typed_over_the_example(page: Page, _dice: Random) -> tuple[str, ...]:
    for at in range(2, len(page.keys) + 1):
        page.sheet.cell(EXAMPLE_ROW, at).value = page.sheet.cell(page.row, at).value
        page.sheet.cell(page.row, at).value = None
    return LEFT_OUT


@fault.book()
def the_number_of_another_dossier(page: Page, dice: Random) -> tuple[str, ...]:
    """A copied row whose number nobody changed."""
    new = page.row + page.rows
    for at in range(1, len(page.keys) + 1):
        page.sheet.cell(new, at).value = page.sheet.cell(page.row, at).value
    page.sheet.cell(page.row, 1).value = page.sheet.cell(new, 1).value = "7"
    key = dice.choice([k for k in page.filled if k.endswith("full_name")])
    page.sheet.cell(new, page.at(key)).value = "Lê Thị Thử Khác"
    return (page.name(key, new),)


@fault.book()
def a_line_of_a_table_of_nobody(page: Page, _dice: Random) -> tuple[str, ...] | None:
    tables = [
        c.key for c in columns_of(page.flow) if c.table and page.sheet[page.name(c.key)].value
    ]
    if not tables:
        return None
    new = page.row + page.rows + 1
    for key in tables:
        page.sheet.cell(new, page.at(key)).value = page.sheet[page.name(key)].value
    return (f"A{new}",)


@fault.book()
def the_same_row_twice(page: Page, _dice: Random) -> tuple[str, ...]:
    new = page.row + page.rows
    for row in range(page.rows):
        for at in range(1, len(page.keys) + 1):
            page.sheet.cell(new + row, at).value = page.sheet.cell(page.row + row, at).value
        if page.rows > 1:
            page.sheet.cell(new + row, 1).value = "lần hai"
    return (f"A{new}",)


@fault.book()
def the_sheet_of_no_procedure(page: Page, dice: Random) -> tuple[str, ...]:
    page.sheet.delete_rows(1, KEY_ROW)
    page.sheet.title = dice.choice(("Sheet1", "Danh sách", "Tổ 3"))
    return ()


@fault.book()
def the_keys_of_a_procedure_that_is_gone(page: Page, _dice: Random) -> tuple[str, ...]:
    page.sheet.cell(1, 1).value = "Mẫu"
    page.sheet.cell(KEY_ROW, 1).value = "#row:no_such_procedure"
    page.sheet.title = "Mẫu cũ"
    return ("A1",)


@fault.book()
def no_row_at_all(page: Page, _dice: Random) -> tuple[str, ...]:
    page.sheet.delete_rows(page.row, page.rows)
    return ()


@right.book()
def columns_in_another_order(page: Page, dice: Random) -> tuple[str, ...]:
    order = list(range(2, len(page.keys) + 1))
    dice.shuffle(order)
    page.sheet.merged_cells.ranges.clear()
    for row in range(HEADING_ROW, page.row + page.rows):
        said = [
            (page.sheet.cell(row, at).value, page.sheet.cell(row, at).number_format) for at in order
        ]
        for at, (value, look) in enumerate(said, 2):
            page.sheet.cell(row, at).value, page.sheet.cell(row, at).number_format = value, look
    return ()


@right.book()
def the_hidden_keys_deleted(page: Page, _dice: Random) -> tuple[str, ...]:
    page.sheet.merged_cells.ranges.clear()
    page.sheet.delete_rows(KEY_ROW)
    return ()


@right.book()
def the_example_deleted(page: Page, _dice: Random) -> tuple[str, ...]:
    page.sheet.merged_cells.ranges.clear()
    page.sheet.delete_rows(EXAMPLE_ROW)
    return ()


@right.book()
def empty_rows_before_it(page: Page, dice: Random) -> tuple[str, ...]:
    page.sheet.insert_rows(page.row, dice.randrange(1, 40))
    return ()


@right.book()
def a_note_and_a_colour(page: Page, _dice: Random) -> tuple[str, ...]:
    page.sheet.cell(page.row, page.at(NOTE)).value = "=gọi lại chiều nay".lstrip("=")
    page.sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(page.keys))}{page.row}"
    return ()


@right.book()
def a_sheet_of_ones_own_beside_it(page: Page, dice: Random) -> tuple[str, ...]:
    page.book.create_sheet("Danh bạ", dice.choice((0, 2))).append(["Ông Ba", "0905", "=1+1"])
    return ()


@right.book()
def headings_in_other_words(page: Page, dice: Random) -> tuple[str, ...]:
    """The hidden keys tell which column it is."""
    page.sheet.cell(HEADING_ROW, page.at(dice.choice(page.filled))).value = "Cột của tôi"
    return ()


@right.book()
def a_number_in_front(page: Page, dice: Random) -> tuple[str, ...]:
    number = dice.choice(("1", "01", "A-1", "Tổ 3/1"))
    for row in range(page.row, page.row + page.rows):
        page.sheet.cell(row, 1).value = number
    return ()


@right.book()
def the_sheet_called_otherwise(page: Page, dice: Random) -> tuple[str, ...]:
    page.sheet.title = dice.choice(("Buổi sáng 22-11", "Tổ 3", "sheet (2)"))
    return ()
