"""`portal-bot resolve`: a person decides what became of an uncertain filing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from portal_bot.cli import looping
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.queue import named, queue_option
from portal_bot.cli.shared_options import Headed, Json, Portal, PortalUrl, Verbose
from portal_bot.errors import SubmissionUncertain, UsageError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport


def run(
    filing: Annotated[str, typer.Argument(metavar="MÃ", help="Mã của hồ sơ (PB-…).")],
    received: Annotated[
        str | None,
        typer.Option(metavar="SỐ_HỒ_SƠ", help="Cổng đã nhận: số hồ sơ bạn thấy trên cổng."),
    ] = None,
    not_received: Annotated[
        bool, typer.Option("--not-received", help="Cổng không có hồ sơ này; được nộp lại.")
    ] = False,
    paid: Annotated[
        bool | None,
        typer.Option(
            "--paid/--not-paid",
            help="Lệ phí của hồ sơ đã nhận: đã nộp rồi (thôi nhắc), hay chưa nộp (nhắc lại).",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Ai quyết định; không ghi: tên đăng nhập máy.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Chỉ ghi quyết định, không so với cổng.")
    ] = False,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    queue: Annotated[
        str | None,
        queue_option("Hồ sơ ở hàng đợi chung của nhiều máy, không phải ở máy này."),
    ] = None,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Without a decision it only says what to look at: still uncertain, exit 40."""
    from portal_bot import batch  # slow: not for --help
    from portal_bot.filing.hearing import Decision  # slow: not for --help
    from portal_bot.human import system_user  # slow: not for --help
    from portal_bot.run.options import Options  # slow: not for --help

    configure(verbose)
    if received is not None and not_received:
        raise UsageError("chỉ một trong hai: --received SỐ_HỒ_SƠ hoặc --not-received")
    if paid is not None and (received is not None or not_received):
        raise UsageError("--paid nói về lệ phí, không đi cùng --received hay --not-received")
    options = Options(portal=portal, portal_url=portal_url, headed=headed, queue=named(queue))
    if paid is not None:
        return _pay(batch.pay(filing, options, paid=paid, by=by or system_user()), as_json=json)
    asked = batch.question(filing, options)
    if not json:
        _show(asked)
    if received is None and not not_received:
        if json:
            print_json({"filings": [], "counts": {}, "look_at": asked.as_json()})
        return SubmissionUncertain.exit_code
    decision = Decision(received, by or system_user(), offline)
    report = looping.run(batch.resolve(filing, decision, options))
    return _told(report, asked, as_json=json)


def _pay(filing: FilingReport, *, as_json: bool) -> int:
    from portal_bot.cli.receipts import due_words  # slow: not for --help
    from portal_bot.filing.report import Report  # slow: not for --help

    if as_json:
        print_json(Report((filing,)).as_json())
    elif filing.unpaid:
        out().print(f"{filing.id}: còn phải nộp {due_words(filing)}")
    else:
        out().print(f"{filing.id}: đã ghi là nộp xong; không còn nhắc nữa")
    return 0


def _told(filing: Any, asked: Question, *, as_json: bool) -> int:
    from portal_bot.cli.receipts import show  # slow: not for --help
    from portal_bot.filing.report import Report  # slow: not for --help
    from portal_bot.portals.profile import MOCK  # slow: not for --help

    report = Report((filing,))
    if as_json:
        print_json({**report.as_json(), "look_at": asked.as_json()})
    else:
        show(report, practice=asked.filing.portal == MOCK)
    return report.exit_code


def _show(asked: Question) -> None:
    """What to look at, before anybody decides."""
    from portal_bot.portals.profile import own_list_of  # slow: not for --help

    filing = asked.filing
    console = err()
    console.print(f"Hồ sơ {filing.id} ({filing.path})", style="bold")
    lines = {
        "Cổng": filing.portal,
        "Thủ tục": asked.procedure,
        "Bấm nộp lúc": asked.sent_at,
        "Mã ở ô Ghi chú": asked.supplement or filing.id,
        "Hồ sơ có thể là nó": ", ".join(asked.candidates) or "chưa thấy hồ sơ nào",
        "Vì sao chưa rõ": filing.fault.message if filing.fault else "",
    }
    for label, value in lines.items():
        console.print(f"  {label}: {value}")
    console.print(
        "  Việc cần làm: đăng nhập cổng bằng tài khoản của hồ sơ, mở "
        f"“{own_list_of(filing.portal)}”, tìm thủ tục và giờ nộp ấy, mở từng hồ sơ "
        "và so; nếu không thấy, đợi thêm rồi xem lại."
    )


command = verb(
    run,
    help="Ghi quyết định của một người về hồ sơ chưa rõ kết quả. Không ghi quyết định thì chỉ in "
    "cần xem những gì. --received mở hồ sơ ấy trên cổng và so lại. --paid: lệ phí đã nộp rồi; "
    "chương trình không bao giờ nộp tiền thay.",
    example="portal-bot resolve PB-ABCDEFGHIJ --received H45.22243-261122-0001",
)
