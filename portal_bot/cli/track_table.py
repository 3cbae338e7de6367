"""What `track` shows people: what is to be done today first, then all the rest in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from portal_bot.cli.console import out, table_width
from portal_bot.filing.field_words import money
from portal_bot.moments import day
from portal_bot.registry import title_of
from portal_bot.shown import shown
from portal_bot.strongbox import ENDING

if TYPE_CHECKING:
    from portal_bot.tracking.track_report import TrackedFiling

Kind = tuple[str, Callable[["TrackedFiling"], bool]]
_KINDS: tuple[Kind, ...] = (
    ("Bổ sung giấy tờ", lambda f: f.todo == "supplement"),
    ("Nộp tiền", lambda f: f.todo == "pay"),
    ("Xác nhận bản dự thảo", lambda f: f.todo == "confirm"),
    ("Trả kết quả cho người dân", lambda f: f.todo == "collect"),
    ("Cơ quan quá hạn", lambda f: f.is_overdue),
)


def show_tracked(filings: Sequence[TrackedFiling]) -> None:
    """Prints it."""
    if not filings:
        return out().print("Chưa có hồ sơ nào đã nộp ở cổng này.")
    busy = False
    for title, is_one in _KINDS:
        chosen = [filing for filing in filings if is_one(filing)]
        if chosen:
            busy = True
            out().print(_table(f"{title}: {len(chosen)} hồ sơ", chosen))
    _odd(filings)
    if not busy:
        out().print("Hôm nay không có việc gì phải làm.")
    counts = Counter(filing.told.words or "chưa hỏi được" for filing in filings)
    out().print("; ".join(f"{words}: {many}" for words, many in counts.items()))
    return None


def _table(title: str, filings: Iterable[TrackedFiling]) -> Table:
    table = Table(title=title, title_justify="left", width=min(table_width(), 160))
    for heading in ("Số hồ sơ", "Thủ tục", "Việc", "Hạn", "Tệp"):
        whole = heading in {"Số hồ sơ", "Hạn"}
        table.add_column(heading, overflow="fold", no_wrap=whole)
    for filing in sorted(filings, key=lambda one: str(one.told.deadline or "~")):
        told = filing.told
        table.add_row(
            told.number,
            title_of(told.filing.procedure),
            _act(filing),
            _until(filing),
            shown(Path(told.filing.path).name),
        )
    return table


def _act(filing: TrackedFiling) -> str:
    told, owed = filing.told, filing.told.filing.due
    match filing.todo:
        case "supplement":
            return f"nộp thêm: {'; '.join(told.papers) or 'xem lý do trên cổng'}"
        case "pay":
            what = f"{money(owed.amount)}" if owed is not None and owed.open else "phí, lệ phí"
            return f"nộp {what}{f' ({owed.where})' if owed and owed.where else ''}"
        case "confirm":
            return "người dân xem bản dự thảo trên cổng rồi xác nhận; quá hạn là coi như đồng ý"
        case "collect":
            kept = _to_see(filing) if told.result else "chưa có tệp kết quả"
            return f"phát kết quả; {kept}"
    return "hỏi nơi giải quyết"


def _to_see(filing: TrackedFiling) -> str:
    told = filing.told
    if told.result is None or told.result.suffix != ENDING:
        return f"đã tải: {told.result}"
    return f"đã tải, mở bằng `portal-bot open {told.filing.id} --what result`"


def _until(filing: TrackedFiling) -> str:
    deadline, left = filing.told.deadline, filing.days_left
    if deadline is None:
        return ""
    if left is None:
        return day(deadline)
    if left < 0:
        return f"{day(deadline)} (quá {-left} ngày làm việc)"
    return f"{day(deadline)} (còn {left} ngày làm việc)" if left else f"{day(deadline)} (hôm nay)"


def _odd(filings: Iterable[TrackedFiling]) -> None:
    errors = Counter[str]()
    for filing in filings:
        for remark in filing.remarks:
            out().print(f"{filing.told.number}: {remark.message}", style="yellow")
        if filing.error is not None:
            errors[filing.error.message] += 1
    for message, many in errors.items():
        out().print(f"Chưa hỏi được {many} hồ sơ: {message}", style="bold red")
