"""`portal-bot export`: what is held of a citizen, to be handed to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.person_option import named_person, person_option
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json, Portal, a_path
from portal_bot.errors import UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.filing.report import FilingReport
    from portal_bot.journal import Filing, JournalPort


def run(
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MÃ|SỐ|TỆP|NGƯỜI",
            help="Mã PB-…, số hồ sơ của cổng, tệp hồ sơ; hoặc một người, như --person.",
        ),
    ] = None,
    person: Annotated[str | None, person_option("Mọi hồ sơ có nêu người này")] = None,
    to: Annotated[
        Path,
        typer.Option(
            "--out", metavar="THƯ_MỤC|TỆP.zip", parser=a_path, help="Ghi vào đâu; chưa được có gì."
        ),
    ] = Path("du-lieu-dang-giu"),
    portal: Portal = None,
    queue: Annotated[
        str | None,
        queue_option("Hồ sơ của hàng đợi chung, với bằng chứng mà máy này giữ cho nó."),
    ] = None,
    json: Json = False,
) -> int:
    """Exit 2 where nothing is held."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.keeping.export import export  # slow: not for --help
    from portal_bot.keeping.whose import filings_of  # slow: not for --help

    if bool(asked) == (person is not None):
        raise UsageError("ghi hồ sơ nào, hoặc --person - (một trong hai)")
    home = settings.home()
    whom = named_person(person)
    with _opened(home, named(queue)) as (journal, known):
        if whom is not None:
            filings = filings_of(home, journal, whom)
        else:
            found = (
                f for word in asked or () for f in _called(word, home, journal, known(), portal)
            )
            filings = list({filing.id: filing for filing in found}.values())
        if not filings:
            raise UsageError("không giữ gì của người này: ghi đúng và đủ dấu chưa?")
        place = export(home, journal, filings, to.absolute())
    if json:
        print_json({"out": str(place), "filings": [filing.id for filing in filings]})
    else:
        out().print(
            f"Dữ liệu của {len(filings)} hồ sơ, đọc được, không khóa: {shown(place)}. Trao tận tay "
            "người có quyền nhận; xong thì xóa bản này."
        )
    return 0


@contextmanager
def _opened(
    home: Path, url: str | None
) -> Iterator[tuple[JournalPort, Callable[[], Sequence[FilingReport]]]]:
    """The journal that is meant, and what tells of its filings."""
    if url is not None:
        from portal_bot.batch import cluster  # slow: not for --help

        with cluster.kept_queue(url) as queue:
            yield queue.journal, queue.filings
        return
    from portal_bot.filing.one_filing import status  # slow: not for --help
    from portal_bot.keeping.pieces import insist_journal  # slow: not for --help
    from portal_bot.run.home import reading  # slow: not for --help

    insist_journal(home)
    with reading(home) as journal:
        yield journal, lambda: status(None, home).filings


def _called(
    word: str,
    home: Path,
    journal: JournalPort,
    known: Sequence[FilingReport],
    portal: str | None,
) -> list[Filing]:
    """The filings that are called so; else those that name a person who is.

    Raises:
        UsageError: there are none of either.
    """
    from portal_bot.filing.slips import meant  # slow: not for --help
    from portal_bot.keeping.whose import NamedPerson, filings_of  # slow: not for --help

    try:
        told = meant([word], known, portal)
    except UsageError:
        if not _may_be_a_person(word):
            raise
        if not (found := filings_of(home, journal, NamedPerson(word))):
            raise
        return found
    filings = (journal.by_id(str(report.id)) for report in told)
    return [filing for filing in filings if filing is not None]


def _may_be_a_person(word: str) -> bool:
    """A full name, or a number of theirs; a code and a file's name are neither."""
    return len(word.split()) > 1 or word.strip().lstrip("+").isdecimal()


command = verb(
    run,
    help="Giao cho người dân những gì đang giữ về họ: một thư mục, hoặc tệp .zip, đọc được, không "
    "khóa.",
    example="portal-bot export --person - --out du-lieu.zip",
)
