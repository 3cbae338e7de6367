"""A dossier's way through the office, for the mock's own API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ..records import Record
from . import terms
from .result import result_file
from .states import FINAL


def describe(record: Record, today: date) -> dict[str, Any]:
    """All that the office knows and did, also what the citizen was not told."""
    handling = record.handling
    result = result_file(record)
    return summary(record, today) | {
        "history": [asdict(event) for event in record.history],
        "unit": handling.unit,
        "asked": handling.asked and asdict(handling.asked),
        "pay_until": handling.pay_until or None,
        "paused_on": handling.paused_on or None,
        "first_due_at": handling.first_due or record.due,
        "apology": handling.apology and asdict(handling.apology),
        "proposal": handling.proposal and asdict(handling.proposal),
        "result": result and {
            "file_name": result.name, "size": len(result.content), "sha256": result.sha256,
            "granted": result.granted,
        },
        "returned_to": handling.returned_to,
        "supplements": record.supplements(),
    }  # fmt: skip


def summary(record: Record, today: date) -> dict[str, Any]:
    """The line of a dossier among others."""
    return {
        "number": record.number,
        "procedure": record.slug,
        "status": record.status,
        "state": record.status.number,
        "final": record.status in FINAL,
        "received_at": record.received_at,
        "due_at": record.due,
        "working_days_left": terms.days_left(record, today),
        "overdue": terms.is_overdue(record, today),
        "fee": record.fee,
        "payment": record.payment,
    }
