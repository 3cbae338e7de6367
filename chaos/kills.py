"""What is killed, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Victim(StrEnum):
    """Who dies by `kill -9`.

    `FREEZE`: instead the program is stopped past its click deadline; `TWIN`: instead the command is
    said twice at once, as by a double click.
    """

    NOBODY = "nobody"
    PROGRAM = "program"
    BROWSER = "browser"
    DRIVER = "driver"
    MOCK = "mock"
    FREEZE = "freeze"
    TWIN = "twin"


class By(StrEnum):
    """How a moment is known."""

    NEVER = "never"
    JOURNAL = "journal"
    WIRE = "wire"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Kill:
    """One column of the matrix.

    Attributes:
        victim: who dies.
        by: how the moment is known.
        moment: the journal event's kind, or the point on the wire.
        instead: the point on the wire for a program that keeps no journal of ours.
        late: whether it lies at the commit or after it.
    """

    victim: Victim
    by: By
    moment: str = ""
    instead: str | None = None
    late: bool = False

    @property
    def name(self) -> str:
        if self.victim is Victim.NOBODY:
            return "none"
        return f"{self.victim}@{self.moment or self.by}"


def _program(by: By, moment: str, instead: str | None = None, *, late: bool = False) -> Kill:
    return Kill(Victim.PROGRAM, by, moment, instead, late)


NONE = Kill(Victim.NOBODY, By.NEVER)
KILLS: tuple[Kill, ...] = (
    NONE,
    _program(By.JOURNAL, "attempt", "sign_in"),
    _program(By.WIRE, "form"),
    _program(By.WIRE, "upload"),
    _program(By.WIRE, "review"),
    _program(By.JOURNAL, "intent", "captcha", late=True),
    _program(By.WIRE, "commit", late=True),
    _program(By.WIRE, "commit_answer", late=True),
    _program(By.JOURNAL, "received", "result", late=True),
    # At the look before the click.
    _program(By.WIRE, "list", late=True),
    _program(By.WIRE, "record", late=True),
    _program(By.CHANCE, ""),
    Kill(Victim.BROWSER, By.WIRE, "commit", late=True),
    Kill(Victim.BROWSER, By.WIRE, "commit_answer", late=True),
    Kill(Victim.BROWSER, By.CHANCE),
    Kill(Victim.DRIVER, By.WIRE, "commit", late=True),
    Kill(Victim.MOCK, By.WIRE, "commit", late=True),
    Kill(Victim.MOCK, By.WIRE, "commit_answer", late=True),
    Kill(Victim.MOCK, By.CHANCE),
    Kill(Victim.FREEZE, By.JOURNAL, "intent", "captcha", late=True),
    Kill(Victim.TWIN, By.NEVER, "start"),
)
# Of whatever can die one, and each moment of the program from the intent to the receipt.
COMMIT_KILLS = frozenset(
    {
        "program@intent", "program@commit", "program@commit_answer", "program@received",
        "browser@commit", "driver@commit", "mock@commit", "twin@start",
    }
)  # fmt: skip
