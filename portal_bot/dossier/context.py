"""What a rule may know beside the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal_bot.dossier.model import Applicant
from portal_bot.dossier.places import Agency, Locality


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside the declaration: the day, the applicant and the office."""

    today: date
    applicant: Applicant | None = None
    agency: Agency | None = None

    def competent_for(self, place: Locality) -> bool:
        """Whether the office's commune is that of the place; true where no office is known."""
        here = self.agency
        return here is None or (here.province, here.district, here.commune) == (
            place.province,
            place.district,
            place.commune,
        )
