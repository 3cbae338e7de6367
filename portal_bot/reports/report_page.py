"""The report as one page that opens anywhere and prints on A4."""

from __future__ import annotations

from portal_bot.moments import day
from portal_bot.page_template import page_template
from portal_bot.reports import charts
from portal_bot.reports.cell_words import cell_text, is_number, row_texts, table_note
from portal_bot.reports.figures import Figures, FigureTable


def report_page(figures: Figures) -> str:
    """The whole page, with its charts within."""
    return page_template("portal_bot.reports", "report.html.j2").render(
        title=f"Báo cáo {figures.span.title}",
        since=day(figures.span.since),
        until=day(figures.span.until),
        made=day(figures.made),
        practice=figures.practice,
        headline=[(label, cell_text(cell)) for label, cell in figures.headline],
        remarks=figures.remarks,
        difficulties=figures.difficulties,
        proposals=figures.proposals,
        tables=[_table(number, table) for number, table in enumerate(figures.tables, 1)],
    )


def _table(number: int, table: FigureTable) -> dict[str, object]:
    return {
        "number": number,
        "key": table.key,
        "title": table.title,
        "headings": table.headings,
        "rows": row_texts(table),
        "numeric": [is_number(table, at) for at in range(len(table.headings))],
        "total": table.total,
        "note": table_note(table),
        # Ours: matplotlib escapes the labels.
        "chart": charts.svg(table.chart) if table.chart else "",
    }
