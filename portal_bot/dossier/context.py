"""What a rule may know beside the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal_bot.catalogue.names import fold
from portal_bot.dossier.model import Applicant
from portal_bot.dossier.places import OF_2022, Agency, Locality


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside the declaration: the day, the applicant and the office.

    Attributes:
        tree: the year whose communes the portal wants (`places`).
    """

    today: date
    applicant: Applicant | None = None
    agency: Agency | None = None
    tree: int = OF_2022

    def competent_for(self, place: Locality) -> bool:
        """Whether the office's commune is that of the place; true where no office is known."""
        here = self.agency
        return here is None or here.sent == place.sent

    def office_named_in(self, text: str) -> bool:
        """Whether a text names the office's commune, or one that was merged into it; true where
        no office is known.
        """
        said = fold(text.replace(",", " "))
        return self.agency is None or any(fold(name) in said for name in self.agency.known_as)
