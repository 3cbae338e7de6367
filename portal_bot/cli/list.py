"""`portal-bot list`: the procedures of this installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal_bot.catalogue.years import FIRST
from portal_bot.cli.beside import broken, show_broken
from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.edition_option import EditionYear
from portal_bot.cli.shared_options import Json
from portal_bot.cli.tables import table

if TYPE_CHECKING:
    from portal_bot.catalogue.procedures import ProcedureFacts
    from portal_bot.registry import AnyFlow


def run(edition: EditionYear = None, json: Json = False) -> None:
    """Slug, code, level and title of every flow, as the edition has them."""
    from portal_bot import registry  # slow: not for --help
    from portal_bot.portals.profile import edition_named  # slow: not for --help

    flows = registry.flows().values()
    if (edition or edition_named(None) or FIRST) != FIRST:
        from portal_bot.cli.list_2026 import show_list  # only where it is asked for

        return show_list(flows, json=json)
    if json:
        return print_json({"procedures": [_entry(flow) for flow in flows], "broken": broken()})

    shown = table("Tên", "Mã", "Mức độ", "Thủ tục")
    for flow in flows:
        shown.add_row(flow.slug, _code(flow), str(_level(flow) or ""), flow.title)
    out().print(shown, soft_wrap=False)
    out().print(
        "Mức độ của các thủ tục đi kèm là phục dựng. ?: mã chưa thấy trong nguồn nào. Vì sao: "
        "`portal-bot show TÊN`, “Tin được tới đâu”. Ấn bản năm 2022; năm 2026: `portal-bot list "
        "--edition 2026`"
    )
    return show_broken()


def _facts(flow: AnyFlow) -> ProcedureFacts | None:
    from portal_bot import registry  # slow: not for --help
    from portal_bot.catalogue.facts_file import BrokenFacts  # slow: not for --help

    try:
        return registry.facts(flow)
    except BrokenFacts:
        # Told of below.
        return None


def _level(flow: AnyFlow) -> int | None:
    facts = _facts(flow)
    return flow.level or (facts.level if facts else None)


def _code(flow: AnyFlow) -> str:
    facts = _facts(flow)
    return flow.code if facts is None or facts.code_verified is not False else f"{flow.code} ?"


def _entry(flow: AnyFlow) -> dict[str, Any]:
    return {
        "slug": flow.slug,
        "code": flow.code,
        "level": _level(flow),
        "title": flow.title,
    }


command = verb(
    run,
    help="Các thủ tục đã có: tên gọi trong hồ sơ, mã quốc gia, mức độ, tên đầy đủ.",
    example="portal-bot list --edition 2026",
)
