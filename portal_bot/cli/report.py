"""`portal-bot report`: the quarterly and yearly report, as page, workbook and document."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.day_option import Since, Until, days_between
from portal_bot.cli.edition_option import EditionYear
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json, a_path
from portal_bot.errors import UsageError
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from portal_bot.reports.figures import Figures
    from portal_bot.reports.journals import JournalRead
    from portal_bot.reports.letterhead import Letterhead
    from portal_bot.reports.span import Span
    from portal_bot.roster import Roster

_KINDS = (".html", ".xlsx", ".docx")
_QUARTER = re.compile(r"([1-4]|IV|I{1,3})\s*[/-]\s*(\d{4})", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEARS = range(2000, 2200)


def run(
    since: Since = None,
    until: Until = None,
    quarter: Annotated[
        str | None, typer.Option(metavar="QUÝ/NĂM", help="Cả một quý: 4/2026.")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="NĂM", help="Cả một năm: 2026.")] = None,
    target: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            metavar="TỆP",
            parser=a_path,
            help="Tệp .html, .xlsx hoặc .docx, ghi nhiều lần được; một thư mục thì ghi cả ba. "
            "Không ghi thì cả ba, trong thư mục đang đứng.",
        ),
    ] = None,
    home: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="THƯ_MỤC",
            parser=a_path,
            help="Thư mục dữ liệu của một quầy, ghi nhiều lần được để gộp; không ghi thì của máy "
            "này.",
        ),
    ] = None,
    queue: Annotated[
        str | None, queue_option("Lấy cả sổ nhật ký của hàng đợi chung nhiều máy.")
    ] = None,
    portal: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Chỉ hồ sơ nộp vào cổng này.")
    ] = None,
    edition: EditionYear = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", parser=a_path, help="Lịch trực, nếu nhật ký chưa ghi ai trực."),
    ] = None,
    in_person: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="SỐ", help="Số hồ sơ giấy nhận tại quầy trong kỳ, để tính tỷ lệ."
        ),
    ] = None,
    hand_minutes: Annotated[
        float | None,
        typer.Option(min=0, metavar="PHÚT", help="Đo tại quầy: tự gõ một hồ sơ mất mấy phút."),
    ] = None,
    tool_minutes: Annotated[
        float | None,
        typer.Option(min=0, metavar="PHÚT", help="Đo tại quầy: dùng chương trình mất mấy phút."),
    ] = None,
    agency: Annotated[
        str, typer.Option(metavar="TÊN", help="Văn bản Word: cơ quan ban hành.")
    ] = "",
    above: Annotated[str, typer.Option(metavar="TÊN", help="Văn bản Word: cơ quan cấp trên.")] = "",
    place: Annotated[str, typer.Option(metavar="TÊN", help="Văn bản Word: địa danh.")] = "",
    addressee: Annotated[str, typer.Option(metavar="TÊN", help="Văn bản Word: kính gửi ai.")] = "",
    json: Json = False,
) -> None:
    """Reads only; never writes over a report that was made."""
    from portal_bot.reports.compiled import AskedReport, compiled  # slow: not for --help
    from portal_bot.reports.letterhead import Letterhead  # slow: not for --help
    from portal_bot.reports.saved_minutes import Minutes  # slow: not for --help

    span = _span(since, until, quarter, year)
    files = _targets(target, span) if target or not json else []
    # A year is a million small things that all stay until the end: nothing there to be found.
    gc.disable()
    try:
        journals = _journals(home, named(queue))
    finally:
        gc.enable()
        gc.freeze()
    asked = AskedReport(
        span=span,
        portal=portal,
        edition=edition,
        in_person=in_person,
        minutes=Minutes(hand_minutes, tool_minutes),
        roster=_roster(roster),
    )
    figures = compiled(journals, asked)
    for path in files:
        _write(path, figures, Letterhead(agency, above, place, addressee))
    if json:
        print_json({**figures.as_json(), "files": [str(path) for path in files]})
    else:
        _tell(figures, files)


def _span(since: str | None, until: str | None, quarter: str | None, year: int | None) -> Span:
    from portal_bot.reports.span import Span  # slow: not for --help

    first, last = days_between(since, until)
    said = [bool(first or last), quarter is not None, year is not None]
    if sum(said) != 1:
        raise UsageError(
            "báo cáo của kỳ nào: --from NGÀY --to NGÀY, hoặc --quarter 4/2026, hoặc --year 2026"
        )
    if quarter is not None:
        found = _QUARTER.fullmatch(quarter.strip())
        if found is None or int(found[2]) not in _YEARS:
            raise UsageError(f"--quarter “{quarter}”: ghi quý/năm, ví dụ 4/2026")
        return Span.quarter(_ROMAN.get(found[1].upper()) or int(found[1]), int(found[2]))
    if year is not None:
        if year not in _YEARS:
            raise UsageError(f"--year {year}: ghi năm bốn chữ số, ví dụ 2026")
        return Span.year(year)
    if first is None or last is None:
        raise UsageError("cần cả --from và --to")
    return Span(first, last)


def _targets(said: list[Path] | None, span: Span) -> list[Path]:
    """The files to be written, none of which is there yet.

    Raises:
        UsageError: one is, or is of no kind that we write.
    """
    name = f"bao-cao-{span.since:%Y%m%d}-{span.until:%Y%m%d}"
    files: list[Path] = []
    for path in said or [Path()]:
        if path.suffix.lower() in _KINDS:
            files.append(path)
        elif path.is_dir() or not path.suffix:
            files += [path / f"{name}{kind}" for kind in _KINDS]
        else:
            raise UsageError(f"--out {path}: tên tệp phải kết thúc bằng {', '.join(_KINDS)}")
    if there := [str(path) for path in files if path.exists()]:
        raise UsageError(f"{', '.join(there)} đã có; không ghi đè: chọn tên khác bằng --out")
    return files


def _journals(homes: list[Path] | None, queue: str | None) -> list[JournalRead]:
    from portal_bot import settings  # slow: not for --help
    from portal_bot.reports.journals import read_home, read_queue  # slow: not for --help

    # A queue alone is the queue's report: what this machine filed before it belongs to another.
    places = homes or ([] if queue else [settings.home_path()])
    whole = list(dict.fromkeys(place.expanduser().absolute() for place in places))
    read = [read_home(place) for place in whole]
    return [*read, read_queue(queue)] if queue else read


def _roster(said: Path | None) -> Roster | None:
    from portal_bot import settings  # slow: not for --help
    from portal_bot.roster import RosterError, find_roster, read_roster  # slow: not for --help

    path = find_roster(said, settings.home_path())
    if path is None:
        return None
    try:
        return read_roster(path)
    except RosterError as error:
        if said is not None:
            raise
        err().print(f"Lịch trực không đọc được nên không dùng: {error.message}", style="yellow")
        return None


def _write(path: Path, figures: Figures, head: Letterhead) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(_content(path, figures, head))
    except FileExistsError as error:
        raise UsageError(f"{path} đã có; không ghi đè: chọn tên khác bằng --out") from error
    except OSError as error:
        raise UsageError(f"không ghi được {path}: {in_words(error)}") from error


def _content(path: Path, figures: Figures, head: Letterhead) -> bytes:
    match path.suffix.lower():
        case ".xlsx":
            from portal_bot.reports.report_book import report_book  # slow: openpyxl

            return report_book(figures)
        case ".docx":
            from portal_bot.reports.report_document import report_document  # slow: python-docx

            return report_document(figures, head)
        case _:
            from portal_bot.reports.report_page import report_page  # slow: matplotlib

            return report_page(figures).encode()


def _tell(figures: Figures, files: list[Path]) -> None:
    from portal_bot.reports.cell_words import cell_text  # slow: not for --help

    console = out()
    practice = " (THỬ NGHIỆM)" if figures.practice else ""
    console.print(f"Báo cáo {figures.span.title}{practice}", style="bold")
    for label, cell in figures.headline:
        console.print(f"  {label}: {cell_text(cell)}")
    for words in figures.remarks:
        console.print(f"! {words}", style="yellow")
    for path in files:
        console.print(f"Đã ghi {path}")


command = verb(
    run,
    help="Báo cáo của một kỳ, theo sổ nhật ký: trang in (.html), bảng tính (.xlsx), văn bản Word "
    "(.docx). Chỉ có số đếm, không có dữ liệu cá nhân; điều chưa biết ghi “chưa theo dõi”.",
    example="portal-bot report --from 01/10/2026 --to 31/12/2026 --out bao-cao.html",
)
