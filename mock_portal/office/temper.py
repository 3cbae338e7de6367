"""What a plausible office does next with a dossier, and when: from the dossier and a seed alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..clock import VIETNAM
from ..deadlines import add_working_days, is_working_day
from ..dice import dice
from ..procedures import by_slug
from ..records import Payment, Record
from . import terms
from .actions import Order
from .deeds import ON_REQUEST
from .hours import HALVES, after_work
from .officers import Officer, Role, officer_of
from .reasons import DECLINED, LATE, NOT_PAID, NOT_SUPPLEMENTED, REFUSED, SENT_BACK, WANTING
from .states import FINAL, Status

# How often, each time that it could happen: the office's temper, invented.
REFUSES = 0.05
ASKS_AT_ARRIVAL = 0.10
ASKS_AT_WORK = 0.08
PAYS_AT_THE_END = 0.4
DECLINES = 0.04
SENDS_BACK = 0.05
LATE_WITH_LETTER = 0.06
LATE_WITHOUT = 0.02
MOST_ASKED = 2


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next, when, by whom."""

    at: datetime
    order: Order
    by: Officer


@dataclass(frozen=True, slots=True)
class Look:
    """A dossier as the office finds it, with the dice that fall for it now."""

    record: Record
    rng: random.Random
    # When the last thing happened to it.
    since: datetime

    def after(self, least: float, most: float, since: datetime | None = None) -> datetime:
        """So many hours of work later."""
        return after_work(since or self.since, timedelta(hours=self.rng.uniform(least, most)))

    def opening(self, day: date) -> datetime:
        """When the office opens on a day, or the next, but not before what has happened."""
        moment = max(datetime.combine(day, HALVES[0][0], VIETNAM), self.since)
        return moment if is_working_day(moment.date()) else after_work(moment, timedelta(0))

    @property
    def asked_before(self) -> int:
        """How often the citizen was asked for papers."""
        return sum(event.action == "request_supplement" for event in self.record.history)

    @property
    def fetched(self) -> bool:
        """Whether the citizen comes for the result."""
        return bool(self.record.delivery["method"] == "in_person")


def next_step(record: Record, seed: int) -> Step | None:
    """What is done next with a dossier; nothing when it has ended."""
    if record.status in FINAL:
        return None
    rng = dice(f"{seed} {record.count} {len(record.history)}")
    since = datetime.fromisoformat(record.history[-1].at)
    return _NEXT[record.status](Look(record, rng, since))


def _counter(at: datetime, order: Order) -> Step:
    return Step(at, order, officer_of(Role.COUNTER))


def _arrived(look: Look) -> Step:
    at, chance = look.after(0.2, 6), look.rng.random()
    if chance < REFUSES:
        return _counter(at, Order("refuse", look.rng.choice(REFUSED)))
    if chance < REFUSES + ASKS_AT_ARRIVAL and look.asked_before < MOST_ASKED:
        return _counter(at, _asking(look, at))
    return _counter(at, Order("receive"))


def _asking(look: Look, at: datetime) -> Order:
    """For papers of this dossier again, or for one that it does not have."""
    reason, other = look.rng.choice(WANTING)
    own = [str(paper["row"]) for paper in look.record.papers]
    papers = (look.rng.choice(own),) if own and not other else (other or "Giấy tờ kèm theo",)
    until = add_working_days(terms.day_of(at), look.rng.randint(5, 15))
    return Order("request_supplement", reason, papers=papers, until=until)


def _received(look: Look) -> Step:
    return _counter(look.after(0.1, 3), Order("forward"))


def _going(look: Look) -> Step:
    if look.record.handling.proposal is not None:
        return _signing(look)
    by, chance = officer_of(Role.SPECIALIST, look.record.handling.unit), look.rng.random()
    if look.record.payment == Payment.DUE and not (look.fetched and chance < PAYS_AT_THE_END):
        return Step(look.after(0.2, 3), Order("require_payment"), by)
    if chance > 1 - ASKS_AT_WORK and look.asked_before < MOST_ASKED:
        at = look.after(0.5, 6)
        return Step(at, _asking(look, at), by)
    return _proposing(look, by)


def _signing(look: Look) -> Step:
    at, leader = look.after(0.3, 3), officer_of(Role.LEADER)
    if look.rng.random() < SENDS_BACK:
        return Step(at, Order("send_back", look.rng.choice(SENT_BACK)), leader)
    return Step(at, Order("sign"), leader)


def _proposing(look: Look, by: Officer) -> Step:
    """In time as a rule; else with a letter and a new day, or late without a word."""
    late, due = look.rng.random(), look.record.due_on
    if late < LATE_WITH_LETTER and look.record.handling.apology is None:
        at = look.opening(due)
        day = add_working_days(max(due, terms.day_of(at)), look.rng.randint(1, 4))
        return Step(at, Order("apologise", look.rng.choice(LATE), day=day), by)
    at = _in_time(look)
    if late > 1 - LATE_WITHOUT:
        at = look.after(8, 24, look.opening(due))
    if look.rng.random() < DECLINES:
        return Step(at, Order("propose", look.rng.choice(DECLINED), granted=False), by)
    return Step(at, Order("propose", by_slug(look.record.slug).result), by)


def _in_time(look: Look) -> datetime:
    """Somewhere in what is left of the term, with time to sign; at once where nothing is left."""
    last = datetime.combine(look.record.due_on, time(10), VIETNAM)
    left = max(timedelta(0), last - look.since)
    return look.after(0.1, 0.5, look.since + left * look.rng.uniform(0.1, 0.9))


def _ending(look: Look, until: str, note: str) -> Step:
    """Ends a dossier whose citizen did not answer in time."""
    opens = look.opening(add_working_days(date.fromisoformat(until), 1))
    return _counter(look.after(0.5, 6, opens), Order("stop", note))


def _supplement(look: Look) -> Step:
    asked = look.record.handling.asked
    return _ending(look, asked.until if asked else look.record.due, NOT_SUPPLEMENTED)


def _payment(look: Look) -> Step:
    return _ending(look, look.record.handling.pay_until or look.record.due, NOT_PAID)


def _withdrawn(look: Look) -> Step:
    return _counter(look.after(0.5, 6), Order("stop", ON_REQUEST))


def _resolved(look: Look) -> Step:
    """In person when the citizen comes; else it is sent."""
    at = look.after(0.5, 30 if look.fetched else 4)
    return _counter(at, Order("return", receiver=look.record.owner if look.fetched else ""))


_NEXT: Mapping[Status, Callable[[Look], Step]] = {
    Status.NEW: _arrived,
    Status.RECEIVED: _received,
    Status.IN_PROGRESS: _going,
    Status.SUPPLEMENT: _supplement,
    Status.PAYMENT: _payment,
    Status.WITHDRAWN: _withdrawn,
    Status.RESOLVED: _resolved,
}
