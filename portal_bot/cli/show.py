"""`portal-bot show`: one procedure, its official facts, and how far to trust them."""

from __future__ import annotations

from portal_bot.cli.commands import verb
from portal_bot.cli.console import print_json
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import Json, Procedure


def run(procedure: Procedure, json: Json = False) -> None:
    """What people call it, a slug or a national code."""
    from portal_bot.dossier.describe import describe  # slow: not for --help

    described = describe(wanted(procedure))
    if json:
        return print_json(described)
    from portal_bot.cli.sheet import print_sheet  # slow: only where it is printed

    return print_sheet(described)


command = verb(
    run,
    help="Một thủ tục hỏi những gì: mục khai theo từng phần (bắt buộc, có điều kiện), giấy tờ, "
    "lệ phí, thời hạn, mức độ, và những gì ở đây chỉ là phục dựng.",
    example="portal-bot show khai sinh",
)
