"""What a filing of a sample dossier would write on its sheets, without a portal."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from portal_bot import clock, registry
from portal_bot.catalogue import outlook
from portal_bot.checking import check_paths
from portal_bot.dossier.entries import Entry
from portal_bot.dossier.spec import specs
from portal_bot.evidence.handed_in import HandedIn
from portal_bot.evidence.proof_sheet import Sheet, pictured
from portal_bot.evidence.slip_page import Slip
from portal_bot.form import Comparison
from portal_bot.form.comparison import ComparedRow
from portal_bot.form.values import printed
from portal_bot.intake.ready import Ready
from portal_bot.journal import Due, Receipt
from portal_bot.portals.igate_v1.declaration import own_entries
from portal_bot.portals.profile import Portal, load
from portal_bot.portals.profile_parts import AgencyPath
from portal_bot.portals.roles import Paper, Request
from tests.support.days import moment_of

NUMBER = "H45.22243-261120-0007"
OWED = Due(24_000, "Phí cấp bản sao trích lục", "Nộp trực tiếp tại quầy")


def ready_of(case: Path, portal: Portal | None = None) -> Ready:
    office = portal.office if portal else None
    (checked,) = check_paths([case], today=moment_of(case).date(), office=office)
    assert checked.ok, checked.problems
    return Ready.of(checked)


def request_of(ready: Ready, portal: Portal) -> Request:
    titles = {spec.name: spec.title for spec in specs(ready.flow.papers)}
    at = ready.dossier.agency or portal.office
    return Request(
        code=ready.flow.code,
        title=ready.flow.title,
        agency=AgencyPath.of(at.sent),
        applicant=ready.dossier.applicant,
        reference="PB-AAAAAAAAAA",
        papers=tuple(Paper(titles[key], tuple(files)) for key, files in ready.papers.items()),
        delivery=ready.dossier.delivery,
    )


def shown(entry: Entry, found: str | None = None) -> ComparedRow:
    """A row as the review screen shows it; `found` where it shows something else."""
    wanted = printed(entry.value)
    seen = wanted if found is None else found
    return ComparedRow(entry, entry.label, wanted, seen, found is None, sent_as=(entry.path,))


def sheet_of(case: Path, *, due: Due | None = OWED, communes: Literal[2022, 2025] = 2022) -> Sheet:
    portal = load("mock").model_copy(update={"communes": communes})
    ready = ready_of(case, portal)
    request = request_of(ready, portal)
    facts = registry.facts(ready.flow)
    assert facts is not None
    at = moment_of(case)
    days = portal.days_of_post
    return Sheet(
        portal=portal,
        request=request,
        comparison=Comparison(
            shown(entry)
            for entry in (*own_entries(request, portal.reference_field), *ready.entries)
        ),
        posted={},
        passed=(),
        stopped=(),
        due=due,
        draft="sid=1",
        at=clock.now(),
        papers=pictured(request),
        outlook=outlook(facts, ready.declaration, at, days, sent=request.is_sent),
    )


def slip_of(case: Path, number: str = NUMBER, *, due: Due | None = OWED) -> Slip:
    portal = load("mock")
    request = request_of(ready_of(case), portal)
    handed_in = HandedIn.of(request, replace_address(portal))
    receipt = Receipt(number, "2026-11-20T09:00:00+07:00", "2026-11-23T00:00:00+07:00")
    return Slip(portal, request.title, receipt, due, handed_in)


def replace_address(portal: Portal) -> Portal:
    """Where a run found it, which is not where its profile says."""
    return portal.model_copy(update={"address": "http://127.0.0.1:4321"})
