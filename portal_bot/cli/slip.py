"""`portal-bot slip`: the citizen's slips of what was filed, as one PDF to print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.next_step import open_all
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Json, Portal, Verbose, a_path
from portal_bot.errors import DossierError, SetupError, UsageError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.report import FilingReport
    from portal_bot.filing.slips import Slips

_ENDING = ".pdf"
# Enough for the title to be looked for; of a larger file nothing is read.
_LARGEST = 64 * 1024 * 1024


def run(
    asked: Annotated[
        list[str],
        typer.Argument(
            metavar="TỆP|SỐ",
            help="Tệp hồ sơ, thư mục, bảng tính đã nộp; số hồ sơ của cổng; hoặc mã PB-….",
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="TỆP.pdf",
            parser=a_path,
            help="Ghi vào đâu; không ghi: giay-hen-SỐ.pdf, nhiều hồ sơ: giay-hen.pdf, ở đây.",
        ),
    ] = None,
    portal: Portal = None,
    queue: Annotated[
        str | None, queue_option("Hồ sơ đã nộp qua hàng đợi chung của nhiều máy.")
    ] = None,
    open_file: Annotated[
        bool, typer.Option("--open", help="Xong thì mở tệp PDF để xem và in.")
    ] = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit 10 or more where one of them has no slip: the portal does not have it."""
    from portal_bot.filing.slips import slips_of  # slow: not for --help

    configure(verbose)
    found = slips_of(asked, _known(asked, named(queue)), portal)
    place = _print(found, to) if found.slips else None
    if json:
        print_json(_as_json(found, place))
    else:
        _show(found, place, is_shared=queue is not None)
    if open_file and place is not None:
        open_all([place])
    return max((_exit(each) for each in found.left_out), default=0)


def _known(asked: list[str], queue: str | None) -> list[FilingReport]:
    """What this machine's journal knows, or the queue's."""
    if queue is None:
        from portal_bot.filing.one_filing import status  # slow: not for --help

        return list(status(None, None).filings)
    from portal_bot import files  # slow: not for --help
    from portal_bot.batch import cluster  # slow: not for --help

    with cluster.board(queue) as board:
        known = {each.id: each for each in board.look().report.filings}
    # The shared journal keeps no file's name: a dossier is found there by what it says.
    if places := [path for word in asked if (path := files.named(word)).exists()]:
        with cluster.board(queue, places) as board:
            known |= {each.id: each for each in board.look().report.filings}
    return list(known.values())


def _print(found: Slips, to: Path | None) -> Path:
    """Writes the file, for its owner only: it names citizens."""
    from portal_bot import clock  # slow: not for --help
    from portal_bot.atomic_write import write_private  # slow: not for --help
    from portal_bot.browser.printing import printed  # slow: not for --help
    from portal_bot.cli import looping  # slow: not for --help
    from portal_bot.evidence.slip_page import slips_page  # slow: not for --help
    from portal_bot.reasons import in_words  # slow: not for --help

    place = to or Path(_usual_name(found))
    # Before a browser is started for nothing.
    _refuse_other_files(place)
    page = slips_page(found.slips, clock.now())
    content = looping.run(printed(page, sheets=len(found.slips)))
    try:
        return write_private(place, content)
    except OSError as error:
        raise SetupError(f"không ghi được {place}: {in_words(error)}") from error


def _usual_name(found: Slips) -> str:
    if len(found.slips) > 1:
        return f"giay-hen{_ENDING}"
    number = re.sub(r"[^\w.-]", "-", found.slips[0].receipt.number)
    return f"giay-hen-{number}{_ENDING}"


def _refuse_other_files(place: Path) -> None:
    """A scan is a PDF, too: only what this verb has written is written anew.

    Raises:
        UsageError: its name is no PDF's, or somebody else's file is there.
    """
    if place.suffix.lower() != _ENDING:
        raise UsageError(f"--out {place}: tên tệp phải kết thúc bằng {_ENDING}")
    if place.exists() and not _is_ours(place):
        raise UsageError(
            f"{place} đã có và không phải giấy hẹn do lệnh này in ra: không ghi đè; chọn tên khác "
            "bằng --out"
        )


def _is_ours(place: Path) -> bool:
    from io import BytesIO  # only where something is there

    from pypdf import PdfReader  # slow: only where something is there

    from portal_bot import files  # slow: not for --help
    from portal_bot.evidence.slip_page import TITLE  # slow: not for --help

    try:
        told = PdfReader(BytesIO(files.read(place, _LARGEST))).metadata
        return told is not None and str(told.title or "").startswith(TITLE)
    except Exception:  # noqa: BLE001 - any bytes may be there, and then it is not ours
        return False


def _exit(left_out: FilingReport) -> int:
    return max(DossierError.exit_code, left_out.exit_code)


def _as_json(found: Slips, place: Path | None) -> dict[str, Any]:
    pairs = zip(found.slips, found.filings, strict=True)
    return {
        "out": place and str(place),
        "slips": [
            {"id": filing.id, "number": slip.receipt.number, "look_up": slip.look_up or None}
            for slip, filing in pairs
        ],
        "left_out": [{"id": each.id, "state": each.state} for each in found.left_out],
    }


def _show(found: Slips, place: Path | None, *, is_shared: bool) -> None:
    from portal_bot.cli.tables import short  # slow: only where it is printed
    from portal_bot.filing.standing import standing  # slow: only where it is printed

    for slip, filing in zip(found.slips, found.filings, strict=True):
        if slip.handed_in is None:
            mend = (
                "máy nào nộp thì giữ bản ghi ấy: in ở đó, hoặc chép thư mục evidence về"
                if is_shared
                else "chạy lại `portal-bot submit` với tệp ấy (không nộp lại) rồi in lại"
            )
            err().print(
                f"{short(filing.path)}: giấy hẹn chỉ có số và ngày, vì không có bản ghi đã nộp "
                f"những gì ở đây; {mend}",
                style="yellow",
            )
        if filing.verified is False:
            err().print(f"{short(filing.path)}: {standing(filing).words}", style="yellow")
    for each in found.left_out:
        told = f"{short(each.path)}: {standing(each).words}, không có giấy hẹn"
        err().print(told, style="yellow")
    if place is not None:
        out().print(f"Đã in {len(found.slips)} giấy hẹn vào {place}, khổ A5.")


command = verb(
    run,
    help="In giấy hẹn cho người dân, khổ A5, mỗi hồ sơ một tờ, vào một tệp PDF: số hồ sơ to và mã "
    "QR để tra cứu, đã nộp gì, ngày và cách nhận kết quả, phải nộp bao nhiêu, hỏi ở đâu.",
    example="portal-bot slip ho-so/khai-sinh.yaml --out giay-hen.pdf",
)
