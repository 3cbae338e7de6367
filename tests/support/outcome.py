"""What one submission came to: the report, the portal's own ledger, the journal, the evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot import aio
from portal_bot.run.home import reading
from tests.support.fixtures import BIRTH
from tests.support.kept import names
from tests.support.mock import MockPortal

NOTE = "Thông tin chung / Ghi chú"


@dataclass(frozen=True)
class Outcome:
    """One `submit` of one dossier, and all that can be asserted about it."""

    filing: aio.FilingReport
    exit_code: int
    stored: list[dict[str, Any]]
    commits: list[dict[str, Any]]
    history: list[dict[str, Any]]
    kept: frozenset[str]

    @property
    def state(self) -> str:
        return self.filing.state

    @property
    def numbers(self) -> list[str]:
        return [record["number"] for record in self.stored]

    @property
    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.history]

    @property
    def message(self) -> str:
        return self.filing.error.message if self.filing.error else ""

    def as_golden(self, dossier: Path = BIRTH) -> bool:
        """Whether the portal stored just once, and just what the golden beside the dossier says."""
        golden = json.loads(dossier.with_suffix(".expected.json").read_text("utf-8"))
        (record,) = self.stored
        fields = {place: v for place, v in record["fields"].items() if place != NOTE}
        wanted = {place: v for place, v in golden["fields"].items() if place != NOTE}
        return (fields, record["papers"], record["delivery"]) == (
            wanted,
            golden["papers"],
            golden["delivery"],
        )


async def submitted(mock: MockPortal, home: Path, dossier: Path = BIRTH, **how: Any) -> Outcome:
    """Files one dossier, as the command does."""
    report = await aio.submit([dossier], **{"portal_url": mock.address, "home": home, **how})
    (filing,) = report.filings
    with reading(home) as journal:
        history = journal.history(str(filing.id))
    folder = Path(filing.evidence) if filing.evidence else None
    return Outcome(
        filing=filing,
        exit_code=report.exit_code,
        stored=mock.submissions(),
        commits=mock.commits(),
        history=history,
        kept=names(folder) if folder else frozenset(),
    )
