"""The office that works by itself: legal, seeded, the same whenever somebody looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from mock_portal.deadlines import is_working_day
from mock_portal.office.hours import HALVES
from mock_portal.office.playing import PlayedOffice
from mock_portal.office.states import FINAL, Status
from mock_portal.procedures import procedures
from mock_portal.records import Payment, Record
from mock_portal.settings import Settings
from mock_portal.world import World

from .offices import FRIDAY, does, dossier

SLUGS = [one.slug for one in procedures().values()]
WAYS = ("in_person", "postal", "electronic")
# What may follow on what, by the states' official numbers: written down for itself.
FOLLOWS = {
    1: {2, 3, 5},
    2: {4},
    4: {4, 5, 6, 9},
    5: {1, 2, 4, 8},
    6: {4, 8},
    9: {10},
}


def opened(seed: int = 0, office: str = "auto") -> tuple[World, PlayedOffice]:
    world = World(Settings(pace="instant", seed=seed, office=office))
    world.clock.set(FRIDAY, ticking=False)
    return world, PlayedOffice(world)


def filed(world: World, count: int = 60) -> list[Record]:
    """Dossiers of all procedures, every way of return, with and without money, over a week."""
    made = []
    for number in range(count):
        world.clock.set(FRIDAY + timedelta(hours=3 * number), ticking=False)
        fee = 15000 * (number % 3 != 0)
        due = Payment.DUE if number % 3 == 1 else Payment.COUNTER
        made.append(
            dossier(
                world,
                SLUGS[number % len(SLUGS)],
                delivery=WAYS[number % 3],
                fee=fee,
                payment=due if fee else Payment.NONE,
            )
        )
    return made


def days(world: World, office: PlayedOffice, count: int, *, answered: bool = False) -> None:
    """So many days pass, one after the other; citizens answer where they are asked to."""
    for _ in range(count):
        world.clock.set(world.clock.now() + timedelta(days=1), ticking=False)
        office.work()
        for record in list(world.records.values()) if answered else ():
            if record.status == Status.SUPPLEMENT:
                does(world, record, "supplement", note="Đã bổ sung")
            if record.status == Status.PAYMENT:
                does(world, record, "pay")


def told(world: World) -> list[tuple[object, ...]]:
    return [(m.to, m.channel, m.text, m.at) for m in world.outbox]


def histories(world: World) -> list[object]:
    return [(r.number, r.status, r.due, r.history) for r in world.records.values()]


def steps(record: Record) -> Iterator[tuple[int, int]]:
    return pairwise(Status(event.status).number for event in record.history)


@pytest.mark.parametrize("seed", [0, 1, 7])
@pytest.mark.parametrize("answered", [False, True])
def test_sixty_dossiers_end_in_legal_states_by_legal_ways(seed: int, answered: bool) -> None:
    world, office = opened(seed)
    records = filed(world)
    days(world, office, 200, answered=answered)
    assert {record.status for record in records} <= FINAL
    for record in records:
        for before, after in steps(record):
            paid_meanwhile = before == after
            assert paid_meanwhile or after in FOLLOWS[before], (record.number, before, after)
        moments = [event.at for event in record.history]
        assert moments == sorted(moments)
        assert (record.handling.result is not None) == (record.status == Status.RETURNED)
        assert record.handling.paused_on == ""
        if answered and record.status == Status.RETURNED:
            assert record.payment in {Payment.PAID, Payment.NONE} or (
                record.payment == Payment.COUNTER and record.delivery["method"] != "in_person"
            )
    ends = Counter(record.status for record in records)
    assert ends[Status.RETURNED] >= (45 if answered else 20), ends


def test_over_many_dossiers_everything_happens() -> None:
    world, office = opened(3)
    records = filed(world, 400)
    days(world, office, 300, answered=True)
    done = Counter(event.action for record in records for event in record.history)
    for action in (
        "receive", "refuse", "forward", "request_supplement", "supplement", "require_payment",
        "pay", "propose", "send_back", "sign", "return", "apologise",
    ):  # fmt: skip
        assert done[action], action
    granted = Counter(r.handling.result.granted for r in records if r.handling.result)
    assert granted[True] > 10 * granted[False] > 0
    late = [r for r in records if r.handling.result and r.handling.result.at[:10] > r.due]
    assert 0 < len(late) < len(records) / 10


def test_it_works_in_office_hours_alone() -> None:
    world, office = opened()
    records = filed(world)
    days(world, office, 200)
    for record in records:
        for event in record.history[1:]:
            at = datetime.fromisoformat(event.at)
            assert is_working_day(at.date()), at
            assert any(opens <= at.time() <= closes for opens, closes in HALVES), at
            assert event.by, "an officer is named"


def test_the_same_seed_gives_the_same_office_and_another_another() -> None:
    found = []
    for seed in (4, 4, 5):
        world, office = opened(seed)
        filed(world)
        days(world, office, 60, answered=True)
        found.append((histories(world), told(world)))
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_it_does_not_matter_when_somebody_looks() -> None:
    worlds = []
    for every in (1, 12):
        world, office = opened(2)
        filed(world)
        for _ in range(0, 60, every):
            world.clock.set(world.clock.now() + timedelta(days=every), ticking=False)
            office.work()
        worlds.append((histories(world), told(world)))
    assert worlds[0] == worlds[1]
    moments = [str(at) for _, _, _, at in worlds[0][1]]
    assert moments == sorted(moments)


def test_by_hand_nothing_happens_by_itself() -> None:
    world, office = opened(office="")
    filed(world, 3)
    days(world, office, 30)
    assert office.work() == 0
    assert {record.status for record in world.records.values()} == {Status.NEW}


def test_it_can_be_switched_and_a_new_world_is_as_the_command_line_said() -> None:
    world, office = opened(office="")
    filed(world, 3)
    office.switch(on=True, seed=9)
    world.clock.set(FRIDAY + timedelta(days=9), ticking=False)
    assert office.work() > 3
    assert (office.on, office.seed) == (True, 9)
    world.reset()
    assert office.work() == 0
    assert (office.on, office.seed) == (False, 0)


def test_a_new_world_is_not_taken_for_the_old_one() -> None:
    world, office = opened(1)
    filed(world, 5)
    days(world, office, 5)
    world.reset()
    world.clock.set(FRIDAY, ticking=False)
    filed(world, 5)
    days(world, office, 5)
    fresh, other = opened(1)
    filed(fresh, 5)
    days(fresh, other, 5)
    assert histories(world) == histories(fresh)


def test_people_may_work_beside_it() -> None:
    world, office = opened()
    record = filed(world, 1)[0]
    does(world, record, "receive", "motcua")
    days(world, office, 1)
    does(world, record, "withdraw", note="Không cần nữa") if record.status not in FINAL else None
    days(world, office, 5)
    assert record.status in {Status.STOPPED, Status.RETURNED}


def test_a_clock_that_is_set_back_undoes_nothing() -> None:
    world, office = opened()
    filed(world, 20)
    days(world, office, 10)
    before = histories(world)
    world.clock.set(FRIDAY, ticking=False)
    assert office.work() == 0
    assert histories(world) == before


def test_what_a_year_left_is_worked_off_at_once() -> None:
    world, office = opened(11)
    filed(world, 600)
    days(world, office, 40, answered=True)
    world.clock.set(world.clock.now() + timedelta(days=300), ticking=False)
    office.work()
    open_ = [r for r in world.records.values() if r.status not in FINAL]
    assert open_ == []
    assert office.work() == 0
