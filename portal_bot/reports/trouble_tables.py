"""What did not go: states, reasons, refusals, problems before filing; difficulties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from portal_bot.filing.field_words import STATES
from portal_bot.journal import FILED
from portal_bot.reports.counted import CountedDossier, Merged
from portal_bot.reports.figures import (
    BarChart,
    Cell,
    Dossiers,
    FigureTable,
    share,
    short_label,
    upper_first,
    words_of,
)
from portal_bot.reports.journals import JournalRead, RefusedRun
from portal_bot.reports.span import Span
from portal_bot.reports.trouble_words import (
    DRIFT,
    problem_kind,
    proposal,
    shared_words,
    trouble,
)

_HIDDEN = "lý do riêng của từng hồ sơ (không ghi ở đây để giữ kín)"
# In a share of all attempts: from here on a trouble is worth a proposal.
_OFTEN = 0.01
_LABEL = 46


def by_state(dossiers: Dossiers, span: Span) -> FigureTable:
    """Every dossier of the span by the journal's own states, in their words."""
    there = [d for d in dossiers if is_of(d, span)]
    counts = Counter(d.state for d in there)
    rows: list[tuple[Cell, ...]] = [
        (upper_first(words), counts[name], share(counts[name], len(there)))
        for name, words in STATES.items()
        if counts[name]
    ]
    if rows:
        rows.append(("Cộng", len(there), share(len(there), len(there))))
    return FigureTable(
        "by_state",
        "Hồ sơ theo tình trạng",
        ("Tình trạng", "Hồ sơ", "Tỷ lệ"),
        tuple(rows),
        total=bool(rows),
        note="Hồ sơ đã nộp tính theo ngày cổng nhận; hồ sơ chưa nộp theo ngày sổ nhật ký ghi cuối.",
    )


def is_of(dossier: CountedDossier, span: Span) -> bool:
    """Whether it belongs to the span: by the day it was filed, else by the last thing done."""
    return (dossier.filed if dossier.state in FILED else dossier.changed) in span


def troubles(dossiers: Dossiers, span: Span) -> FigureTable:
    """Each time a filing did not go on, by its reason, and what became of those dossiers."""
    times: Counter[str] = Counter()
    those: dict[str, list[CountedDossier]] = {}
    for dossier in dossiers:
        codes = [each.code for each in dossier.troubles if each.day in span]
        times.update(codes)
        for code in dict.fromkeys(codes):
            those.setdefault(code, []).append(dossier)
    rows: list[tuple[Cell, ...]] = []
    for code, count in sorted(times.items(), key=lambda each: (-each[1], each[0])):
        went = sum(d.state in FILED for d in those[code])
        words = upper_first(trouble(code))
        rows.append((words, count, len(those[code]), went, len(those[code]) - went))
    chart = BarChart(
        "across",
        tuple(short_label(trouble(code), _LABEL) for code, _ in times.most_common(10)),
        (("Lần", tuple(float(count) for _, count in times.most_common(10))),),
        "lần",
    )
    return FigureTable(
        "troubles",
        "Vướng mắc khi nộp, theo lý do",
        ("Lý do", "Số lần", "Hồ sơ gặp phải", "Sau đó nộp được", "Còn lại"),
        tuple(rows),
        chart=chart if len(times) > 1 else None,
        note="Một hồ sơ có thể gặp nhiều lần, nhiều lý do.",
    )


def refusals(dossiers: Dossiers, span: Span) -> FigureTable:
    """What the portal and the office gave as reasons, as far as several dossiers share them."""
    said: list[tuple[str, list[str]]] = [
        (
            "Cổng từ chối khi nộp",
            [d.why[1] for d in dossiers if d.why and d.state == "rejected" and d.changed in span],
        )
    ]
    filed = [d for d in dossiers if d.filed in span and d.office]
    said += [
        ("Cơ quan yêu cầu bổ sung", [w for d in filed if d.office for w in d.office.asked]),
        ("Cơ quan không nhận, dừng", [w for d in filed if d.office for w in d.office.refused]),
    ]
    rows: list[tuple[Cell, ...]] = []
    for what, words in said:
        told, hidden = shared_words(words)
        rows += [(what, reason, count) for reason, count in told]
        hidden += sum(not each.strip() for each in words)
        rows += [(what, _HIDDEN, hidden)] if hidden else []
    if not filed:
        rows += [(what, "chưa theo dõi", None) for what, _ in said[1:]]
    return FigureTable(
        "refusals",
        "Bị trả lại, từ chối và vì sao",
        ("Việc", "Lý do", "Số lần"),
        tuple(rows),
        note="Lý do chỉ được ghi nguyên văn khi từ ba hồ sơ trở lên có cùng lý do.",
    )


def before_filing(runs: Iterable[RefusedRun], span: Span) -> FigureTable:
    """What the check refused before anything was sent, by kind."""
    those = [run for run in runs if run.at.date() in span]
    kinds: Counter[str] = Counter()
    for run in those:
        for (_, code), count in run.counts.items():
            kinds[problem_kind(code)] += count
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (upper_first(kind), count, share(count, kinds.total()))
        for kind, count in sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    )
    top = kinds.most_common(10)
    labels = tuple(short_label(kind, _LABEL) for kind, _ in top)
    counts = tuple(float(count) for _, count in top)
    chart = BarChart("across", labels, (("Lỗi", counts),), "lỗi")
    return FigureTable(
        "before_filing",
        "Lỗi phát hiện trước khi nộp, theo loại",
        ("Loại lỗi", "Số lỗi", "Tỷ lệ"),
        rows,
        note=f"Của {sum(run.dossiers for run in those)} lượt hồ sơ bị giữ lại khi chạy submit "
        "(một hồ sơ sửa nhiều lần tính nhiều lượt); lần chỉ chạy check thì không đếm.",
        chart=chart if len(kinds) > 1 else None,
    )


def difficulties(dossiers: Dossiers, span: Span) -> tuple[list[str], list[str]]:
    """Khó khăn, vướng mắc as the numbers tell them, and what to propose."""
    found = troubles(dossiers, span)
    codes = Counter(each.code for d in dossiers for each in d.troubles if each.day in span)
    told = [
        f"{row[0]}: {row[1]} lần, ở {row[2]} hồ sơ; {row[3]} hồ sơ sau đó nộp được, còn {row[4]}."
        for row in found.rows
    ]
    told += list(_drift(dossiers, span))
    there = [d for d in dossiers if is_of(d, span)]
    open_ = sum(d.owed is not None and d.owed.open for d in there if d.filed in span)
    if open_:
        told.append(f"{open_} hồ sơ đã nộp còn nợ phí, lệ phí.")
    doubt = sum(d.state == "uncertain" for d in there)
    if doubt:
        told.append(f"{doubt} hồ sơ tới nay chưa rõ cổng đã nhận hay chưa, phải tra trên cổng.")
    often = max(1.0, _OFTEN * len(there))
    proposals = [
        f"{upper_first(words)}."
        for code, count in codes.most_common()
        if count >= often and (words := proposal(code))
    ]
    return told, list(dict.fromkeys(proposals))


def _drift(dossiers: Dossiers, span: Span) -> Iterator[str]:
    """On which days, and in which procedures, the portal was not what it had been."""
    where: Counter[str] = Counter()
    days = set()
    for dossier in dossiers:
        hits = [each.day for each in dossier.troubles if each.code in DRIFT and each.day in span]
        if hits:
            where[words_of(dossier).title] += 1
            days.update(hits)
    if where:
        most = ", ".join(f"{title} ({count})" for title, count in where.most_common(3))
        yield f"Cổng thay đổi hoặc lưu khác hồ sơ trong {len(days)} ngày; nhiều nhất ở: {most}."


def remarks(merged: Merged, journals: Sequence[JournalRead], span: Span) -> Iterator[str]:
    """What a reader must know of the numbers themselves."""
    if merged.practice:
        yield f"Không tính {merged.practice} hồ sơ nộp thử vào cổng thử nghiệm."
    if merged.doubled:
        yield f"{len(merged.doubled)} hồ sơ có ở hai sổ nhật ký, hoặc hai lần: chỉ tính một lần."
    if merged.altered:
        yield (
            f"{len(merged.altered)} hồ sơ có dòng nhật ký bị sửa từ bên ngoài: không tính vào đâu. "
            "Khôi phục sổ từ bản sao lưu rồi lập lại báo cáo."
        )
    for journal in journals:
        if journal.backwards:
            yield (
                f"Đồng hồ của máy “{journal.name}” chạy lùi {len(journal.backwards)} lần (lần đầu "
                f"về {journal.backwards[0]}): ngày của hồ sơ chưa nộp ghi quanh lúc ấy có thể sai; "
                "hồ sơ đã nộp tính theo ngày của cổng."
            )
    yield from _empty_months(merged, span)


def _empty_months(merged: Merged, span: Span) -> Iterator[str]:
    there = {(d.filed.year, d.filed.month) for d in merged.dossiers if d.filed and d.filed in span}
    empty = [f"{month:02}/{year}" for year, month in span.months if (year, month) not in there]
    if not there:
        yield "Trong kỳ không có hồ sơ nào được nộp."
    elif empty:
        yield f"Tháng không có hồ sơ nào được nộp: {', '.join(empty)}."
