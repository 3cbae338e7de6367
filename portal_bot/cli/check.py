"""`portal-bot check`: every problem of the dossiers, and no request to anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal_bot import clock
from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json, Paths, Portal, Verbose

if TYPE_CHECKING:
    from datetime import datetime

    from portal_bot.catalogue import Forecast
    from portal_bot.checking import Checked

_SEVERITIES = {"error": "lỗi", "warning": "lưu ý", "info": "ghi chú"}


def run(paths: Paths, portal: Portal = None, json: Json = False, verbose: Verbose = 0) -> int:
    """Exit 10 when a dossier is at fault, 50 when the program is."""
    from portal_bot.checking import check_paths, nothing_in
    from portal_bot.cli.beside import show_skipped
    from portal_bot.errors import UsageError
    from portal_bot.logs import configure
    from portal_bot.portals.profile import limits_of

    configure(verbose)
    checked = check_paths(paths, limits=limits_of(portal))
    if not checked:
        raise UsageError(nothing_in(paths, checked))
    now = clock.now()
    # Before anything is printed: a forecast that fails is told with its dossier.
    forecasts = [_forecast(each, now) for each in checked]
    if json:
        dossiers = [_as_json(each, told) for each, told in zip(checked, forecasts, strict=True)]
        print_json({"dossiers": dossiers, "skipped": [each.as_json() for each in checked.skipped]})
    else:
        for each, forecast in zip(checked, forecasts, strict=True):
            _show(each)
            if forecast:
                _show_forecast(forecast)
        show_skipped(checked.skipped)
        _sum_up(checked)
    return checked.exit_code


def _show(checked: Checked) -> None:
    from portal_bot.files import shown

    console = out()
    verdict = "đạt" if checked.ok else "chưa đạt"
    console.print(f"{shown(checked.path)}: {verdict}", style="green" if checked.ok else "bold red")
    for problem in checked.problems:
        kind = _SEVERITIES[problem.severity]
        field = f" {problem.field}" if problem.field else ""
        console.print(f"  {problem.where}{field}: {kind}: {problem.message}")


def _forecast(checked: Checked, now: datetime) -> Forecast | None:
    """What it would cost and when it would be due; of a dossier that may not be filed, nothing."""
    from portal_bot import registry
    from portal_bot.catalogue import forecast

    if checked.flow is None or checked.declaration is None or not checked.ok:
        return None
    facts = registry.facts(checked.flow)
    with checked.guarded():
        return forecast(facts, checked.declaration, now) if facts else None
    return None


def _as_json(checked: Checked, told: Forecast | None) -> dict[str, Any]:
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
    if disagreement := told.deadline.disagreement:
        console.print(f"    Thời hạn, các nguồn nói khác nhau: {disagreement}")


def _day(told: Forecast) -> str:
    if told.appointment is None:
        return "không tính được, chưa có lịch nghỉ lễ của năm đó"
    projected = "lịch nghỉ năm đó chưa công bố" if told.projected else ""
    parts = (f"{told.appointment:%d/%m/%Y}", told.deadline.at_longest, projected)
    return "; ".join(filter(None, parts))


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
