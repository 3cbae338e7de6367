"""What was filed: by procedure, domain, level, month, channel, person on duty; money, minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from portal_bot.reports.counted import CountedDossier
from portal_bot.reports.figures import (
    BarChart,
    Cell,
    Dossiers,
    FigureTable,
    across,
    grouped,
    outcome_table,
    share,
    upper_first,
    words_of,
)
from portal_bot.reports.saved_minutes import Minutes
from portal_bot.reports.span import Span

NOBODY = "chưa ghi người trực"
LEVELS = {4: "mức độ 4 (trực tuyến toàn trình)", 3: "mức độ 3 (trực tuyến một phần)"}
_UNKNOWN_LEVEL = "chưa rõ mức độ"


def level_words(dossier: CountedDossier) -> str:
    """The level of its procedure, in words."""
    return LEVELS.get(words_of(dossier).level or 0, _UNKNOWN_LEVEL)


def by_procedure(filed: Dossiers, span: Span) -> FigureTable:
    """Each procedure with its code and level."""
    groups = grouped(filed, lambda d: words_of(d).title)
    first = {title: words_of(those[0]) for title, those in groups.items()}
    before = {title: (words.code, words.level or "") for title, words in first.items()}
    return outcome_table(
        "by_procedure",
        "Theo thủ tục",
        "Thủ tục",
        groups,
        span,
        chart=across(groups, 15),
        before=before,
        before_headings=("Mã", "Mức"),
    )


def by_domain(filed: Dossiers, span: Span) -> FigureTable:
    """Each domain."""
    groups = grouped(filed, lambda d: words_of(d).domain)
    chart = across(groups)
    return outcome_table("by_domain", "Theo lĩnh vực", "Lĩnh vực", groups, span, chart=chart)


def by_level(filed: Dossiers, span: Span) -> FigureTable:
    """Level 3 and level 4."""
    groups = grouped(filed, lambda d: upper_first(level_words(d)))
    return outcome_table("by_level", "Theo mức độ dịch vụ công", "Mức độ", groups, span)


def by_month(filed: Dossiers, span: Span) -> FigureTable:
    """Every month of the span, also one without dossiers."""
    groups: dict[str, list[CountedDossier]] = {_month(y, m): [] for y, m in span.months}
    for dossier in filed:
        if dossier.filed is not None:
            groups[_month(dossier.filed.year, dossier.filed.month)].append(dossier)
    chart = _months_chart(groups) if len(groups) > 1 and filed else None
    return outcome_table("by_month", "Theo tháng", "Tháng", groups, span, chart=chart)


def _months_chart(groups: Mapping[str, Dossiers]) -> BarChart:
    series = []
    for words in (*LEVELS.values(), _UNKNOWN_LEVEL):
        counts = [sum(level_words(d) == words for d in g) for g in groups.values()]
        if any(counts):
            series.append((upper_first(words), tuple(float(count) for count in counts)))
    return BarChart("upright", tuple(groups), tuple(series))


def _month(year: int, month: int) -> str:
    return f"{month:02}/{year}"


def by_channel(
    filed: Dossiers, span: Span, portal_title: Callable[[str], str], in_person: int | None
) -> FigureTable:
    """By the portal that they went to, and at the counter where somebody counted those."""
    groups = grouped(filed, lambda d: f"Trực tuyến: {portal_title(d.portal)}")
    table = outcome_table("by_channel", "Theo kênh", "Kênh", groups, span, total=False)
    rest = len(table.headings) - 2
    counter: tuple[Cell, ...] = ("Trực tiếp tại quầy, bưu chính", in_person, *(None,) * rest)
    online = (
        share(len(filed), len(filed) + in_person)
        if in_person is not None
        else "chưa theo dõi: chương trình không biết hồ sơ giấy; thêm --in-person SỐ khi lập"
    )
    return FigureTable(
        table.key,
        table.title,
        table.headings,
        (*table.rows, counter),
        note=f"Tỷ lệ trực tuyến trên tổng số tiếp nhận: {online}.",
    )


def money(filed: Dossiers) -> FigureTable:
    """What was to be paid, is paid, and is owed, in VND."""
    groups = grouped(filed, lambda d: words_of(d).title)
    rows: list[tuple[Cell, ...]] = []
    for title, those in groups.items():
        amounts = [(d.owed.amount, d.owed.paid) for d in those if d.owed and d.owed.amount]
        unknown = sum(d.owed is None for d in those)
        if amounts or unknown:
            paid = sum(amount for amount, is_paid in amounts if is_paid)
            whole = sum(amount for amount, _ in amounts)
            open_ = sum(not is_paid for _, is_paid in amounts)
            rows.append((title, len(amounts), whole, paid, whole - paid, open_, unknown))
    if rows:
        sums = (sum(int(row[at] or 0) for row in rows) for at in range(1, 7))
        rows.append(("Cộng", *sums))
    return FigureTable(
        "money",
        "Phí, lệ phí (đồng)",
        ("Thủ tục", "Hồ sơ có phí", "Phải nộp", "Đã nộp", "Còn nợ", "Hồ sơ còn nợ", "Chưa rõ phí"),
        tuple(rows),
        total=bool(rows),
        note="Theo lời cổng lúc nộp, và những gì người trực ghi đã nộp (resolve MÃ --paid).",
    )


def minutes_saved(filed: Dossiers, minutes: Minutes) -> FigureTable:
    """The estimate by procedure, in minutes."""
    rows: list[tuple[Cell, ...]] = []
    for title, those in grouped(filed, lambda d: words_of(d).title).items():
        each = minutes.saved(those[0].procedure)
        total = None if each is None else round(each * len(those))
        rows.append((title, len(those), each, total))
    if rows:
        rows.append(("Cộng", len(filed), "", sum(int(row[3] or 0) for row in rows)))
    return FigureTable(
        "minutes",
        "Thời gian tiết kiệm (ước lượng, phút)",
        ("Thủ tục", "Đã nộp", "Phút mỗi hồ sơ", "Cộng phút"),
        tuple(rows),
        total=bool(rows),
        note=minutes.how,
    )


def by_person(filed: Dossiers, span: Span) -> Iterator[FigureTable]:
    """By officer, and by volunteer."""
    for role, title in (("officer", "Theo cán bộ trực"), ("volunteer", "Theo đoàn viên trực")):
        groups = grouped(filed, _names(role))
        yield outcome_table(
            f"by_{role}",
            title,
            "Người trực",
            groups,
            span,
            total=False,
            note="Ngày có nhiều người trực thì hồ sơ tính cho từng người.",
        )


def _names(role: str) -> Callable[[CountedDossier], Sequence[str]]:
    def names(dossier: CountedDossier) -> Sequence[str]:
        said = str(getattr(dossier.attendants, role))
        return [name for part in said.split(";") if (name := part.strip())] or [NOBODY]

    return names
