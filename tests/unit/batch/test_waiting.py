"""A dossier that needs a person waits aside; the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from portal_bot.batch import waiting
from portal_bot.batch.slots import Slot, Slots
from portal_bot.batch.waiting import Guest, PatientHuman, WaitingRoom
from portal_bot.errors import HumanNeeded
from portal_bot.human import ABOUT


@pytest.fixture(autouse=True)
def _no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "GRACE_S", 0.0)


class Person:
    """Answers when the test says so; remembers what was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[str, asyncio.Future[str]] = {}

    async def otp(self, sent_to: str) -> str:
        self.asked.append((ABOUT.get(), sent_to))
        self.answers[sent_to] = asyncio.get_running_loop().create_future()
        return await self.answers[sent_to]

    captcha: Any = None
    confirm: Any = None
    vneid: Any = None


class Hall:
    """A room, slots, and dossiers that ask for a code."""

    def __init__(self, *, slots: int = 1, pages: int = 8, patience_s: float = 60) -> None:
        self.slots = Slots(slots)
        self.person = Person()
        self.room = WaitingRoom(pages, patience_s, one_at_a_time=True)
        self.told: list[tuple[str, str, str]] = []

    async def guest(self, name: str) -> Guest:
        place = Slot(self.slots)
        await place.take()
        return Guest(
            name,
            place,
            lambda what: self.told.append((name, "waits", what)),
            lambda what: self.told.append((name, "goes on", what)),
        )

    def ask(self, guest: Guest, code: str = "") -> asyncio.Task[str]:
        human = PatientHuman(self.person, self.room, guest)
        return asyncio.create_task(human.otp(code or guest.who))


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0)


async def test_who_waits_leaves_the_slot_and_comes_back_before_the_new_ones() -> None:
    hall = Hall()
    first = await hall.guest("PB-A")
    question = hall.ask(first)
    second = await asyncio.wait_for(hall.guest("PB-B"), 60)
    assert [(w.who, w.what) for w in hall.room.waiting] == [("PB-A", "mã OTP")]
    third = asyncio.create_task(hall.guest("PB-C"))
    hall.person.answers["PB-A"].set_result("123456")
    await until(lambda: hall.told[-1] == ("PB-A", "goes on", "mã OTP"))
    assert not question.done()
    second.place.leave()
    assert await question == "123456"
    assert not third.done()
    first.place.leave()
    await third
    assert not hall.room.waiting


async def test_one_person_is_asked_one_thing_at_a_time_and_told_how_many_wait() -> None:
    hall = Hall(slots=2)
    questions = [hall.ask(await hall.guest(name)) for name in ("PB-A", "PB-B")]
    await until(lambda: hall.person.asked and len(hall.room.waiting) == 2)
    assert hall.person.asked == [("PB-A; còn 1 hồ sơ khác đợi", "PB-A")]
    hall.person.answers["PB-A"].set_result("1")
    await until(lambda: len(hall.person.asked) == 2)
    hall.person.answers["PB-B"].set_result("2")
    assert [await q for q in questions] == ["1", "2"]
    assert hall.person.asked[1][1] == "PB-B"


async def test_a_code_that_expired_is_asked_anew_before_the_others() -> None:
    hall = Hall(slots=3)
    first = await hall.guest("PB-A")
    hall_a = hall.ask(first, "a1")
    await until(lambda: hall.person.asked)
    others = [hall.ask(await hall.guest(name)) for name in ("PB-B", "PB-C")]
    await until(lambda: len(hall.room.waiting) == 3)
    hall.person.answers["a1"].set_result("late")
    await hall_a
    # B is being asked by now; A's new code comes before C's.
    again = hall.ask(first, "a2")
    await until(lambda: len(hall.person.asked) == 2 and len(hall.room.waiting) == 3)
    hall.person.answers["PB-B"].set_result("2")
    await until(lambda: len(hall.person.asked) == 3)
    assert [code for _, code in hall.person.asked] == ["a1", "PB-B", "a2"]
    hall.person.answers["a2"].set_result("new")
    assert await again == "new"
    await until(lambda: "PB-C" in hall.person.answers)
    hall.person.answers["PB-C"].set_result("3")
    await asyncio.gather(*others)


async def test_nobody_answers_for_ever_so_the_dossier_needs_somebody() -> None:
    hall = Hall(patience_s=0.01)
    guest = await hall.guest("PB-A")
    with pytest.raises(HumanNeeded, match="chưa ai trả lời"):
        await hall.ask(guest)
    assert not hall.room.waiting
    # It has its slot again, and the person is free for the next one.
    guest.place.leave()
    question = hall.ask(await asyncio.wait_for(hall.guest("PB-B"), 60))
    with pytest.raises(HumanNeeded):
        await question


async def test_only_so_many_pages_wait_the_next_one_keeps_its_slot() -> None:
    hall = Hall(slots=1, pages=1)
    first = hall.ask(await hall.guest("PB-A"))
    second = hall.ask(await asyncio.wait_for(hall.guest("PB-B"), 60))
    await until(lambda: len(hall.told) == 2)
    third = asyncio.create_task(hall.guest("PB-C"))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not third.done()
    hall.person.answers["PB-A"].set_result("1")
    await until(lambda: "PB-B" in hall.person.answers)
    hall.person.answers["PB-B"].set_result("2")
    assert await second == "2"
    third.cancel()
    first.cancel()
    await asyncio.gather(first, third, return_exceptions=True)


async def test_the_answer_that_is_no_answer_is_passed_on() -> None:
    async def nobody() -> str:
        raise HumanNeeded("không có ai")

    hall = Hall()
    guest = await hall.guest("PB-A")
    ask: Callable[[], Awaitable[str]] = nobody
    with pytest.raises(HumanNeeded, match="không có ai"):
        await hall.room.wait(guest, "xác nhận", ask)


async def test_a_wait_that_is_cancelled_gives_everything_back() -> None:
    hall = Hall()
    guest = await hall.guest("PB-A")
    question = hall.ask(guest)
    await until(lambda: hall.person.asked)
    question.cancel()
    await asyncio.gather(question, return_exceptions=True)
    guest.place.leave()
    assert not hall.room.waiting
    other = hall.ask(await asyncio.wait_for(hall.guest("PB-B"), 60))
    await until(lambda: "PB-B" in hall.person.answers)
    hall.person.answers["PB-B"].set_result("2")
    assert await other == "2"


async def test_slots_that_become_fewer_are_filled_again_only_below_the_limit() -> None:
    slots = Slots(2)
    places = [Slot(slots) for _ in range(3)]
    await places[0].take()
    await places[1].take()
    slots.limit = 1
    third = asyncio.create_task(places[2].take())
    places[0].leave()
    await asyncio.sleep(0)
    assert not third.done()
    slots.limit = 2
    await asyncio.wait_for(third, 60)


async def test_who_gives_up_waiting_for_a_slot_takes_none() -> None:
    slots = Slots(1)
    held = Slot(slots)
    await held.take()
    given_up = asyncio.create_task(slots.take())
    await asyncio.sleep(0)
    held.leave()
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    await asyncio.wait_for(slots.take(), 60)
