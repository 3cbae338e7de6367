"""The slip that the citizen takes home (giấy hẹn): A5, a sheet a dossier, with a QR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portal_bot.catalogue.forecast import ByPost
from portal_bot.evidence.citizen_words import (
    opening_hours,
    to_follow,
    to_pay,
    way_back,
)
from portal_bot.moments import in_vietnam, moment, stamp
from portal_bot.page_template import page_template

if TYPE_CHECKING:
    from datetime import date

    from portal_bot.evidence.handed_in import HandedIn
    from portal_bot.journal import Due, Receipt
    from portal_bot.portals.profile import Portal

TITLE = "Giấy hẹn"
# With so many letters to say they are smaller.
_MANY = 900


@dataclass(frozen=True, slots=True)
class Slip:
    """What one slip says.

    Attributes:
        portal: which portal has the dossier.
        title: the procedure's.
        receipt: number, when received, when due.
        due: what is to be paid; `None`: nobody knows.
        handed_in: what was handed in; `None`: what was kept of it is gone, or is older than slips.
    """

    portal: Portal
    title: str
    receipt: Receipt
    due: Due | None
    handed_in: HandedIn | None

    @property
    def look_up(self) -> str:
        """Where anybody sees how it stands; empty: nobody has said."""
        origin = self.handed_in.origin if self.handed_in else ""
        return self.portal.look_up(self.receipt.number, origin)

    @property
    def post(self) -> ByPost | None:
        """What the post adds; `None`: the result is not sent."""
        if self.handed_in is None or self.handed_in.method != "postal":
            return None
        return ByPost.after(_day(self.receipt.due_at), self.portal.days_of_post)


def slips_page(slips: Sequence[Slip], made: datetime) -> str:
    """A page to print, a sheet of A5 a dossier.

    Args:
        slips: the dossiers.
        made: when it is made.
    """
    page = page_template("portal_bot.evidence", "slips.html.j2")
    return page.render(title=TITLE, slips=[_told(slip) for slip in slips], made=stamp(made))


def _told(slip: Slip) -> dict[str, object]:
    handed_in, portal, look_up = slip.handed_in, slip.portal, slip.look_up
    told: dict[str, object] = {
        "practice": portal.practice,
        "portal": portal.title,
        "title": slip.title,
        "number": slip.receipt.number,
        "received": moment(slip.receipt.received_at),
        "due": moment(slip.receipt.due_at),
        "qr": _qr(look_up or slip.receipt.number),
        "pay": to_pay(slip.due),
        "handed_in": handed_in,
        "many": False,
    }
    if handed_in is None:
        return told
    said = {
        "back": way_back(handed_in, portal, slip.post),
        "follow": tuple(to_follow(handed_in, portal, look_up)),
        "hours": opening_hours(handed_in, portal),
    }
    length = sum(map(len, (slip.title, *handed_in.papers, *said["back"], *said["follow"])))
    return told | said | {"many": length > _MANY}


def _qr(text: str) -> str:
    """Its picture as a `data:` address, with the white margin that readers need."""
    import segno  # only where a slip is printed

    made: str = segno.make(text, error="m", micro=False).svg_data_uri(border=4)
    return made


def _day(at: str | None) -> date | None:
    try:
        return in_vietnam(datetime.fromisoformat(at)).date() if at else None
    except ValueError:
        return None
