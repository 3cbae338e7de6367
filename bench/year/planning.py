"""What a year's dossiers meet, drawn from a seed before it begins."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from bench.year.shifted import cases
from portal_bot.catalogue.calendar import is_working_day
from portal_bot.moments import VIETNAM

# How a dossier is filed: by the library; by a program that is killed; with its answer lost on the
# way; or not at all, for its check refuses it.
Way = Literal["plain", "killed", "answer_lost", "refused"]
Mishap = Literal["renumber", "merge", "remove", "change"]
MISHAPS: tuple[Mishap, ...] = ("renumber", "merge", "remove", "change")
MORNING = 9
# How often, of all dossiers; at least one of each.
_WAYS: Mapping[Way, float] = {"killed": 0.04, "answer_lost": 0.04, "refused": 0.03}
_WITHDRAWN, _ANSWERED, _PAID, _AGAIN, _COUNTER = 0.04, 0.85, 0.8, 0.1, 0.15


@dataclass(frozen=True, slots=True)
class Errand:
    """One dossier and what its citizen and the desk do about it.

    Attributes:
        number: its place in the year.
        choice: the fixtures of its procedure, the one to be tried first at the front.
        at: when it is filed.
        way: how.
        answers: whether papers are brought when the office asks for them.
        pays: whether money is paid when the office asks for it.
        withdraws: after so many days the citizen takes it back; `None`: never.
        again: whether the same file is said again at the next round.
        counter: whether the desk itself receives and forwards it, and hands out its result.
        mishap: what befalls it at the office beside the rules.
    """

    number: int
    choice: tuple[Path, ...]
    at: datetime
    way: Way
    answers: bool
    pays: bool
    withdraws: int | None
    again: bool
    counter: bool
    mishap: Mishap | None

    @property
    def name(self) -> str:
        """Its file's name."""
        return f"{self.number:04}-{self.choice[0].parent.name}.yaml"


@dataclass(frozen=True, slots=True)
class Plan:
    """A year.

    Attributes:
        errands: the dossiers.
        rounds: the mornings on which the desk is open while dossiers come, in order.
        gap: so many working days lie between two of them, and between those that follow until
            nothing is left to do at the office.
    """

    errands: tuple[Errand, ...]
    rounds: tuple[datetime, ...]
    gap: int

    def of(self, at: datetime) -> tuple[Errand, ...]:
        """Those that are filed in a round."""
        return tuple(errand for errand in self.errands if errand.at == at)


def drawn(count: int, seed: int, *, first: date, days: int, filing_rounds: int, gap: int) -> Plan:
    """A plan.

    Args:
        count: how many dossiers, over all procedures in turn.
        seed: throws the dice.
        first: the first day of the year.
        days: how long dossiers come.
        filing_rounds: on how many of its rounds.
        gap: so many working days lie between two rounds.
    """
    dice = random.Random(seed)  # noqa: S311 - a plan, repeatable
    rounds = tuple(_mornings(first, days, gap))
    with_dossiers = [rounds[len(rounds) * n // filing_rounds] for n in range(filing_rounds)]
    kinds, ways = cases(), _ways(count, dice)
    withdrawn = set(dice.sample(range(count), max(1, round(_WITHDRAWN * count))))
    errands = []
    for number in range(count):
        own = list(kinds[number % len(kinds)])
        case = own.pop(number // len(kinds) % len(own))
        befallen = next((one for one in MISHAPS if one == ways[number]), None)
        errands.append(
            Errand(
                number=number,
                choice=(case, *own),
                at=with_dossiers[number * filing_rounds // count],
                way=next((one for one in _WAYS if one == ways[number]), "plain"),
                answers=dice.random() < _ANSWERED,
                pays=dice.random() < _PAID,
                withdraws=dice.randint(0, 4) if number in withdrawn and befallen is None else None,
                again=dice.random() < _AGAIN,
                counter=dice.random() < _COUNTER and befallen is None,
                mishap=befallen,
            )
        )
    return Plan(tuple(errands), rounds, gap)


def _ways(count: int, dice: random.Random) -> list[Way | Mishap]:
    """Of each dossier how it is filed, or that it is filed plainly and what befalls it then."""
    deck: list[Way | Mishap] = [*MISHAPS]
    for way, share in _WAYS.items():
        deck += [way] * max(1, round(share * count))
    deck += ["plain"] * (count - len(deck))
    dice.shuffle(deck)
    return deck


def _mornings(first: date, days: int, gap: int) -> list[datetime]:
    working = [day for n in range(days) if is_working_day(day := first + timedelta(days=n))]
    return [datetime(d.year, d.month, d.day, MORNING, tzinfo=VIETNAM) for d in working[::gap]]
