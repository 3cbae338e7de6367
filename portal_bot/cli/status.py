"""`portal-bot status`: what the journal knows, this machine's or the one that several share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, Never

import typer

from portal_bot import clock
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json, a_path
from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from portal_bot.filing.report import Report

_EVERY_S = 1.0
# The filings, the document for programs, and what there is to say of the queue.
Look = Callable[[], tuple["Report", dict[str, Any], "Sequence[Text]"]]


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="TỆP", parser=a_path, help="Chỉ các hồ sơ từ những tệp, thư mục này."
        ),
    ] = None,
    only_open: Annotated[
        bool,
        typer.Option("--open", help="Chỉ hồ sơ còn việc phải làm, kể cả còn lệ phí phải nộp."),
    ] = False,
    today: Annotated[
        bool,
        typer.Option(
            "--today", help="Chỉ hồ sơ được nhận, hoặc nhật ký có ghi, hôm nay (giờ Việt Nam)."
        ),
    ] = False,
    state: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TÌNH_TRẠNG",
            help="Chỉ tình trạng này, ghi nhiều lần được: “chưa rõ”, “cần một người”, “khác”…, "
            "hoặc tên trong JSON: `uncertain`, `needs_human`, `differing`, `received`, `unpaid`…",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Cập nhật mãi, tới khi bấm Ctrl-C.")
    ] = False,
    html: Annotated[
        bool,
        typer.Option(
            "--html",
            help="Ghi một trang hồ sơ còn việc (sắp xếp, lọc, in được) vào tệp .html ghi ở cuối, "
            "không ghi thì vào thư mục dữ liệu; lần sau ghi lại trang ấy.",
        ),
    ] = False,
    queue: Annotated[
        str | None,
        queue_option("Xem hàng đợi chung của nhiều máy thay cho nhật ký trên máy này."),
    ] = None,
    json: Json = False,
) -> int:
    """Reads only: another run may go on meanwhile."""
    if json and watch:
        raise UsageError("--watch không đi cùng --json: JSON chỉ in một lần")
    if html and watch:
        raise UsageError("--watch không đi cùng --html: trang được ghi một lần")
    paths, page = _page_among(paths or [], html=html)
    # A page is of what is open, unless something else is asked for.
    only_open = only_open or (html and not (today or state))
    which = _Which(only_open=only_open, today=today, states=tuple(state or ()))
    with _source(paths, named(queue)) as source:
        look = which.of(source)
        if watch:
            _watch(look)
        report, document, lines = look()
        written = _written(report, page) if html else None
        if json:
            print_json({**document, "page": str(written)} if written else document)
            return report.stop_exit
        if written is not None:
            out().print(f"Đã ghi {written}: {len(report.filings)} hồ sơ.")
            return report.stop_exit
        _show(report, all_of_them=which.is_all and not paths)
        for line in lines:
            out().print(line)
        if report.stopped is not None:
            err().print(f"Không nộp được từ đây: {report.stopped.message}", style="bold red")
    return report.stop_exit


def _page_among(paths: list[Path], *, html: bool) -> tuple[list[Path], Path | None]:
    """The dossiers' paths, and the page that is named among them.

    Raises:
        UsageError: more than one page, or one without `--html`.
    """
    pages = [path for path in paths if path.suffix.lower() in {".html", ".htm"}]
    if len(pages) > html:
        asked = "chỉ ghi được một trang" if html else "muốn ghi trang này thì thêm --html"
        raise UsageError(f"{pages[-1]}: {asked}")
    return [path for path in paths if path not in pages], pages[0] if pages else None


def _written(report: Report, page: Path | None) -> Path:
    from portal_bot import settings  # slow: not for --help
    from portal_bot.reports.open_page import NAME, write_open_page  # slow: not for --help

    place = settings.home() / "reports" / NAME if page is None else page.absolute()
    return write_open_page(report, place)


@dataclass(frozen=True, slots=True)
class _Which:
    """The filings that are asked for, and their order: who needs a person first."""

    only_open: bool
    today: bool
    states: tuple[str, ...]

    @property
    def is_all(self) -> bool:
        return not (self.only_open or self.today or self.states)

    def of(self, look: Look) -> Look:
        """The same look at the filings that are asked for.

        Raises:
            UsageError: a state that nobody knows.
        """
        from portal_bot.cli.filters import wanted  # slow: not for --help
        from portal_bot.filing.standing import by_urgency  # slow: not for --help

        # Said wrongly, it is said at once.
        wanted(only_open=self.only_open, today=None, states=self.states)

        def chosen() -> tuple[Report, dict[str, Any], Sequence[Text]]:
            report, document, lines = look()
            # At midnight, who watches sees the new day.
            day = clock.today() if self.today else None
            is_wanted = wanted(only_open=self.only_open, today=day, states=self.states)
            kept = replace(report, filings=tuple(by_urgency(filter(is_wanted, report.filings))))
            return kept, {**document, **kept.as_json()}, lines

        return chosen


@contextmanager
def _source(paths: Sequence[Path], url: str | None) -> Iterator[Look]:
    """Where it is looked up."""
    if url is None:
        from portal_bot.aio import status  # slow: not for --help

        def here() -> tuple[Report, dict[str, Any], Sequence[Text]]:
            report = status(paths, None)
            return report, report.as_json(), ()

        yield here
        return
    from portal_bot.batch import cluster  # slow: not for --help
    from portal_bot.cli.watching import queue_lines  # slow: not for --help

    with cluster.board(url, paths) as board:

        def there() -> tuple[Report, dict[str, Any], Sequence[Text]]:
            seen = board.look()
            return seen.report, seen.as_json(), queue_lines(seen)

        yield there


def _show(report: Report, *, all_of_them: bool) -> None:
    if not report.filings:
        return out().print("Chưa có hồ sơ nào." if all_of_them else "Không có hồ sơ nào như thế.")
    from portal_bot.cli.receipts import show  # slow: not for --help

    for part, practice in _by_kind(report):
        show(part, practice=practice)
        for filing in part.filings:
            if filing.waits_for:
                out().print(f"{filing.id}: đang đợi một người ({filing.waits_for})", style="yellow")
    return None


def _by_kind(report: Report) -> Iterator[tuple[Report, bool]]:
    """The real ones, then those of practice portals, which say so."""
    from portal_bot.filing.report import Report  # slow: not for --help
    from portal_bot.portals import profile  # slow: not for --help

    practice = profile.practising()
    for is_practice in (False, True):
        part = tuple(f for f in report.filings if (f.portal in practice) is is_practice)
        if part:
            yield Report(part), is_practice


def _watch(look: Look) -> Never:
    from rich.console import Group  # slow: only where it is printed
    from rich.live import Live  # slow: only where it is printed

    from portal_bot.cli.watching import picture  # slow: not for --help

    with Live(console=out(), auto_refresh=False, screen=False) as live:
        never = Event()
        while True:
            report, _, lines = look()
            height, width = live.console.height - len(lines), live.console.width
            shown = picture(list(_by_kind(report)), height=height, width=width)
            live.update(Group(shown, *lines), refresh=True)
            never.wait(_EVERY_S)


command = verb(
    run,
    help="Các hồ sơ đã làm tới đâu, theo nhật ký trên máy này hoặc của hàng đợi chung (--queue); "
    "không hỏi cổng. Hồ sơ cần một người, hoặc còn lệ phí phải nộp, đứng trước.",
    example="portal-bot status ho-so/ --open",
)
