"""The procedures of 2026 that a person named; where they did not, all that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import procedures_by_name
from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from portal_bot.catalogue.editions import Edition

NamedProcedures = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="THỦ_TỤC",
        help="Tên gọi, tên ngắn hoặc mã của một thủ tục; để trống: mọi thủ tục đã biết năm 2026.",
        autocompletion=procedures_by_name,
    ),
]


def editions_named(words: list[str] | None) -> list[Edition]:
    """Of 2026, those that have a code.

    Raises:
        UsageError: none is called so, or nothing is known of it in 2026.
    """
    from portal_bot import registry  # slow: not for --help
    from portal_bot.catalogue.editions import edition_2026  # slow: not for --help
    from portal_bot.catalogue.wanted_procedures import (  # slow: not for --help
        wanted_procedure,
        wanted_procedures,
    )

    if words and (only_known := wanted_procedure(" ".join(words))) is not None:
        return [only_known]
    all_flows = [*registry.flows().values(), *registry.later_flows().values()]
    flows = [wanted(words)] if words else all_flows
    found = [edition for flow in flows if (edition := edition_2026(flow.slug)) is not None]
    if not words:
        found += wanted_procedures()
    known = [edition for edition in found if edition.code.value]
    if words and not known:
        raise UsageError(f"chưa biết thủ tục “{flows[0].title}” có mã nào năm 2026")
    return known
