"""A draft becomes a dossier: what the portal keeps of it."""

from __future__ import annotations

from typing import Any

from .deadlines import due_date
from .delivery import delivery_entry
from .drawing import procedure_of
from .fees import fee_lines, total
from .office.handling import Event
from .office.notices import tell_stored
from .office.states import Status
from .people import Account
from .procedures import Procedure
from .records import Draft, Paper, Payment, Record
from .sites import Site
from .steps import COMMIT
from .uploads import row_name
from .values import keep
from .world import World


def store(site: Site, world: World, citizen: Account, draft: Draft) -> Record:
    """Stores it, and tells the citizen."""
    return admit(world, _record(site, world, citizen, draft), draft)


def admit(world: World, record: Record, draft: Draft) -> Record:
    """What was made of a draft is the portal's from now on."""
    world.faults.change(record, COMMIT)
    world.add_record(record)
    draft.numbers.append(record.number)
    world.save_draft(draft)
    tell_stored(world, record)
    return record


def _record(site: Site, world: World, citizen: Account, draft: Draft) -> Record:
    procedure, now = procedure_of(draft), world.clock.now()
    lines = fee_lines(procedure, draft.values, now.date())
    due = due_date(
        now,
        procedure.working_days,
        same_day=procedure.solved_at_once(draft.values),
        calendar_days=procedure.calendar_days,
    )
    received_at = now.isoformat(timespec="seconds")
    return Record(
        number=world.next_number(f"{site.office_code}.{draft.agency[-1]}"),
        sid=draft.sid,
        slug=procedure.slug,
        code=procedure.code,
        title=procedure.title,
        account=citizen.username,
        owner=draft.values.get(site.blocks.owner_name, ""),
        agency=site.agency_name(draft),
        sections=keep(site.blocks.sections(procedure), draft.values),
        papers=tuple(_paper(procedure, draft, number) for number in range(len(draft.papers))),
        delivery=delivery_entry(site, draft),
        fee_lines=lines,
        fee=total(lines),
        payment=_payment(procedure, total(lines)),
        received_at=received_at,
        due=due.isoformat(),
        history=[Event(received_at, Status.NEW)],
    )


def _paper(procedure: Procedure, draft: Draft, number: int) -> dict[str, Any]:
    paper = draft.papers[number]
    row = procedure.form.row(paper.row)
    usual_kind, usual_copies = (row.original_or_copy, row.copies) if row else ("original", 1)
    return {
        "row": row_name(procedure, draft, paper.row),
        "row_key": paper.row,
        "file_name": paper.file_name,
        "size": paper.size,
        "sha256": paper.sha256,
        "id": paper.id if paper.offered else "",
        "original_or_copy": draft.rows.get(f"{paper.row}_kind", usual_kind),
        "copies": draft.rows.get(f"{paper.row}_copies", str(usual_copies)),
    }


def listed_paper(paper: Paper) -> dict[str, Any]:
    """What a record keeps of a file where rows are only names: no original, no number of copies."""
    return {
        "row": paper.row, "row_key": paper.row, "file_name": paper.file_name, "size": paper.size,
        "sha256": paper.sha256, "id": "", "original_or_copy": "copy", "copies": "1",
    }  # fmt: skip


def _payment(procedure: Procedure, amount: int) -> str:
    if amount == 0:
        return Payment.NONE
    return Payment.DUE if procedure.paid_online else Payment.COUNTER
