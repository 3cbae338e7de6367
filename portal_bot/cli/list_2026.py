"""`list --edition 2026`: what became of each procedure, and whether it is filed online."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from portal_bot.catalogue.edition_words import where_instead
from portal_bot.catalogue.editions import Edition, edition_2026
from portal_bot.catalogue.wanted_procedures import (
    missing_for_filing,
    wanted_json,
    wanted_procedures,
)
from portal_bot.catalogue.years import FIRST
from portal_bot.cli.beside import broken, show_broken
from portal_bot.cli.console import out, print_json
from portal_bot.cli.tables import table
from portal_bot.registry import later_flows

if TYPE_CHECKING:
    from portal_bot.registry import AnyFlow

_ONLINE = {True: "có", False: "không", None: "chưa rõ"}


def show_list(flows: Iterable[AnyFlow], *, json: bool) -> None:
    """The flows of which something is known in 2026; the others are named."""
    known = [(flow, edition_2026(flow.slug)) for flow in (*flows, *later_flows().values())]
    if json:
        entries = [_entry(flow, edition) for flow, edition in known]
        wanted = [wanted_json(each) for each in wanted_procedures()]
        told = {"edition": 2026, "procedures": entries, "wanted": wanted, "broken": broken()}
        return print_json(told)

    shown = table("Tên", "Mã năm 2026", "Trực tuyến", "Thủ tục")
    for flow, edition in known:
        shown.add_row(flow.slug, _code(flow, edition), _online(edition), _title(flow, edition))
    out().print(shown, soft_wrap=False)
    for flow, edition in known:
        if edition and (go := where_instead(edition)):
            out().print(f"{flow.slug}: {go}")
    _show_wanted()
    out().print("Theo các bản chụp công khai; nguồn của từng điều: `portal-bot show TÊN`")
    return show_broken()


def _show_wanted() -> None:
    """What is filed often, and not here yet: with what is still to be found out."""
    wanted = wanted_procedures()
    shown = table("Mã", "Trực tuyến", "Thủ tục", "Còn thiếu để nộp được")
    for each in wanted:
        lacks = "; ".join(missing_for_filing(each)).lower() or "người viết thủ tục"
        shown.add_row(each.code.value, _online(each), each.name.value, lacks)
    out().print(f"CHƯA nộp được bằng chương trình này, xã hay nộp ({len(wanted)} thủ tục):")
    out().print(shown, soft_wrap=False)


def _code(flow: AnyFlow, edition: Edition | None) -> str:
    code = edition.code.value if edition else None
    if code is None:
        return "chưa rõ"
    return code if code == flow.code else f"{code} (trước là {flow.code})"


def _online(edition: Edition | None) -> str:
    return _ONLINE[edition.is_online if edition else None]


def _title(flow: AnyFlow, edition: Edition | None) -> str:
    return (edition.name.value if edition else None) or flow.title


def _entry(flow: AnyFlow, edition: Edition | None) -> dict[str, Any]:
    return {
        "slug": flow.slug,
        "code": edition.code.value if edition else None,
        "code_2022": flow.code if flow.edition == FIRST else None,
        "title": _title(flow, edition),
        "online": edition.is_online if edition else None,
        "instead": (where_instead(edition) if edition else "") or None,
    }
