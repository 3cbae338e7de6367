"""`portal-bot open`: what is kept of a dossier, in the clear for a while, to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.next_step import open_all
from portal_bot.cli.shared_options import Json, Portal
from portal_bot.errors import UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.keeping.pieces import Piece

# What people ask for, by the beginning of the piece's name.
_WANTED = {
    "proof": ("proof",),
    "sheet": ("citizen",),
    "receipt": ("receipt",),
    "result": ("ket-qua-",),
    "all": ("",),
}


def run(
    asked: Annotated[
        list[str],
        typer.Argument(metavar="MÃ|SỐ|TỆP", help="Mã PB-…, số hồ sơ của cổng, hoặc tệp hồ sơ."),
    ],
    what: Annotated[
        str,
        typer.Option(
            metavar="GÌ",
            help="`proof` tờ đối chiếu, `sheet` tờ người dân ký, `receipt` giấy tiếp nhận, "
            "`result` kết quả đã tải, `all` tất cả.",
        ),
    ] = "proof",
    portal: Portal = None,
    json: Json = False,
) -> int:
    """Exit 2 where nothing of the kind is kept."""
    from portal_bot import settings  # slow: not for --help
    from portal_bot.filing.one_filing import status  # slow: not for --help
    from portal_bot.filing.slips import meant  # slow: not for --help
    from portal_bot.keeping.pieces import (  # slow: not for --help
        insist_journal,
        laid_open,
        pieces_of,
    )
    from portal_bot.run.home import reading  # slow: not for --help
    from portal_bot.strongbox.working import opened_folder  # slow: not for --help

    if what not in _WANTED:
        raise UsageError(f"--what {what}: chỉ có {', '.join(_WANTED)}")
    home = settings.home()
    insist_journal(home)
    told: list[dict[str, Any]] = []
    with reading(home) as journal:
        for report in meant(asked, status(None, home).filings, portal):
            filing = journal.by_id(str(report.id))
            if filing is None:
                continue
            kept = pieces_of(home, filing, journal.history(filing.id))
            pieces = _chosen(kept, what)
            files = laid_open(home, pieces, opened_folder(home) / filing.id)
            told.append({"id": filing.id, "files": [str(file) for file in files]})
    files = [Path(file) for one in told for file in one["files"]]
    if json:
        print_json({"filings": told})
    else:
        for file in files:
            out().print(shown(file))
        open_all(files)
    if not files:
        raise UsageError(
            f"không giữ gì loại ấy ({what}) của {', '.join(asked)}; `portal-bot verify` cho biết "
            "có gì bị mất không"
        )
    return 0


def _chosen(pieces: list[Piece], what: str) -> list[Piece]:
    """The newest of a kind; of `all`, all."""
    found = [piece for piece in pieces if piece.name.startswith(_WANTED[what])]
    if what in {"all", "result"}:
        return found
    return sorted(found, key=lambda piece: (len(piece.name), piece.name))[-1:]


command = verb(
    run,
    help="Mở xem thứ đã giữ của một hồ sơ (tờ đối chiếu, giấy tiếp nhận, kết quả): bản mở nằm "
    "trong thư mục dữ liệu và tự mất sau nửa ngày.",
    example="portal-bot open PB-ABCDEFGHIJ --what receipt",
)
