"""`portal-bot check`: every problem of the dossiers, and no request to anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json, Paths, Verbose

if TYPE_CHECKING:
    from datetime import datetime

    from portal_bot.catalogue import Forecast
    from portal_bot.checking import Checked

_SEVERITIES = {"error": "lỗi", "warning": "lưu ý", "info": "ghi chú"}


def run(paths: Paths, json: Json = False, verbose: Verbose = 0) -> int:
    """Exit 10 when a dossier is at fault."""
    from datetime import datetime

    from portal_bot.checking import VIETNAM, check_paths
    from portal_bot.errors import DossierError, UsageError
    from portal_bot.logs import configure

    configure(verbose)
    checked = check_paths(paths)
    if not checked:
        raise UsageError("không có hồ sơ nào ở " + ", ".join(map(str, paths)))
    now = datetime.now(VIETNAM)
    if json:
        print_json({"dossiers": [_as_json(each, now) for each in checked]})
    else:
        for each in checked:
            _show(each)
            if forecast := _forecast(each, now):
                _show_forecast(forecast)
        _sum_up(checked)
    return 0 if all(each.ok for each in checked) else DossierError.exit_code


def _show(checked: Checked) -> None:
    from portal_bot.dossier.shown import visible

    console = out()
    verdict = "đạt" if checked.ok else "chưa đạt"
    path = visible(str(checked.path))
    console.print(f"{path}: {verdict}", style="green" if checked.ok else "bold red")
    for problem in checked.problems:
        kind = _SEVERITIES[problem.severity]
        field = f" {problem.field}" if problem.field else ""
        console.print(f"  {problem.where}{field}: {kind}: {problem.message}")


def _forecast(checked: Checked, now: datetime) -> Forecast | None:
    """What it would cost and when it would be due; of a dossier that may not be filed, nothing."""
    from portal_bot import registry
    from portal_bot.catalogue import forecast

    facts = registry.facts(checked.flow) if checked.flow else None
    if facts is None or checked.declaration is None or not checked.ok:
        return None
    return forecast(facts, checked.declaration, now)


def _as_json(checked: Checked, now: datetime) -> dict[str, Any]:
    told = _forecast(checked, now)
    nothing = {"fee": None, "appointment": None}
    return {**checked.as_json(), **(told.as_json() if told else nothing)}


def _show_forecast(told: Forecast) -> None:
    from portal_bot.cli.tables import money

    fee, console = told.fee, out()
    where = "nộp trực tuyến" if fee.where == "online" else "nộp tại quầy"
    sure = "" if fee.verified else "; có mức chưa xác minh, cổng sẽ cho biết"
    amount = f"{money(fee.amount_vnd)}, {where}" if fee.amount_vnd else "không phải nộp"
    console.print(f"  Lệ phí: {amount}{sure}")
    for line in fee.lines:
        basis = f" ({line.basis})" if line.basis else ""
        total = f"{line.quantity} bản, {money(line.amount_vnd)}" if line.quantity != 1 else ""
        told_of = ": ".join(part for part in (line.name, total, f"{line.why}{basis}") if part)
        console.print(f"    {told_of}")
    if fee.exemptions and fee.amount_vnd:
        console.print(f"    Ai được miễn: {fee.exemptions}")
    console.print(f"  Hẹn trả nếu nộp lúc {told.filed_at:%H:%M %d/%m/%Y}: {_day(told)}")


def _day(told: Forecast) -> str:
    if told.appointment is None:
        return "không tính được, chưa có lịch nghỉ lễ của năm đó"
    late = told.deadline.longest
    verified = f"; cần xác minh thì lâu nhất {late} ngày" if late else ""
    projected = "; lịch nghỉ năm đó chưa công bố" if told.projected else ""
    return f"{told.appointment:%d/%m/%Y}{verified}{projected}"


def _sum_up(checked: list[Checked]) -> None:
    if len(checked) > 1:
        good = sum(each.ok for each in checked)
        out().print(f"{good}/{len(checked)} hồ sơ đạt")


command = verb(
    run,
    help="Soát hồ sơ mà không gửi gì đi đâu: mọi chỗ sai, kèm tệp và dòng; lệ phí phải nộp và ngày "
    "hẹn trả nếu nộp bây giờ. Mã thoát 10 khi có lỗi.",
    example="portal-bot check ho-so/khai-sinh.yaml",
)
