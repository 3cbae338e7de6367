"""`portal-bot purge`: what is kept too long, or without consent, is destroyed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.person_option import named_person, person_option
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json
from portal_bot.cli.state_words import state as state_word
from portal_bot.errors import UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.journal import Filing, JournalPort
    from portal_bot.keeping.purge import PurgeChoice


# Nothing was filed a century ago.
_MOST_DAYS = 36_500


def run(
    older_than: Annotated[
        int | None,
        typer.Option(
            "--older-than",
            metavar="NGÀY",
            min=0,
            max=_MOST_DAYS,
            help="Hồ sơ đã bao nhiêu ngày không có gì mới.",
        ),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TÌNH_TRẠNG",
            help="Chỉ tình trạng này, ghi nhiều lần được: `verified` (đã nhận, đã đối chiếu), "
            "`received` (đã nhận), `failed` (không xong), `rejected` (cổng từ chối), `checked` "
            "(chưa gửi), `needs_human` (cần một người).",
        ),
    ] = None,
    person: Annotated[str | None, person_option("Người rút lại đồng ý")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
    queue: Annotated[
        str | None,
        queue_option("Hồ sơ của hàng đợi chung, và bằng chứng mà máy này giữ cho nó."),
    ] = None,
    json: Json = False,
) -> int:
    """Exit 30 where nobody said yes, or something stays because it is still open."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.errors import HumanNeeded  # slow: not for --help
    from portal_bot.journal import State  # slow: not for --help
    from portal_bot.keeping.pieces import insist_journal  # slow: not for --help
    from portal_bot.keeping.purge import chosen, purge  # slow: not for --help
    from portal_bot.run.home import known_secret  # slow: not for --help
    from portal_bot.run.home_lock import held  # slow: not for --help

    if older_than is None and not state and person is None:
        raise UsageError("ghi --older-than NGÀY, --state TÌNH_TRẠNG hoặc --person -")
    if unknown := sorted(set(state or ()) - {each.value for each in State}):
        known = ", ".join(f"{each.value} ({state_word(each.value)})" for each in State)
        raise UsageError(f"--state {unknown[0]}: không có tình trạng này; có: {known}")
    whom = named_person(person)
    home, url = settings.home(), named(queue)
    if url is None:
        insist_journal(home)
        known_secret(home)
    with held(home), _opened(home, url) as (journal, stays):
        age = timedelta(days=older_than) if older_than is not None else None
        choice = chosen(home, journal, older_than=age, states=state or (), person=whom, stays=stays)
        if not json:
            _tell(choice)
        if choice.filings and not (yes or _agreed(len(choice.filings))):
            way = "" if sys.stdin.isatty() else "; thêm --yes nếu đã xem danh sách trên"
            raise HumanNeeded(f"chưa xóa gì: chưa ai đồng ý{way}")
        why = "age" if whom is None else "consent"
        gone = sum(purge(home, journal, filing, why=why) for filing in choice.filings)
    if json:
        print_json(
            {
                "purged": [filing.id for filing in choice.filings],
                "files": gone,
                "kept": [{"id": filing.id, "why": told} for filing, told in choice.kept],
            }
        )
    elif not choice.filings:
        out().print("Không có hồ sơ nào như thế để xóa; chưa xóa gì.")
    else:
        out().print(
            f"Đã hủy khóa và tệp của {len(choice.filings)} hồ sơ ({gone} tệp). Còn lại: số hồ sơ, "
            "trạng thái và dấu băm, để không nộp lần nữa. Tệp hồ sơ, bản quét gốc, giấy hẹn đã in "
            "và bản `export` là của anh chị: tự xóa."
        )
        if url is not None:
            out().print(
                "Bằng chứng nằm ở máy đã nộp hồ sơ ấy: chạy cùng lệnh ở từng máy của hàng đợi."
            )
    return HumanNeeded.exit_code if choice.kept else 0


@contextmanager
def _opened(
    home: Path, url: str | None
) -> Iterator[tuple[JournalPort, Callable[[Filing], str | None]]]:
    """The journal that is meant, and why a filing stays for what is no journal's matter."""
    if url is None:
        from portal_bot.run.home import writing  # slow: not for --help

        with writing(home) as journal:
            yield journal, lambda _: None
        return
    from portal_bot.batch import cluster  # slow: not for --help

    with cluster.kept_queue(url) as queue:
        yield queue.journal, queue.journal.stays


def _tell(choice: PurgeChoice) -> None:
    for filing in choice.filings:
        out().print(shown(f"xóa: {_named(filing)}"))
    for filing, why in choice.kept:
        out().print(shown(f"chưa xóa được: {_named(filing)}: {why}"), style="yellow")


def _named(filing: Filing) -> str:
    number = f" số {filing.receipt.number}" if filing.receipt else ""
    return f"{filing.id}{number} ({state_word(filing.state)}) {Path(filing.path).name}"


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        return False
    asked = f"Hủy vĩnh viễn dữ liệu của {count} hồ sơ trên? Không lấy lại được. [c: có, k: không]"
    err().print(asked, markup=False)
    return sys.stdin.readline().strip().casefold() in {"c", "co", "có", "y", "yes"}


command = verb(
    run,
    help="Hủy dữ liệu đã giữ quá hạn, hoặc của người rút lại đồng ý: hủy khóa và tệp, chỉ để lại "
    "số hồ sơ và dấu băm nên không nộp lại được lần nữa.",
    example="portal-bot purge --older-than 730 --state verified",
)
