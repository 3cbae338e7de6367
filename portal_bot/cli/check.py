"""`portal-bot check`: every problem of the dossiers, and no request to anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json, Paths, Verbose

if TYPE_CHECKING:
    from portal_bot.checking import Checked

_SEVERITIES = {"error": "lỗi", "warning": "lưu ý", "info": "ghi chú"}


def run(paths: Paths, json: Json = False, verbose: Verbose = 0) -> int:
    """Exit 10 when a dossier is at fault."""
    from portal_bot.checking import check_paths
    from portal_bot.errors import DossierError, UsageError
    from portal_bot.logs import configure

    configure(verbose)
    checked = check_paths(paths)
    if not checked:
        raise UsageError("không có hồ sơ nào ở " + ", ".join(map(str, paths)))
    if json:
        print_json({"dossiers": [each.as_json() for each in checked]})
    else:
        for each in checked:
            _show(each)
        _sum_up(checked)
    return 0 if all(each.ok for each in checked) else DossierError.exit_code


def _show(checked: Checked) -> None:
    console = out()
    verdict = "đạt" if checked.ok else "chưa đạt"
    console.print(f"{checked.path}: {verdict}", style="green" if checked.ok else "bold red")
    for problem in checked.problems:
        kind = _SEVERITIES[problem.severity]
        field = f" {problem.field}" if problem.field else ""
        console.print(f"  {problem.where}{field}: {kind}: {problem.message}")


def _sum_up(checked: list[Checked]) -> None:
    if len(checked) > 1:
        good = sum(each.ok for each in checked)
        out().print(f"{good}/{len(checked)} hồ sơ đạt")


command = verb(
    run,
    help="Soát hồ sơ mà không gửi gì đi đâu: mọi chỗ sai, kèm tệp và dòng. Mã thoát 10 khi có lỗi.",
    example="portal-bot check ho-so/khai-sinh.yaml",
)
