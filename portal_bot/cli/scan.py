"""`portal-bot scan`: what a scanner or a telephone made becomes a paper that the portal takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, print_json
from portal_bot.cli.shared_options import Json, Portal, a_path
from portal_bot.errors import DossierError, UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.cli.which_paper import PaperPlace
    from portal_bot.intake.scans.taken_in import TakenIn
    from portal_bot.papers.limits import Limits

_SEVERITIES = {"error": "lỗi", "warning": "lưu ý"}


def run(
    scans: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="TỆP",
            parser=a_path,
            help="Bản quét, ảnh chụp: JPEG, PNG, WebP, HEIC, TIFF, PDF.",
        ),
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(
            metavar="THƯ_MỤC",
            parser=a_path,
            help="Chờ ở thư mục máy quét ghi vào, lấy từng tệp khi đã ghi xong; Ctrl-C để dừng.",
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="NƠI",
            parser=a_path,
            help="Thư mục để ghi, hoặc tệp hồ sơ (.yaml): ghi cạnh nó và thêm tên vào mục papers. "
            "Không ghi thì là thư mục giay-to cạnh bản quét.",
        ),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            metavar="GIẤY_TỜ",
            help="Là giấy tờ nào (tên hoặc khóa như trong `portal-bot show`); không ghi thì hỏi.",
        ),
    ] = None,
    procedure: Annotated[
        str | None,
        typer.Option(
            metavar="THỦ_TỤC",
            help="Hỏi theo giấy tờ của thủ tục này; --out là hồ sơ thì theo hồ sơ.",
        ),
    ] = None,
    join: Annotated[
        bool, typer.Option("--join", help="Gộp mọi tệp, theo thứ tự ghi, thành một giấy tờ.")
    ] = False,
    portal: Portal = None,
    json: Json = False,
) -> int:
    """Exit 10 when a scan is of no use."""
    from portal_bot.cli.which_paper import PaperPlace  # slow: not for --help
    from portal_bot.portals.profile import limits_of  # slow: not for --help

    if bool(scans) == (watch is not None):
        raise UsageError("ghi các tệp quét, hoặc --watch THƯ_MỤC; một trong hai")
    if watch is not None and join:
        raise UsageError("--join chỉ đi với các tệp được ghi tên, không đi với --watch")
    beside = watch if watch is not None else (scans or [Path()])[0].parent
    place = PaperPlace.of(to, procedure, paper, beside / "giay-to")
    limits = limits_of(portal)
    if watch is not None:
        made = list(_watched(watch, place, limits))
    else:
        made = _given(scans or [], place, limits, join=join)
    if json:
        print_json({"scans": [one.as_json() for one in made]})
    # Whoever watches was told at once, and scanned anew.
    failed = watch is None and not all(one.ok for one in made)
    return DossierError.exit_code if failed else 0


def _given(scans: list[Path], place: PaperPlace, limits: Limits, *, join: bool) -> list[TakenIn]:
    from portal_bot.intake.scans.taken_in import insist_on_scans  # slow: not for --help

    insist_on_scans(scans)
    return _taken([scans] if join else [[scan] for scan in scans], place, limits)


def _watched(folder: Path, place: PaperPlace, limits: Limits) -> Iterator[TakenIn]:
    """Ctrl-C is how it ends; what was not taken yet is taken the next time."""
    from threading import Event  # only here

    from portal_bot.intake.scans.watched_folder import WatchedFolder  # slow: not for --help

    watched = WatchedFolder(folder, None, Event())
    err().print(f"Đang chờ bản quét ở {shown(folder)}. Ctrl-C để dừng.")
    try:
        for scan in watched.scans():
            (made,) = _taken([[scan]], place, limits)
            # One that is of no use is scanned anew, under the same name or another.
            (watched.taken if made.ok else watched.left)(scan)
            yield made
    except KeyboardInterrupt:
        err().print("Đã dừng. Chạy lại cùng lệnh để làm tiếp; bản nào chưa lấy vẫn còn nguyên.")


def _taken(groups: list[list[Path]], place: PaperPlace, limits: Limits) -> list[TakenIn]:
    """Asks first, so that nobody waits between two questions."""
    from portal_bot.intake.scans.taken_in import take_in_each  # slow: not for --help

    papers = [place.asked(scans) for scans in groups]
    names = [p.brief if p else scans[0].stem for p, scans in zip(papers, groups, strict=True)]
    made = take_in_each(groups, place.folder, names, limits)
    for one, paper in zip(made, papers, strict=True):
        _tell(one)
        if paper is not None and one.path is not None:
            err().print(place.written(paper, one.path))
    return made


def _tell(made: TakenIn) -> None:
    told, names = err(), ", ".join(shown(scan.name) for scan in made.scans)
    for fault in made.faults:
        told.print(f"{_SEVERITIES[fault.severity]}: {fault.message}")
    if made.path is None:
        told.print(f"{names}: chưa dùng được; quét lại rồi lấy lại", style="bold red")
        return
    how = "giữ nguyên từng byte" if made.as_it_was else "đã chuyển; bản gốc giữ nguyên"
    told.print(f"{names} → {shown(made.path)} ({how}, {made.size / 1024:.0f} KB)", style="green")


command = verb(
    run,
    help="Làm bản quét, ảnh chụp thành giấy tờ mà cổng nhận: xoay thẳng, cắt theo tờ giấy, giảm "
    "dung lượng, gộp thành PDF, đặt tên an toàn; nói ngay chỗ hỏng. Bản gốc không bị đụng tới.",
    example="portal-bot scan trang-1.jpg trang-2.jpg --join --out ho-so.yaml",
)
