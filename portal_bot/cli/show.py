"""`portal-bot show`: one procedure, its official facts, and how far to trust them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.edition_option import EditionYear
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import Json, Procedure

if TYPE_CHECKING:
    from portal_bot.catalogue.editions import Edition
    from portal_bot.catalogue.years import Year
    from portal_bot.registry import AnyFlow


def run(procedure: Procedure, edition: EditionYear = None, json: Json = False) -> None:
    """What people call it, a slug or a national code, of either year."""
    from portal_bot.dossier.describe import describe  # slow: not for --help

    if (only_known := _wanted(procedure)) is not None:
        return _show_wanted(only_known, json=json)
    flow = wanted(procedure)
    described = describe(_in_edition(flow, edition))
    editions = [each for each in _editions(flow) if edition in {None, each.edition}]
    if json:
        return print_json(described | {"editions": [each.as_json() for each in editions]})
    from portal_bot.cli.edition_table import print_editions  # slow: only where it is printed
    from portal_bot.cli.sheet import print_sheet  # slow: only where it is printed

    if edition not in {None, described["edition"]}:
        out().print(f"Chưa ai chép lại tờ khai năm {edition}: mục khai dưới đây là của năm 2022")
    print_sheet(described)
    return print_editions(editions) if editions else None


def _wanted(words: list[str]) -> Edition | None:
    """The procedure without a flow of this code or name."""
    from portal_bot.catalogue.wanted_procedures import wanted_procedure  # slow: not for --help

    return wanted_procedure(" ".join(words))


def _show_wanted(edition: Edition, *, json: bool) -> None:
    """What is known of it, and that it is not filed."""
    from portal_bot.catalogue.wanted_procedures import wanted_json  # slow: not for --help

    if json:
        return print_json(wanted_json(edition) | {"editions": [edition.as_json()]})
    from portal_bot.cli.edition_table import print_editions  # slow: only where it is printed

    out().print(f"{edition.name.value} ({edition.code.value})", style="bold")
    out().print(
        "CHƯA nộp được bằng chương trình này: mới ghi lại những gì nguồn công khai cho biết"
    )
    return print_editions([edition])


def _in_edition(flow: AnyFlow, edition: Year | None) -> AnyFlow:
    """As the edition has it; where nobody wrote its form down, as it was."""
    from portal_bot import registry  # slow: not for --help

    found = None if edition is None else registry.in_edition(flow, edition)
    return found or flow


def _editions(flow: AnyFlow) -> list[Edition]:
    """What is known of it, the oldest first; of a flow without facts, or of others', nothing."""
    from portal_bot import registry  # slow: not for --help
    from portal_bot.catalogue.edition_2022 import edition_2022  # slow: not for --help
    from portal_bot.catalogue.editions import edition_2026  # slow: not for --help
    from portal_bot.catalogue.packages import comes_with_us  # slow: not for --help
    from portal_bot.catalogue.years import FIRST  # slow: not for --help

    # What is said beside the facts (an annex not found, a portal that closed) is said of ours.
    facts = registry.facts(flow) if comes_with_us(flow.__module__) else None
    later = edition_2026(flow.slug)
    earlier = [edition_2022(facts)] if facts and facts.edition == FIRST else []
    return [*earlier, *([later] if later else [])]


command = verb(
    run,
    help="Một thủ tục hỏi những gì: mục khai theo từng phần (bắt buộc, có điều kiện), giấy tờ, "
    "lệ phí, thời hạn, mức độ, những gì ở đây chỉ là phục dựng, và năm 2022 bên cạnh năm 2026.",
    example="portal-bot show khai sinh",
)
