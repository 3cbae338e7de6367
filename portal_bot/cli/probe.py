"""`portal-bot probe`: has a portal's form changed? Files nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot import clock
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import (
    Device,
    Headed,
    Json,
    Portal,
    PortalUrl,
    Verbose,
    procedures_by_name,
)
from portal_bot.cli.unverified import warn
from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from portal_bot.batch.probing import FormLook
    from portal_bot.catalogue.years import Year
    from portal_bot.form.contract import Drift
    from portal_bot.registry import AnyFlow

_WEIGHTS = {
    "breaking": ("LÀM HỎNG", "bold red"),
    "additive": ("thêm bớt", "yellow"),
    "cosmetic": ("cách viết", "dim"),
}


def run(
    procedure: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THỦ_TỤC",
            help="Tên gọi, tên ngắn hoặc mã của thủ tục; để trống khi dùng --all.",
            autocompletion=procedures_by_name,
        ),
    ] = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    every: Annotated[bool, typer.Option("--all", help="Mọi thủ tục, lần lượt.")] = False,
    sign_in: Annotated[
        str | None,
        typer.Option(
            metavar="TÊN_ĐĂNG_NHẬP",
            help="Đăng nhập bằng tài khoản này để xem tờ khai; không nói thì không đăng nhập.",
        ),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Giữ lại tờ khai vừa đọc, để những lần sau so với nó."),
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="Ghi kết quả dạng JUnit XML cho CI."),
    ] = None,
    headed: Headed = False,
    device: Device = None,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the procedures'; 21 where one no longer takes what we file."""
    from portal_bot.batch.probing import look, write_junit  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.logs import configure  # slow: not for --help
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.run.options import Options  # slow: not for --help
    from portal_bot.run.run import Run  # slow: not for --help

    configure(verbose)
    named = _flows(procedure, every=every)
    chosen = choose(portal, portal_url)
    flows = _spoken(named, chosen.edition, every=every)
    warn(chosen)
    began = clock.now()
    options = Options(portal=portal, portal_url=portal_url, headed=headed, device=device)
    looks = looping.run(
        look(
            Run.at(chosen, options),
            flows,
            account=sign_in,
            keeps=keep,
            tell=(lambda _: None) if json else partial(_show, chosen.own_list),
        )
    )
    if json:
        print_json({"portal": chosen.name, "forms": [one.as_json() for one in looks]})
    if junit is not None:
        write_junit(junit, chosen.name, looks, began)
    return max(one.exit_code for one in looks)


def _flows(procedure: Sequence[str] | None, *, every: bool) -> list[AnyFlow]:
    from portal_bot import registry  # slow: not for --help

    if every == bool(procedure):
        raise UsageError("ghi tên một thủ tục, hoặc --all cho mọi thủ tục")
    return (
        [flow for _, flow in sorted(registry.flows().items())]
        if every
        else [wanted(procedure or ())]
    )


def _spoken(flows: list[AnyFlow], edition: Year, *, every: bool) -> list[AnyFlow]:
    """The procedures as the portal's edition has them; of all, those of which it is known.

    Raises:
        UsageError: the one that was named is not filed there, or its form is not known.
    """
    from portal_bot.judged_edition import flow_in  # slow: not for --help

    found = [flow_in(flow, edition) for flow in flows]
    known = [flow for flow in found if isinstance(flow, type)]
    if known and (every or len(known) == len(found)):
        return known
    raise UsageError("; ".join(each.message for each in found if not isinstance(each, type)))


def _show(own_list: str, one: FormLook) -> None:
    console = out()
    if one.probed is None:
        console.print(f"{one.slug}: không đọc được tờ khai: {one.error}", style="bold red")
        return
    probed = one.probed
    papers = probed.contract.papers
    papers_told = "chưa rõ giấy tờ" if papers is None else f"{len(papers)} dòng giấy tờ"
    against = (
        f"tờ khai giữ ngày {probed.since[:10]}" if probed.since else "thủ tục của chương trình"
    )
    console.print(
        f"{one.slug}: {len(probed.contract.form)} ô, {papers_told}; so với {against}: "
        f"{'có thay đổi' if probed.drifts else 'không thay đổi'}",
        style="bold",
    )
    for drift in probed.drifts:
        _show_drift(drift)
    if not probed.contract.whole:
        console.print("  chưa mở được hết các mục phụ thuộc lựa chọn", style="yellow")
    if probed.left:
        err().print(f"Cổng còn bản nháp {probed.left} chưa hủy được: hủy nó trong “{own_list}”.")
    if one.kept is not None:
        err().print(f"Đã giữ: {one.kept}")


def _show_drift(drift: Drift) -> None:
    word, style = _WEIGHTS[drift.weight]
    where = f"“{drift.where}”: " if drift.where else ""
    out().print(f"  {word}: {where}{drift.words}", style=style)


command = verb(
    run,
    help="Xem tờ khai của cổng có đổi không: đọc ô, lựa chọn, ô bắt buộc, dòng giấy tờ, rồi so với "
    "những gì thủ tục dùng và với lần đã giữ. Không điền của ai, không nộp; bản nháp mở ra để xem "
    "thì hủy ngay. Có thay đổi làm hỏng việc nộp thì mã thoát là 21.",
    example="portal-bot probe khai sinh --portal mock --sign-in nguyenvanthu",
)
