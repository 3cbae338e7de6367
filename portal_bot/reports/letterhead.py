"""What an official paper says above and below its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who reports to whom; what is empty is left to be filled in.

    Attributes:
        agency: who issues it: “Ủy ban nhân dân xã …”.
        above: the body above it.
        place: where it is signed.
        to: to whom it goes.
    """

    agency: str = ""
    above: str = ""
    place: str = ""
    to: str = ""
