"""A form that a page shows in a frame of another origin, where its cookie does not go."""

from __future__ import annotations

from dataclasses import dataclass

from .people import Session
from .records import Draft


@dataclass(frozen=True, slots=True)
class OpenForm:
    """One such form: the ticket in its address stands for whose it is."""

    session: Session
    draft: Draft
    form: str
