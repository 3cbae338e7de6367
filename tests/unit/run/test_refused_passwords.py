"""One refusal is enough for all dossiers of an account; another account is another matter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from portal_bot.errors import HumanNeeded, PortalUnavailable, SignInRefused
from portal_bot.run import refused_passwords as module
from portal_bot.run.refused_passwords import SignIns

Enter = Callable[[str, str], Awaitable[None]]


class Portal:
    """Takes one password; counts how often it was asked, and how many asked at once."""

    def __init__(self, right: str = "right") -> None:
        self.right = right
        self.asked = self.now = self.most = 0

    async def enter(self, username: str, password: str) -> None:
        self.asked += 1
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        if password != self.right:
            raise SignInRefused("sai mật khẩu", field="account")


async def ends(work: Awaitable[None]) -> str:
    """What was said to it."""
    with pytest.raises(HumanNeeded) as refused:
        await work
    error = refused.value
    assert (error.code, error.exit_code, error.field) == ("human_needed", 30, "account")
    return error.message


async def test_of_many_at_once_only_one_tries_a_password_nobody_has_tried() -> None:
    portal, all_of_us = Portal(), SignIns()
    told = await asyncio.gather(
        *(ends(all_of_us.sign_in("a", "wrong", portal.enter)) for _ in range(5))
    )
    assert portal.asked == 1
    assert told[0] == "sai mật khẩu"
    assert all(t.startswith("sai mật khẩu. Với hồ sơ này chưa thử lại") for t in told[1:])


async def test_once_it_was_taken_nobody_waits_for_another() -> None:
    portal, all_of_us = Portal(), SignIns()
    await asyncio.gather(*(all_of_us.sign_in("a", "right", portal.enter) for _ in range(5)))
    assert (portal.asked, portal.most) == (5, 4)


async def test_another_account_and_another_password_are_tried() -> None:
    portal, all_of_us = Portal(), SignIns()
    for username in ("a", "b"):
        await ends(all_of_us.sign_in(username, "wrong", portal.enter))
    for _ in range(2):
        await all_of_us.sign_in("a", "right", portal.enter)
    assert portal.asked == 4


async def test_one_that_was_taken_and_then_refused_is_not_tried_again() -> None:
    portal, all_of_us = Portal(), SignIns()
    await all_of_us.sign_in("a", "right", portal.enter)
    portal.right = "changed meanwhile"
    assert await ends(all_of_us.sign_in("a", "right", portal.enter))
    assert await ends(all_of_us.sign_in("a", "right", portal.enter))
    assert portal.asked == 2


async def test_a_portal_that_is_down_has_said_nothing_of_the_password() -> None:
    portal, all_of_us = Portal(), SignIns()

    async def down(_username: str, _password: str) -> None:
        raise PortalUnavailable("bảo trì")

    with pytest.raises(PortalUnavailable):
        await all_of_us.sign_in("a", "right", down)
    await all_of_us.sign_in("a", "right", portal.enter)
    assert portal.asked == 1


async def test_a_worker_that_lives_long_tries_again_after_a_while() -> None:
    portal, all_of_us = Portal(), SignIns(kept_s=0.0)
    for _ in range(2):
        await ends(all_of_us.sign_in("a", "wrong", portal.enter))
    assert portal.asked == 2


async def test_a_first_one_that_waits_for_a_person_does_not_hold_the_others_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may need the very slot that the second one holds."""
    monkeypatch.setattr(module, "_PATIENCE_S", 0.01)
    portal, all_of_us, person = Portal(), SignIns(), asyncio.Event()

    async def asks(_username: str, _password: str) -> None:
        await person.wait()

    first = asyncio.create_task(all_of_us.sign_in("a", "right", asks))
    await asyncio.sleep(0)
    await all_of_us.sign_in("a", "right", portal.enter)
    person.set()
    await first
    assert portal.asked == 1


async def test_one_person_is_asked_once_and_all_dossiers_go_on_with_the_answer() -> None:
    portal, all_of_us, asked = Portal(), SignIns(), list[str]()

    def again(username: str) -> str:
        asked.append(username)
        return "right"

    await asyncio.gather(*(all_of_us.sign_in("a", "wrong", portal.enter, again) for _ in range(5)))
    assert (asked, portal.asked) == (["a"], 6)


async def test_what_is_refused_again_is_the_end_of_it() -> None:
    """Portals lock accounts: nobody is asked a third time, and the same word is not sent twice."""
    for typed, sent in (("wrong too", 2), ("wrong", 1), (None, 1)):
        portal, all_of_us = Portal(), SignIns()
        asked: list[str] = []

        def again(username: str, typed: str | None = typed, asked: list[str] = asked) -> str | None:
            asked.append(username)
            return typed

        for _ in range(3):
            await ends(all_of_us.sign_in("a", "wrong", portal.enter, again))
        assert (asked, portal.asked) == (["a"], sent)
