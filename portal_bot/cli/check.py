"""`portal-bot check`: every problem of the dossiers, and no request to anyone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portal_bot import clock, settings
from portal_bot.cli.beside import show_skipped
from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.edition_option import EditionYear, a_year
from portal_bot.cli.shared_options import AllowOutside, Json, Paths, Portal, Verbose
from portal_bot.cli.tables import money
from portal_bot.errors import UsageError
from portal_bot.logs import configure
from portal_bot.moments import stamp
from portal_bot.shown import shown

if TYPE_CHECKING:
    from datetime import datetime

    from portal_bot.catalogue import Forecast
    from portal_bot.checking import Checked
    from portal_bot.dossier.problems import Problem

_SEVERITIES = {"error": "lỗi", "warning": "lưu ý", "info": "ghi chú"}


def run(
    paths: Paths,
    portal: Portal = None,
    edition: EditionYear = None,
    junit: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="Ghi kết quả dạng JUnit XML cho CI; không có dữ liệu ai."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="TỆP",
            help="Ghi phiếu kiểm tra giấy tờ để in và đánh dấu ở quầy, mỗi hồ sơ một tờ.",
        ),
    ] = None,
    consent: Annotated[
        Path | None,
        typer.Option(
            metavar="TỆP",
            help="Ghi phiếu đồng ý cho dùng dữ liệu cá nhân, khổ A5, mỗi hồ sơ một tờ để ký.",
        ),
    ] = None,
    allow_outside: AllowOutside = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit 10 when a dossier is at fault, 50 when the program is."""
    from portal_bot.checking import check_paths, nothing_in  # slow: not for --help
    from portal_bot.filing.answered_rows import answer_checked, forecast_of  # slow: not for --help
    from portal_bot.filing.filed_before import tell_of_filed  # slow: not for --help
    from portal_bot.filing.holders_act import tell_of_acts  # slow: not for --help
    from portal_bot.portals import profile  # slow: not for --help

    configure(verbose)
    now, ticks = clock.now(), time.monotonic()
    checked = check_paths(
        paths,
        office=profile.office_of(portal),
        limits=profile.limits_of(portal).anywhere(allow_outside),
        edition=a_year(str(edition)) if edition else profile.edition_named(portal),
    )
    if not checked:
        raise UsageError(nothing_in(paths, checked))
    tell_of_acts(checked, profile.named(portal), now.date())
    tell_of_filed(checked, settings.home_place(), profile.name_of(portal))
    # Before anything is printed: a forecast that fails is told with its dossier.
    days = profile.days_of_post(portal)
    forecasts = [forecast_of(each, now, days) for each in checked]
    if junit is not None:
        from portal_bot.batch.junit_cases import write_checked  # slow: not for --help

        write_checked(junit, checked, began=now, seconds=time.monotonic() - ticks)
    checked.skipped += tuple(answer_checked(checked, forecasts))
    _print_pages(html, consent, checked, forecasts, now)
    if json:
        dossiers = [_as_json(each, told) for each, told in zip(checked, forecasts, strict=True)]
        print_json({"dossiers": dossiers, "skipped": [each.as_json() for each in checked.skipped]})
    else:
        _show(checked, forecasts)
        show_skipped(checked.skipped)
        _sum_up(checked)
    return checked.exit_code


def _print_pages(
    html: Path | None,
    consent: Path | None,
    checked: Sequence[Checked],
    forecasts: Sequence[Forecast | None],
    now: datetime,
) -> None:
    """What the counter prints, where it was asked for."""
    if html is not None:
        from portal_bot.cli.counter_sheet import write_sheet  # slow: only for pages

        write_sheet(html, checked, forecasts, now)
    if consent is not None:
        from portal_bot.cli.counter_sheet import write_forms  # slow: only for pages

        write_forms(consent, checked, now)


def _show(checked: Sequence[Checked], forecasts: Sequence[Forecast | None]) -> None:
    """One with all there is to say of it; of many the good ones first, a line each, so that the
    others are still in sight at the end.
    """
    told = list(zip(checked, forecasts, strict=True))
    if len(told) > 1:
        for each, forecast in told:
            if each.ok:
                _show_problems(each, _briefly(forecast))
    for each, forecast in told:
        if len(told) > 1 and each.ok:
            continue
        _show_problems(each)
        if forecast:
            _show_forecast(forecast)


def _sum_up(checked: Sequence[Checked]) -> None:
    """Of many: which failed, how, and how many did not."""
    if len(checked) == 1:
        return
    console = out()
    failed = [one for one in checked if not one.ok]
    if failed:
        console.print(f"Chưa đạt, {len(failed)} hồ sơ:", style="bold red")
    for each in failed:
        console.print(f"  {shown(each.path)}: {_counted(each)}")
    console.print(f"{len(checked) - len(failed)}/{len(checked)} hồ sơ đạt")


def _show_problems(checked: Checked, more: str = "") -> None:
    console, file = out(), shown(checked.path)
    verdict = f"đạt{more}" if checked.ok else "chưa đạt"
    console.print(f"{file}: {verdict}", style="green" if checked.ok else "bold red")
    if checked.flow is not None and not more:
        # Many an official title begins with the word itself.
        title = checked.flow.title
        console.print(f"  {title if title.startswith('Thủ tục ') else f'Thủ tục: {title}'}")
    for problem in checked.problems:
        console.print(f"  {_told(problem)}")


def _told(problem: Problem) -> str:
    field = f" {problem.field}" if problem.field else ""
    return shown(f"{problem.where}{field}: {_SEVERITIES[problem.severity]}: {problem.message}")


def _counted(checked: Checked) -> str:
    """How many problems of each kind, and the first that is an error."""
    counts = Counter(problem.severity for problem in checked.problems)
    told = ", ".join(f"{many} {_SEVERITIES[kind]}" for kind, many in sorted(counts.items()))
    first = next(problem for problem in checked.problems if problem.severity == "error")
    return f"{told}; đầu tiên: {_told(first)}"


def _as_json(checked: Checked, told: Forecast | None) -> dict[str, Any]:
    nothing = {"fee": None, "appointment": None, "forecast": None}
    return {**checked.as_json(), **(told.as_json() if told else nothing)}


def _briefly(told: Forecast | None) -> str:
    """Fee and appointment on the dossier's own line."""
    if told is None:
        return ""
    amount = money(told.fee.amount_vnd) if told.fee.amount_vnd else "không thu"
    due = told.appointment and f"; hẹn trả {told.appointment:%d/%m/%Y} nếu nộp bây giờ"
    post = f"; bưu chính: {told.post}" if told.post else ""
    return f"; lệ phí {amount}{due or ''}{post}"


def _show_forecast(told: Forecast) -> None:
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
    console.print(f"  Hẹn trả nếu nộp lúc {stamp(told.filed_at)}: {_day(told)}")
    if told.post:
        console.print(f"  Trả qua bưu chính: {told.post}")
    if disagreement := told.deadline.disagreement:
        console.print(f"    Thời hạn, các nguồn nói khác nhau: {disagreement}")


def _day(told: Forecast) -> str:
    if told.appointment is None:
        return "không tính được, chưa có lịch nghỉ lễ của năm đó"
    projected = "lịch nghỉ năm đó chưa công bố" if told.projected else ""
    parts = (f"{told.appointment:%d/%m/%Y}", told.deadline.at_longest, projected)
    return "; ".join(filter(None, parts))


command = verb(
    run,
    help="Soát hồ sơ mà không gửi gì đi đâu: mọi chỗ sai, kèm tệp và dòng; lệ phí phải nộp và ngày "
    "hẹn trả nếu nộp bây giờ. Mã thoát 10 khi có lỗi.",
    example="portal-bot check ho-so/khai-sinh.yaml",
)
