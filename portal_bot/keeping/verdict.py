"""What a look at a home found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeptFault:
    """Something that is not as it was kept.

    Attributes:
        what: a stable English word: `changed`, `missing`, `added`, `reordered`, `unsigned`, `key`,
            `older`.
        where: the file, or the filing's id.
        words: for people, in Vietnamese.
    """

    what: str
    where: str
    words: str


@dataclass(slots=True)
class KeptVerdict:
    """What was looked at, and what was found.

    Attributes:
        faults: what is not as it was kept.
        remarks: what is unfinished or could not be looked at, and is no fault.
        filings: how many filings.
        pieces: how many files.
    """

    faults: list[KeptFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    filings: int = 0
    pieces: int = 0

    def add(self, what: str, where: object, words: str) -> None:
        """Notes a fault."""
        self.faults.append(KeptFault(what, str(where), words))
