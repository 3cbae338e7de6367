"""The report as a Word document in the form that official papers have (Nghị định 30/2020/NĐ-CP).

The form's parts are those of its Phụ lục I: the issuing body and its number at the left, the
national motto at the right, place and date, what it is, to whom, the text, who receives it, who
signs. What only the office knows is left to be filled in, as dots.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from portal_bot.moments import day
from portal_bot.reports import charts
from portal_bot.reports.cell_words import cell_text, is_number, row_texts, table_note
from portal_bot.reports.figures import Figures, FigureTable
from portal_bot.reports.letterhead import Letterhead

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

DOTS = "……………"
_FACE = "Times New Roman"
_TEXT, _SMALL, _TABLE = 14, 12, 10
# So many columns stand beside each other in that size.
_FEW = 6
_LONG = 40
# Which tables stand in the text; the others follow in the appendix.
_IN_TEXT = ("by_domain", "by_month", "by_level", "by_channel")
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def report_document(figures: Figures, head: Letterhead) -> bytes:
    """The document's bytes."""
    paper = Document()
    _page(paper)
    if figures.practice:
        _line(paper, "THỬ NGHIỆM: không có hồ sơ nào ở đây là thật", bold=True, align=_CENTRE)
    _head(paper, figures, head)
    _results(paper, figures)
    _part(paper, "II. KHÓ KHĂN, VƯỚNG MẮC")
    for words in figures.difficulties or ("Sổ nhật ký không ghi vướng mắc nào trong kỳ.",):
        _text(paper, f"- {words}")
    _part(paper, "III. ĐỀ XUẤT, KIẾN NGHỊ")
    for words in (*figures.proposals, DOTS):
        _text(paper, f"- {words}")
    _end(paper, figures, head)
    _appendix(paper, figures)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def _page(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    # Pages are numbered at the top, in the middle, and the first is not.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _field(number, "PAGE")
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = _FACE, Pt(_TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FACE)
    style.paragraph_format.space_after = Pt(0)
    paper.core_properties.author, paper.core_properties.language = "portal_bot", "vi-VN"


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _head(paper: Paper, figures: Figures, head: Letterhead) -> None:
    left, right = _columns(paper, (Cm(6.6), Cm(9.9)))
    agency = (head.agency or f"ỦY BAN NHÂN DÂN XÃ {DOTS}").upper()
    _in(left, (head.above or f"ỦY BAN NHÂN DÂN TỈNH {DOTS}").upper(), size=_SMALL)
    _in(left, agency, size=_SMALL, bold=True)
    _in(left, "_______", size=_SMALL, bold=True)
    _in(left, f"Số: {DOTS}/BC-UBND", size=_SMALL)
    _in(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=_SMALL, bold=True)
    _in(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _in(right, "__________________", size=_SMALL, bold=True)
    made = figures.made
    when = f"ngày {made.day:02} tháng {made.month:02} năm {made.year}"
    _in(right, f"{head.place or DOTS}, {when}", size=13, italic=True)
    _line(paper, "")
    _line(paper, "BÁO CÁO", bold=True, align=_CENTRE)
    subject = f"Kết quả hỗ trợ nộp hồ sơ dịch vụ công trực tuyến {figures.span.title}"
    _line(paper, subject, bold=True, align=_CENTRE)
    _line(paper, "________", bold=True, align=_CENTRE)
    _line(paper, f"Kính gửi: {head.to or DOTS}", align=_CENTRE, before=6)


def _results(paper: Paper, figures: Figures) -> None:
    since, until = day(figures.span.since), day(figures.span.until)
    words = (
        f"Thực hiện chế độ báo cáo, {_whose(figures)} báo cáo kết quả hỗ trợ người dân nộp hồ "
        f"sơ dịch vụ công trực tuyến từ {since} đến {until} như sau:"
    )
    _text(paper, words, before=6)
    _part(paper, "I. KẾT QUẢ")
    for label, cell in figures.headline:
        _text(paper, f"- {label}: {cell_text(cell)}.")
    for words in figures.remarks:
        _text(paper, f"Ghi chú: {words}", italic=True)
    for number, key in enumerate(_IN_TEXT, 1):
        if (table := figures.table(key)) is not None and table.rows:
            _text(paper, f"{number}. {table.title}", bold=True, before=6)
            _table(paper, table)


def _whose(figures: Figures) -> str:
    """How whoever reports is called within the text."""
    return "đơn vị (thử nghiệm)" if figures.practice else "đơn vị"


def _end(paper: Paper, figures: Figures, head: Letterhead) -> None:
    _text(
        paper,
        f"Trên đây là báo cáo kết quả {figures.span.title}. Số liệu chi tiết ở phụ lục./.",
        before=6,
    )
    _line(paper, "")
    left, right = _columns(paper, (Cm(8), Cm(8.5)))
    _in(left, "Nơi nhận:", size=_SMALL, bold=True, italic=True, align=None)
    for words in ("- Như trên;", f"- {DOTS};", "- Lưu: VT."):
        _in(left, words, size=11, align=None)
    signer = (head.agency or "ỦY BAN NHÂN DÂN").upper()
    _in(right, f"TM. {signer}", bold=True)
    _in(right, "CHỦ TỊCH", bold=True)
    for words in ("", "", "", DOTS):
        _in(right, words, bold=True)


def _appendix(paper: Paper, figures: Figures) -> None:
    heading = _line(paper, "PHỤ LỤC", bold=True, align=_CENTRE)
    heading.paragraph_format.page_break_before = True
    _line(paper, f"Số liệu chi tiết {figures.span.title}", bold=True, align=_CENTRE)
    number = 0
    for table in figures.tables:
        if table.key in _IN_TEXT or not table.rows:
            continue
        number += 1
        _text(paper, f"{number}. {table.title}", bold=True, before=8)
        _table(paper, table)
    empty = [table.title for table in figures.tables if not table.rows]
    if empty:
        _text(paper, f"Trong kỳ không có: {'; '.join(empty)}.", italic=True, before=6)


def _table(paper: Paper, table: FigureTable) -> None:
    if table.chart is not None:
        picture = paper.add_paragraph()
        picture.alignment = _CENTRE
        picture.paragraph_format.keep_with_next = True
        picture.add_run().add_picture(io.BytesIO(charts.png(table.chart)), width=Cm(15.5))
    made = paper.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    _tight(made)
    # No word of a heading is broken in the narrowest column.
    size = _TABLE if len(table.headings) <= _FEW else _TABLE - 2
    numeric = [is_number(table, at) for at in range(len(table.headings))]
    for cell, words in zip(made.rows[0].cells, table.headings, strict=True):
        _in(cell, words, size=size, bold=True)
    _repeated(made)
    texts = row_texts(table)
    for number, row in enumerate(texts, 1):
        is_total = table.total and number == len(texts)
        for cell, words, right in zip(made.add_row().cells, row, numeric, strict=True):
            align = _RIGHT if right else None
            _in(cell, words, size=size, bold=is_total, align=align)
    _widths(made, table, numeric)
    if note := table_note(table):
        _line(paper, note, size=_TABLE, italic=True)


def _tight(table: Table) -> None:
    """Little room at the sides of a cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    # In the order that the schema asks for.
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def _repeated(table: Table) -> None:
    """The headings stand on every page that the table reaches."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _widths(made: Table, table: FigureTable, numeric: list[bool]) -> None:
    """Narrow columns of numbers; the words share what is left."""
    made.autofit = False
    count = len(table.headings)
    narrow = min(2.6, 11.2 / max(1, sum(numeric)))
    room = 16.5 - narrow * sum(numeric)
    weights = [_weight(table, at) for at in range(count)]
    whole = sum(weight for weight, right in zip(weights, numeric, strict=True) if not right)
    widths = [Cm(narrow if numeric[at] else room * weights[at] / whole) for at in range(count)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    # Row by row: a column's cells are looked for in the whole table.
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _weight(table: FigureTable, at: int) -> int:
    """How much room a column of words asks for: its longest cell, up to three lines of it."""
    texts = [table.headings[at], *(str(row[at] or "") for row in table.rows)]
    return min(_LONG, max(len(text) for text in texts))


def _columns(paper: Paper, widths: tuple[Cm, Cm]) -> tuple[_Cell, _Cell]:
    table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width
    return cells[0], cells[1]


def _in(
    cell: _Cell,
    words: str,
    *,
    size: int = _TEXT,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = _CENTRE,
) -> None:
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    _said(paragraph, words or " ", size, bold=bold, italic=italic)
    if align is not None:
        paragraph.alignment = align


def _line(
    paper: Paper,
    words: str,
    *,
    size: int = _TEXT,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: int = 0,
) -> Paragraph:
    paragraph = paper.add_paragraph()
    _said(paragraph, words, size, bold=bold, italic=italic)
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def _text(
    paper: Paper, words: str, *, bold: bool = False, italic: bool = False, before: int = 0
) -> None:
    """A paragraph of the text: justified, its first line moved in."""
    paragraph = _line(paper, words, bold=bold, italic=italic, before=before)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = bold


def _part(paper: Paper, words: str) -> None:
    _text(paper, words, bold=True, before=8)


def _said(
    paragraph: Paragraph, words: str, size: int, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(words)
    # What is not said costs nothing, and there are a thousand cells.
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
