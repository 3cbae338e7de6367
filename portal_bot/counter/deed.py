"""One thing done with one dossier at the counter, as a journal keeps it: a row of its own.

A deed stands in the journal as a filing does, with its intent, its outcome and its history; its
`procedure` is the task, its `path` the dossier number, its `account` the officer. What a dossier's
history was when the deed was begun is part of its key: done again, after papers were brought, it
is another deed.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal_bot.catalogue.names import fold
from portal_bot.errors import SubmissionUncertain
from portal_bot.intake.identity import REFERENCE_LENGTH
from portal_bot.journal import Filing, JournalPort, Marks, State
from portal_bot.journal.seal import keyed, keyed_content
from portal_bot.portals.office_side import OfficeDossier, OfficeStep, Task, TaskValues

PREFIX = "VQ-"
LOOKED = "looked"


@dataclass(frozen=True, slots=True)
class DeedLook:
    """What the office's page showed right before the press, and what the deed was to leave there.

    Attributes:
        steps: how many lines the history had.
        basis: a keyed hash of them.
        officer: who was signed in, in full, as histories print it.
        unit: who is to resolve the dossier; empty: not asked.
        receiver: a keyed hash of who takes the result; empty: not asked.
    """

    steps: int
    basis: str
    officer: str
    unit: str = ""
    receiver: str = ""

    def as_detail(self) -> dict[str, Any]:
        """As the journal keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class DeedNames:
    """Names deeds at one portal, for one home.

    Attributes:
        secret: the home's.
        portal: the portal's name.
        world: the mock's world; empty for a real portal.
        origin: where the portal is.
    """

    secret: bytes = field(repr=False)
    portal: str
    world: str
    origin: str

    def basis(self, steps: Iterable[OfficeStep]) -> str:
        """What a history is compared by: nobody without the secret can try values against it."""
        lines = [f"{s.at.isoformat()}|{fold(s.by)}|{fold(s.what)}|{fold(s.state)}" for s in steps]
        return keyed(self.secret, "office steps", "\x1f".join(lines))

    def receiver(self, name: str) -> str:
        """What is kept of who takes a result."""
        return keyed(self.secret, "receiver", fold(name)) if name else ""

    def deed(self, record: OfficeDossier, task: Task, values: TaskValues, officer: str) -> Filing:
        """The deed that this task with this dossier would be now, not yet in any journal."""
        parts = (self.portal, self.world, record.number, task, len(record.steps))
        told = "\x1f".join([*map(str, parts), self.basis(record.steps)])
        key = keyed(self.secret, "deed", told)
        said = "\x1f".join((values.unit, values.receiver, values.note))
        return Filing(
            id=PREFIX + base64.b32encode(bytes.fromhex(key)).decode()[:REFERENCE_LENGTH],
            key=key,
            portal=self.portal,
            procedure=task.value,
            path=record.number,
            content_hash=keyed_content(self.secret, said),
            state=State.NEW,
            account=officer,
            marks=Marks(
                world=self.world,
                origin=self.origin,
                agency="",
                account=officer,
                file="",
                scans="",
                request="",
                days="",
                subject=(),
                deed=task.value,
            ),
        )


def open_deeds(journal: JournalPort, number: str, names: DeedNames) -> list[Filing]:
    """The deeds with a dossier of which it is not known what became, or how the office kept it."""
    return [
        deed
        for deed in journal.all()
        if deed.path == number
        and deed.was_sent
        and not deed.is_over
        and deed.is_at(names.portal, names.world)
    ]


def looked_of(history: Sequence[dict[str, Any]]) -> DeedLook:
    """What the last look before the press had shown.

    Raises:
        SubmissionUncertain: the journal has no line of it, so that nothing can be compared.
    """
    for event in reversed(history):
        if event["kind"] == LOOKED:
            return DeedLook(**{name: event[name] for name in DeedLook.__slots__})
    raise SubmissionUncertain("nhật ký không còn ghi hồ sơ ra sao lúc bấm")


def task_of(deed: Filing) -> Task:
    """Which task it is."""
    return Task(deed.procedure)
