"""What waits at the counter, and what a person is asked, as tables, pages and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.cli import looping
from portal_bot.cli.console import err, out, print_json
from portal_bot.counter.counter_run import WaitingWork, waiting
from portal_bot.counter.deed import task_of
from portal_bot.counter.deed_word import DeedQuestion
from portal_bot.counter.tick_list import tick_page
from portal_bot.errors import PortalChanged, SetupError, UsageError
from portal_bot.moments import moment
from portal_bot.portals.office_side import TASKS, OfficeLine, Task
from portal_bot.reasons import in_words
from portal_bot.run.run import Run
from portal_bot.shown import shown

TITLE_WIDTH = 60


def listed(run: Run, officer: str, page: Path | None, *, as_json: bool) -> int:
    """Reads what waits and tells it; returns the exit code.

    Raises:
        UsageError: by its name the page is none.
    """
    if page is not None and page.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"--html {page}: tên tệp phải kết thúc bằng .html")
    found = looping.run(waiting(run, officer, list(Task), with_records=page is not None))
    if page is not None:
        _write(page, found, run, officer)
    if as_json:
        print_json({"officer": officer, "page": page and str(page), **_as_json(found)})
    else:
        _show(found)
        if page is not None:
            out().print(f"Đã ghi {page}, khổ A4 ngang, để in và đánh dấu.")
    doubts = any(part.doubts for part in found.parts.values())
    return PortalChanged.exit_code if doubts else 0


def _write(page: Path, found: WaitingWork, run: Run, officer: str) -> None:
    """For its owner only: it names citizens."""
    told = tick_page(
        found,
        portal=run.portal.title,
        officer=officer,
        at=clock.now(),
        trial=run.portal.practice,
    )
    try:
        write_private(page, told)
    except OSError as error:
        raise SetupError(f"không ghi được {page}: {in_words(error)}") from error


def _as_json(found: WaitingWork) -> dict[str, Any]:
    return {
        "waiting": {t.value: [_line(each) for each in p.lines] for t, p in found.parts.items()},
        "doubts": {t.value: list(p.doubts) for t, p in found.parts.items() if p.doubts},
    }


def _line(line: OfficeLine) -> dict[str, str]:
    return {name: getattr(line, name) for name in OfficeLine.__slots__}


def _show(found: WaitingWork) -> None:
    for task, part in found.parts.items():
        out().print(f"Hồ sơ {TASKS[task].waiting}: {len(part.lines)}", style="bold")
        for each in part.lines:
            term = f" ({each.term})" if each.term else ""
            title = cut_title(each.procedure)
            told = f"{each.number}  {each.owner}  {title}  hẹn trả {each.due}{term}"
            out().print(f"  {shown(told)}", style="red" if each.term.startswith("Quá") else "")
        for doubt in part.doubts:
            err().print(f"  danh sách có chỗ không hiểu: {shown(doubt)}", style="yellow")


def cut_title(title: str) -> str:
    """A procedure's title on a line among others."""
    return title if len(title) <= TITLE_WIDTH else f"{title[: TITLE_WIDTH - 1].rstrip()}…"


def show_question(asked: DeedQuestion) -> None:
    """What to look at, before anybody decides."""
    deed, console = asked.deed, err()
    console.print(f"Việc {deed.id}, hồ sơ {deed.path}", style="bold")
    lines = {
        "Cổng": deed.portal,
        "Việc": TASKS[task_of(deed)].words,
        "Bấm lúc": moment(asked.pressed_at),
        "Cán bộ": f"{asked.officer} ({deed.account})",
        "Vì sao chưa rõ": deed.fault.message if deed.fault else "chương trình bị dừng lúc bấm",
    }
    for label, value in lines.items():
        console.print(f"  {label}: {shown(value)}")
    console.print(
        "  Việc cần làm: đăng nhập trang một cửa, mở hồ sơ ấy, xem “Quá trình xử lý”: từ lúc bấm "
        "có dòng của việc này chưa."
    )
