"""A question of an online form, as far as public evidence names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """Known by its name, which the portal's page sends; labels were mostly not seen.

    Attributes:
        name: without the digits that the page adds.
        kind: how it is answered; of some dates it was not seen whether they are typed.
        account: the portal fills it in, from the account or by the agency.
    """

    name: str
    kind: Literal["text", "number", "date", "choice", "tick"]
    account: bool = False
