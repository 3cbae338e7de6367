"""When a citizen agreed, where the dossier leaves it out: the moment is set down once.

It is no part of what is filed; said again, the same dossier keeps the moment that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from portal_bot import clock
from portal_bot.dossier.model import Consent
from portal_bot.journal import Filing, JournalPort
from portal_bot.moments import iso

KIND = "consent"


def set_down(journal: JournalPort, filing: Filing, consent: Consent) -> None:
    """Notes that it is now, where the dossier does not say and nothing was noted before."""
    if said_at(consent) is None and told(journal.history(filing.id)) is None:
        journal.note(filing, KIND, {"given_at": iso(consent.at or clock.now())})


def told(history: Iterable[Mapping[str, Any]]) -> datetime | None:
    """The moment as a filing's history has it; `None`: it was not set down."""
    moments = [str(event["given_at"]) for event in history if event["kind"] == KIND]
    return datetime.fromisoformat(moments[-1]) if moments else None


def said_at(consent: Consent) -> datetime | None:
    """The moment that the dossier itself says."""
    return consent.at if "at" in consent.model_fields_set else None
