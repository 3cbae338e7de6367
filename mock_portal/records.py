"""Drafts on their way through the steps, and the dossiers that were received."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from .fees import FeeLine
from .office.handling import Event, Handling
from .office.states import Status
from .values import KeptSection, ledger


class Payment(StrEnum):
    """Whether money is due, and where."""

    NONE = "Không phải nộp"
    COUNTER = "Nộp trực tiếp tại quầy"
    DUE = "Chờ thanh toán"
    PAID = "Đã thanh toán"


@dataclass(frozen=True, slots=True)
class Paper:
    """One uploaded file; its content is hashed, not kept."""

    id: str
    row: str
    file_name: str
    size: int
    sha256: str
    # What its row prints, where that is not the whole name.
    shown: str = ""
    # Whether the record offers it back.
    offered: bool = False

    @property
    def label(self) -> str:
        return self.shown or self.file_name


@dataclass(slots=True)
class Draft:
    """A dossier being made; it outlives the session that began it."""

    sid: str
    slug: str
    username: str
    agency: tuple[str, ...]
    created_at: str
    values: dict[str, str] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    delivery: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    cancelled: bool = False
    # How its form differs from the usual one (`version2.change_of`).
    form_change: str = ""
    # Of the moment only, never written to disk:
    errors: dict[str, str] = field(default_factory=dict)
    captcha_id: str = ""
    captcha_right_at: datetime | None = None

    def passed(self, step: str, *, right: bool) -> None:
        """A step counts while what was last said in it is right."""
        if step in self.steps:
            self.steps.remove(step)
        if right:
            self.steps.append(step)

    def papers_of(self, row: str) -> list[Paper]:
        return [paper for paper in self.papers if paper.row == row]

    def other_rows(self) -> list[str]:
        """The keys of the rows added under "Giấy tờ khác"."""
        named = {k.removesuffix("_name") for k in self.rows if k.startswith("other-")}
        return sorted(named | {p.row for p in self.papers if p.row.startswith("other-")})

    def as_dict(self) -> dict[str, Any]:
        raw = asdict(self)
        for name in ("errors", "captcha_id", "captcha_right_at"):
            del raw[name]
        return raw

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Draft:
        papers = [Paper(**paper) for paper in raw["papers"]]
        return cls(**{**raw, "papers": papers, "agency": tuple(raw["agency"])})


@dataclass(slots=True)
class Record:
    """A dossier as the portal really stored it."""

    number: str
    sid: str
    slug: str
    code: str
    title: str
    account: str
    owner: str
    agency: str
    sections: tuple[KeptSection, ...]
    papers: tuple[dict[str, Any], ...]
    delivery: dict[str, Any]
    fee_lines: tuple[FeeLine, ...]
    fee: int
    payment: str
    received_at: str
    due: str
    status: Status = Status.NEW
    history: list[Event] = field(default_factory=list)
    handling: Handling = field(default_factory=Handling)
    # On the list only after the portal's lag; not written to disk.
    listed_from: float = 0.0

    @property
    def count(self) -> int:
        """Which dossier of the world it is, from its number."""
        return int(self.number.rsplit("-", 1)[1])

    @property
    def received(self) -> datetime:
        return datetime.fromisoformat(self.received_at)

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.due)

    @property
    def delivery_label(self) -> str:
        return str(self.delivery["label"])

    def submission(self) -> dict[str, Any]:
        """The entry of the ledger that tests read."""
        return {
            "number": self.number,
            "procedure": self.slug,
            "code": self.code,
            "account": self.account,
            "agency": self.agency,
            "fields": ledger(self.sections),
            "papers": [_paper_entry(paper) for paper in self.papers],
            "delivery": self.delivery,
            "fee": self.fee,
            "payment": self.payment,
            "received_at": self.received_at,
            "due_at": self.due,
            "status": self.status,
            **({"supplements": self.supplements()} if self.handling.supplements else {}),
        }

    def supplements(self) -> list[dict[str, Any]]:
        """What was added to it later."""
        return [
            {"at": one.at, "note": one.note, "papers": [_paper_entry(p) for p in one.papers]}
            for one in self.handling.supplements
        ]

    def as_dict(self) -> dict[str, Any]:
        raw = asdict(self)
        del raw["listed_from"]
        return raw

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Record:
        made = {
            "sections": tuple(KeptSection.from_dict(s) for s in raw["sections"]),
            "papers": tuple(raw["papers"]),
            "fee_lines": tuple(FeeLine(**line) for line in raw["fee_lines"]),
            "history": [Event(**event) for event in raw["history"]],
            "handling": Handling.from_dict(raw.get("handling", {})),
            "status": Status(raw["status"]),
        }
        return cls(**{**raw, **made})


def _paper_entry(paper: dict[str, Any]) -> dict[str, Any]:
    return {name: paper[name] for name in ("row", "file_name", "size", "sha256")}
