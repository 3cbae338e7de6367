"""`portal-bot list`: the procedures of this installation."""

from __future__ import annotations

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.options import Json


def run(json: Json = False) -> None:
    """Slug, code, level and title of every flow."""
    from portal_bot import registry

    flows = [
        {"slug": slug, "code": flow.code, "level": registry.level(flow), "title": flow.title}
        for slug, flow in registry.flows().items()
    ]
    if json:
        return print_json({"procedures": flows})
    from portal_bot.cli.tables import table

    shown = table("Tên", "Mã", "Mức độ", "Thủ tục")
    for flow in flows:
        shown.add_row(flow["slug"], flow["code"], str(flow["level"] or ""), flow["title"])
    return out().print(shown)


command = verb(
    run,
    help="Các thủ tục đã có: tên gọi trong hồ sơ, mã quốc gia, mức độ, tên đầy đủ.",
    example="portal-bot list --json",
)
