"""What was handed in, as the citizen's slip tells it: kept once the portal has received it.

The slip is printed from this and from the journal, and never from the dossier's file: that may have
been changed, moved or thrown away by then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot.strongbox.box import bare, box_of

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.roles import Request

HANDED_IN = "handed-in.json"
# A filing's folder lies so deep in its home.
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One dossier, as far as its owner is told of it on paper.

    Attributes:
        title: the procedure's.
        code: its national code.
        owner: whose dossier it is.
        province: of the agency, and so on.
        district: likewise.
        commune: likewise.
        papers: how many files of each paper.
        method: how the result comes back, as the dossier says it.
        recipient: who takes a letter.
        phone: the letter carrier calls there.
        letter_to: where a letter goes.
        origin: where the portal was.
    """

    title: str
    code: str
    owner: str
    province: str
    district: str
    commune: str
    papers: Mapping[str, int]
    method: str
    recipient: str
    phone: str
    letter_to: str
    origin: str

    @classmethod
    def of(cls, request: Request, portal: Portal) -> HandedIn:
        """Of what is asked of a portal."""
        agency, to = request.agency, request.letter_to
        return cls(
            title=request.title,
            code=request.code,
            owner=request.applicant.full_name,
            province=agency.province,
            district=agency.district,
            commune=agency.commune,
            papers={paper.row: len(paper.files) for paper in request.papers if paper.files},
            method=request.delivery.method.value,
            recipient=request.recipient.full_name,
            phone=request.recipient.phone,
            letter_to=", ".join(reversed([level.sent for level in to.levels])),
            origin=portal.address,
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @property
    def agency(self) -> str:
        """The office, as people name it."""
        own = f"UBND {self.commune[:1].lower()}{self.commune[1:]}"
        return ", ".join(filter(None, (own, self.district)))


def kept_in(folder: Path) -> HandedIn | None:
    """What a filing's evidence holds of it, the newest; `None`: nothing that can be read.

    Args:
        folder: the filing's evidence.
    """
    if len(folder.parents) <= _DEPTH:
        return None
    box = box_of(folder.parents[_DEPTH])
    found = {bare(file) for file in folder.glob(f"{Path(HANDED_IN).stem}*.json*")}
    for file in sorted(found, key=lambda p: (len(p.name), p), reverse=True):
        try:
            return HandedIn(**json.loads(box.read(file)))
        except (OSError, ValueError, TypeError):
            continue
    return None
