"""What a declaration is told about money; the amounts and days are the catalogue's."""

from __future__ import annotations

from typing import Any

from portal_bot.blocks.rules import Held
from portal_bot.catalogue.fee import days_free, fee_due
from portal_bot.catalogue.procedures import ProcedureFacts, procedure
from portal_bot.dossier.block import Context, rule
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.spec import value_at


def fee_told(code: str, field: str, text: str) -> Held:
    """The sum, behind the text: ``Phí tính theo số bản: 16.000 đồng``."""

    @rule(code, fields=(field,), message="", severity="info")
    def holds(block: Any, context: Context) -> bool | str:
        facts = _facts(block)
        if facts is None:
            return True
        due = f"{fee_due(facts, block, context.today).amount_vnd:,}".replace(",", ".")
        return f"{text}: {due} đồng"

    return holds


def free_in_time(code: str, since: str, *, message: str) -> Held:
    """Whether the days in which nothing is due have not passed since that date."""

    @rule(code, fields=(since,), message=message, severity="info")
    def holds(block: Any, context: Context) -> bool:
        facts = _facts(block)
        days = days_free(facts) if facts else None
        day = value_at(block, since)
        first = day.earliest if isinstance(day, PartialDate) else day
        return days is None or (context.today - first).days <= days

    return holds


def _facts(declared: Any) -> ProcedureFacts | None:
    # A flow's module bears its slug: `Flow` takes it from there too.
    return procedure(type(declared).__module__.rpartition(".")[2])
