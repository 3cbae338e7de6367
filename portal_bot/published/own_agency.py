"""What the portal says of the desk's own agency: which procedures it serves, who may file them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portal_bot import clock
from portal_bot.errors import PortalChanged
from portal_bot.form.text import label_key
from portal_bot.portals.profile import Portal
from portal_bot.published.pulling import SERVED, rows_of
from portal_bot.published.shelf import Shelf
from portal_bot.published.told import ToldService

# Later than that it is no word of today's portal.
GOOD_FOR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class OthersMayFile:
    """Whether somebody else may file a procedure at this agency, and when the portal said so."""

    may: bool
    at: datetime


def services_of(shelf: Shelf) -> list[ToldService] | None:
    """What was answered to the agency's name; `None`: it was not asked for to the end.

    Raises:
        PortalChanged: an answer has another shape than is known.
    """
    return rows_of(shelf, SERVED, ToldService, "cơ quan thực hiện")


def of_own_agency(portal: Portal, services: Iterable[ToldService]) -> list[ToldService]:
    """The lines of the agency that the portal's profile names.

    Communes of several provinces have one name: where more than one agency is called so, nobody
    can tell which is the desk's, and there are none.
    """
    name = label_key(portal.agency.commune)
    named = [one for one in services if label_key(one.department_name).endswith(name)]
    return named if len({one.department_id for one in named}) == 1 else []


def others_may_file(portal: Portal, home: Path, code: str | None) -> OthersMayFile | None:
    """What the portal said when its interface was last pulled; `None`: nothing, or long ago."""
    shelf = Shelf(home, portal.name, fresh=GOOD_FOR)
    kept = shelf.fresh(SERVED, "0")
    if kept is None or code is None:
        return None
    try:
        own = of_own_agency(portal, services_of(shelf) or ())
    except PortalChanged:
        # Told of by `catalogue diff`; here it is no permission.
        return None
    line = next((one for one in own if one.formality_code == code), None)
    may = line.allow_authorization_to_submit if line else None
    return None if may is None else OthersMayFile(may, kept.at.astimezone(clock.VIETNAM))
