"""What the office knows of a dossier besides what was filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a dossier: when, what it is since then, in whose words; `told` to the citizen."""

    at: str
    status: str
    note: str = ""
    by: str = ""
    action: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What the citizen is asked to add, by when; `before` is what the dossier was until then."""

    at: str
    reason: str
    papers: tuple[str, ...]
    until: str
    before: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """Papers that were added to a dossier at one time."""

    at: str
    note: str
    papers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Apology:
    """A letter with a new day, because the appointed one cannot be kept."""

    at: str
    reason: str
    before: str
    due: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, proposed or signed: granted or declined, in which words."""

    at: str
    by: str
    granted: bool
    words: str


@dataclass(slots=True)
class Handling:
    """All of it; dates and times in ISO 8601."""

    unit: str = ""
    # The day on which the term began to stand still; empty while it runs.
    paused_on: str = ""
    # The day that was appointed first, once it was moved.
    first_due: str = ""
    asked: Asked | None = None
    pay_until: str = ""
    supplements: list[Supplement] = field(default_factory=list)
    apology: Apology | None = None
    proposal: Outcome | None = None
    result: Outcome | None = None
    returned_to: str = ""
    # The citizen is shown a draft of the certificate: until when they may object, and their yes.
    confirm_until: str = ""
    confirmed: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Handling:
        made: dict[str, Any] = dict(raw)
        if made.get("asked"):
            made["asked"] = Asked(**{**made["asked"], "papers": tuple(made["asked"]["papers"])})
        if made.get("apology"):
            made["apology"] = Apology(**made["apology"])
        for name in ("proposal", "result"):
            if made.get(name):
                made[name] = Outcome(**made[name])
        made["supplements"] = [
            Supplement(**{**one, "papers": tuple(one["papers"])})
            for one in made.get("supplements", ())
        ]
        return cls(**made)
