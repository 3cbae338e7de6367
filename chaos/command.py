"""`portal-bot chaos`: for developers, the fault matrix against the mock."""

from __future__ import annotations

import asyncio
import shlex
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chaos.platforms import IGATE_V1, PLATFORMS, PROFILES
from portal_bot.cli.commands import verb
from portal_bot.cli.shared_options import Json

if TYPE_CHECKING:
    from chaos.counts import Counts
    from chaos.matrix import Cell
    from chaos.play import Played
    from chaos.program import Program

_SUBMIT = (sys.executable, "-m", "portal_bot", "submit")
_FILL = (sys.executable, "-m", "portal_bot", "fill")
_OUT = Path("build/chaos")
_EACH = 3
"""Dossiers a cell; of a slice it is one."""


@dataclass(frozen=True, slots=True)
class ChaosAsked:
    """What the command line asks for."""

    seed: int
    is_slice: bool
    is_whole: bool
    platform: str
    only: tuple[str, ...]
    flows: tuple[str, ...]
    cells: int | None
    each: int
    lanes: int
    program: str | None
    dry_program: str | None
    until_doubled: bool
    name: str
    beside: tuple[Path, ...]
    out: Path

    def again(self, cell: Cell) -> str:
        """The command that plays this cell once more, with the same dice and dossiers."""
        words = ["portal-bot", "chaos", "--seed", str(self.seed), "--only", cell.name]
        words += ["--platform", self.platform] if self.platform != IGATE_V1 else []
        words += ["--slice"] if self.is_slice else []
        words += ["--dossiers", str(self.each)]
        words += [word for flow in self.flows for word in ("--flow", flow)]
        words += ["--program", self.program] if self.program else []
        words += ["--dry-program", self.dry_program] if self.dry_program else []
        words += ["--until-doubled"] if self.until_doubled else []
        return shlex.join(words)


def run(
    seed: Annotated[
        int | None, typer.Option(metavar="SỐ", help="Hạt giống; không cho thì bốc mới và in ra.")
    ] = None,
    is_slice: Annotated[
        bool, typer.Option("--slice", help="Một lát: mỗi trục trặc một lần, cho CI.")
    ] = False,
    is_whole: Annotated[
        bool, typer.Option("--whole", help="Mọi ô của ma trận; không thì mỗi hạt giống một phần.")
    ] = False,
    platform: Annotated[
        str, typer.Option(metavar="TÊN", help="Cổng thử nghiệm giả làm phần mềm nào.")
    ] = IGATE_V1,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TRỤC_TRẶC[/LÚC]",
            help="Chỉ hàng, cột, nhóm hàng hay ô này; ghi nhiều lần được.",
        ),
    ] = None,
    flow: Annotated[
        list[str] | None,
        typer.Option(metavar="THỦ_TỤC[/MẪU]", help="Chỉ các hồ sơ mẫu này."),
    ] = None,
    cells: Annotated[
        int | None, typer.Option(min=1, metavar="SỐ", help="Chỉ bốc lấy từng này ô.")
    ] = None,
    dossiers: Annotated[
        int | None,
        typer.Option(
            min=1, max=9, metavar="SỐ", help="Mấy hồ sơ một ô; không cho thì 3, một lát thì 1."
        ),
    ] = None,
    lanes: Annotated[
        int | None, typer.Option(min=1, max=32, metavar="SỐ", help="Mấy ô chạy cùng một lúc.")
    ] = None,
    program: Annotated[
        str | None,
        typer.Option(metavar="LỆNH", help="Chương trình được thử thay cho portal-bot submit."),
    ] = None,
    dry_program: Annotated[
        str | None,
        typer.Option(metavar="LỆNH", help="Cách nó điền thử; không cho thì bỏ các ô có điền thử."),
    ] = None,
    until_doubled: Annotated[
        bool,
        typer.Option("--until-doubled", help="Ô nào đã thấy nộp trùng thì dừng, không nộp tiếp."),
    ] = False,
    name: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Tên của chương trình ấy trong bảng.")
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(metavar="TỆP", help="Đặt cạnh số đếm (counts.json) của lần chạy khác."),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="THƯ_MỤC", help="Nơi để junit.xml, heatmap.html, counts.json.")
    ] = _OUT,
    json: Json = False,
) -> int:
    """Exit 50 when anything at all was found."""
    import os
    import secrets

    from portal_bot import clock, practice, settings

    _require_psutil()
    _require_platform(platform)
    # For every program that is started; each mock is told the same. A clock that jumps back a day
    # still stands behind all that the samples tell of.
    day = practice.day_of_samples() + timedelta(days=3)
    os.environ.setdefault(settings.NOW, clock.as_variable(day))
    asked = ChaosAsked(
        seed=secrets.randbelow(10**6) if seed is None else seed,
        is_slice=is_slice,
        is_whole=is_whole,
        platform=platform,
        only=tuple(only or ()),
        flows=tuple(flow or ()),
        cells=cells,
        each=dossiers or (1 if is_slice else _EACH),
        lanes=lanes or 3 * (os.cpu_count() or 1),
        program=program,
        dry_program=dry_program,
        until_doubled=until_doubled,
        name=name or ("portal-bot" if program is None else shlex.split(program)[-1]),
        beside=tuple(beside or ()),
        out=out,
    )
    return _report(asked, json=json)


def _require_psutil() -> None:
    """It comes with what the tests need, not with what a clerk needs.

    Raises:
        SetupError: it is not there.
    """
    from importlib.util import find_spec

    from portal_bot.errors import SetupError

    if find_spec("psutil") is None:
        raise SetupError("thiếu psutil, thứ chỉ dành cho người phát triển: pip install psutil")


def _require_platform(name: str) -> None:
    """There is such a platform, and what its mock is made of.

    Raises:
        UsageError: there is none of that name.
        SetupError: its front-end libraries are not here and cannot be fetched.
    """
    from mock_portal.libraries import OF_PLATFORM, NoLibraries, provide
    from portal_bot.errors import SetupError, UsageError

    if name not in PLATFORMS:
        raise UsageError(f"--platform {name}: chỉ có {', '.join(sorted(PLATFORMS))}")
    if name in OF_PLATFORM:
        try:
            provide(name)
        except NoLibraries as error:
            raise SetupError(str(error)) from error


def _report(asked: ChaosAsked, *, json: bool) -> int:
    from chaos import counts as counting
    from chaos import heatmap, junit
    from portal_bot.cli.console import print_json
    from portal_bot.cli.reported import OUR_BUG

    others = [counting.earlier(path) for path in asked.beside]
    asked.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    played, missing = asyncio.run(_play(asked))
    counts = counting.counted(asked.name, asked.seed, played, time.monotonic() - began)
    again = [asked.again(one.cell) for one in played]
    counting.saved(counts, asked.out / "counts.json")
    junit.write(played, again, asked.out / "junit.xml")
    heatmap.write(played, again, [counts, *others], asked.out / "heatmap.html", missing)
    if json:
        print_json({**asdict(counts), "missing_faults": missing, "out": str(asked.out)})
    else:
        _show([counts, *others], asked.out)
    return OUR_BUG if counts.red_cells else 0


async def _play(asked: ChaosAsked) -> tuple[list[Played], list[str]]:
    from chaos import dossiers, lanes, matrix
    from chaos.faults import FAULTS
    from portal_bot.cli.console import err
    from portal_bot.errors import UsageError

    folder = _fresh(asked.out / "lanes")
    known = await lanes.known_faults(folder, asked.platform)
    rows = matrix.offered(known, asked.platform)
    missing = [f.name for f in FAULTS if asked.platform in f.platforms and f not in rows]
    samples = dossiers.shipped(asked.flows, asked.platform)
    made = (
        matrix.a_slice(asked.seed, samples, rows, each=asked.each)
        if asked.is_slice
        else matrix.full(asked.seed, samples, rows, each=asked.each)
    )
    program = _program(asked)
    made = [cell for cell in made if program.dry or not cell.fault.is_dry]
    if not (asked.is_slice or asked.is_whole or asked.only):
        made = matrix.share(asked.seed, made)
    chosen = _some(matrix.only(made, asked.only), asked)
    if not chosen:
        raise UsageError(f"không có ô nào tên {', '.join(asked.only)}")
    many = sum(len(cell.tickets) for cell in chosen)
    err().print(
        f"chaos: {asked.platform}, seed {asked.seed}, {len(chosen)} ô, {many} hồ sơ, "
        f"{asked.lanes} làn"
    )
    if missing:
        err().print(f"chaos: cổng thử nghiệm này không có: {', '.join(missing)}", style="yellow")
    played = await lanes.play_all(
        chosen,
        program,
        folder,
        platform=asked.platform,
        lanes=asked.lanes,
        tell=_Progress(asked, len(chosen)),
    )
    return played, missing


def _program(asked: ChaosAsked) -> Program:
    """The program under test; only ours is known to have a dry run."""
    from chaos.program import Program

    if asked.program is None:
        portal = ("--portal", PROFILES[asked.platform])
        words, dry = [*_SUBMIT, *portal], [*_FILL, *portal]
    else:
        words, dry = shlex.split(asked.program), shlex.split(asked.dry_program or "")
    return Program(asked.name, tuple(words), tuple(dry), until_doubled=asked.until_doubled)


def _some(cells: list[Cell], asked: ChaosAsked) -> list[Cell]:
    """In a drawn order, so that slow cells do not meet; at most as many as asked for."""
    import random

    drawn = random.Random(asked.seed).sample(cells, len(cells))  # noqa: S311 - no secret
    return drawn[: asked.cells]


def _fresh(folder: Path) -> Path:
    import shutil

    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder.resolve()


class _Progress:
    """A line a cell on stderr; what was found, in red, with how to see it again."""

    def __init__(self, asked: ChaosAsked, many: int) -> None:
        self._asked, self._many = asked, many
        self._done = 0

    def __call__(self, one: Played) -> None:
        from portal_bot.cli.console import err

        self._done += 1
        console = err()
        place = f"[{self._done}/{self._many}] {one.cell.fault.name}{one.cell.variant}"
        ends = ", ".join(one.verdict.ends.values())
        console.print(
            f"{place} / {one.cell.kill.name}: {ends} ({one.runs} lần chạy, {one.seconds:.0f} s)",
            style=None if one.is_good else "bold red", markup=False, highlight=False,
        )  # fmt: skip
        for finding in one.verdict.findings:
            text = f"    {finding.kind}: {finding.dossier}: {finding.why}"
            console.print(text, style="red", markup=False, highlight=False)
        if not one.is_good:
            console.print(f"    {self._asked.again(one.cell)}", markup=False, highlight=False)


def _show(counts: Sequence[Counts], out: Path) -> None:
    from rich.table import Table

    from chaos.heatmap import KIND_TITLES
    from portal_bot.cli.console import out as console

    table = Table(title=f"chaos, seed {counts[0].seed}")
    table.add_column("")
    for one in counts:
        table.add_column(one.program, justify="right")
    found: dict[str, list[object]] = {
        title: [c.of(kind) for c in counts] for kind, title in KIND_TITLES.items()
    }
    rows: list[tuple[str, list[object]]] = [
        ("ô", [c.cells for c in counts]),
        ("hồ sơ", [c.dossiers for c in counts]),
        ("lần chạy lệnh", [c.runs for c in counts]),
        ("lần bị giết", [c.kills for c in counts]),
        ("ô có trục trặc xảy ra", [c.faults_struck for c in counts]),
        ("yêu cầu nộp trên đường mạng", [c.commits for c in counts]),
        *found.items(),
        ("làm tiếp sau kill -9, giữa (s)", [c.resumed_median_s for c in counts]),
        ("làm tiếp sau kill -9, lâu nhất (s)", [c.resumed_longest_s for c in counts]),
        ("tiến trình sót lại lâu nhất (s)", [c.lived_longest_s for c in counts]),
        ("phút", [round(c.seconds / 60, 1) for c in counts]),
    ]
    for title, figures in rows:
        table.add_row(title, *("-" if figure is None else str(figure) for figure in figures))
    console().print(table)
    ends = ", ".join(f"{end} {many}" for end, many in counts[0].ends.items())
    console().print(f"Kết cục: {ends}. Bản đồ: {out / 'heatmap.html'}")


command = verb(
    run,
    help="Cho người phát triển: nộp hồ sơ mẫu vào cổng thử nghiệm giữa đủ kiểu trục trặc, giết "
    "chương trình, trình duyệt hay cổng vào đủ lúc, rồi so lời chương trình với sổ của cổng.",
    example="portal-bot chaos --slice --seed 7",
)
