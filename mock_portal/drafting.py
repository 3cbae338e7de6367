"""A draft begins, and its form is filled in."""

from __future__ import annotations

import secrets

from .drawing import default_values
from .faults.form import PopulationMismatch, PrefillAccountAddress, Version2
from .procedures import Procedure
from .records import Draft
from .steps import FORM
from .validation import check
from .version2 import second_version
from .visits import Visit

NOT_IN_POPULATION = "Không thể tiếp tục: thông tin công dân không tồn tại trong CSDLQG về dân cư"


def begin(visit: Visit, procedure: Procedure, agency: tuple[str, ...]) -> Draft:
    """A new draft at an agency, with what the portal fills in by itself."""
    world, blocks = visit.world, visit.site.blocks
    newer = world.faults.any_of(Version2, visit.step)
    change = newer.change_of(procedure.slug, world.settings.seed) if newer else ""
    if change:
        procedure = second_version(procedure.slug, change)
    draft = Draft(
        sid=secrets.token_hex(8),
        form_change=change,
        slug=procedure.slug,
        username=visit.citizen.username,
        agency=agency,
        created_at=str(world.clock),
        values=default_values(blocks.sections(procedure))
        | blocks.from_account(visit.citizen)
        | {blocks.subject: procedure.title}
        | _prefilled(visit, procedure),
    )
    world.save_draft(draft)
    return draft


def _prefilled(visit: Visit, procedure: Procedure) -> dict[str, str]:
    """By a fault: parts of the account's address where the citizens' addresses belong."""
    fault = visit.world.faults.any_of(PrefillAccountAddress, visit.step)
    if fault is None:
        return {}
    blocks = visit.site.blocks
    own = {blocks.owner, *(section.title for section in procedure.form.sections)}
    addresses = (
        one
        for section in blocks.sections(procedure)
        if section.title in own and section.shown_when is None
        for one in section.fields
        if one.kind == "address" and one.shown_when is None
    )
    home = visit.citizen.home(blocks.tree)
    return {
        f"{one.key}_{level}": home[level]
        for one in addresses
        for level in fault.parts(tuple(level for level, _ in one.parts))
    }


def keep_form(visit: Visit, draft: Draft, procedure: Procedure, values: dict[str, str]) -> None:
    """Keeps what was typed, right or wrong; the step counts only when it is right."""
    blocks, today = visit.site.blocks, visit.world.clock.now().date()
    draft.values = values | blocks.from_account(visit.citizen, readonly_only=True)
    draft.errors = check(blocks.sections(procedure), draft.values, today)
    if not draft.errors and visit.world.faults.any_of(PopulationMismatch, FORM):
        draft.errors = {blocks.owner_id: NOT_IN_POPULATION}
    draft.passed("form", right=not draft.errors)
    visit.world.save_draft(draft)
