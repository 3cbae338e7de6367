"""From a checked dossier to what a platform is asked to file."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.checking import Checked
from portal_bot.dossier.entries import Entry, entries
from portal_bot.dossier.spec import specs
from portal_bot.portals.base import Paper, Platform, Request
from portal_bot.portals.profile import Agency, Portal


def make_request(checked: Checked, portal: Portal, reference: str) -> Request:
    """What is to be filed, in the platform's terms. The dossier must have passed its check."""
    dossier, flow = checked.dossier, checked.flow
    assert dossier is not None and flow is not None
    titles = {spec.name: spec.title for spec in specs(flow.papers)}
    named = dossier.agency or portal.agency
    agency = Agency(province=named.province, district=named.district, commune=named.commune)
    return Request(
        code=flow.code,
        title=flow.title,
        agency=agency,
        applicant=dossier.applicant,
        reference=reference,
        papers=tuple(Paper(titles[key], tuple(files)) for key, files in checked.papers.items()),
        delivery=dossier.delivery,
    )


def expected(checked: Checked, request: Request, platform: Platform) -> tuple[Entry, ...]:
    """Every value that the portal must hold: the declaration's, and the portal's own blocks'."""
    assert checked.declaration is not None
    return (*platform.own_entries(request), *entries(checked.declaration))
