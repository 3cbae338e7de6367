"""Only an unavailable portal is tried again, and only so often."""

from __future__ import annotations

import pytest

from portal_bot import retry
from portal_bot.errors import PortalChanged, PortalUnavailable, SessionLost


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_backoff", lambda _state: 0.0)


class Work:
    """Fails as often as told, then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "xong"


async def test_it_goes_on_once_the_portal_is_back() -> None:
    work = Work(PortalUnavailable("bảo trì"), SessionLost("đăng xuất"))
    assert await retry.while_unavailable(work) == "xong"
    assert work.calls == 3


async def test_it_gives_up_with_the_last_error() -> None:
    work = Work(*(PortalUnavailable(f"lần {n}") for n in range(9)))
    with pytest.raises(PortalUnavailable, match="lần 3"):
        await retry.while_unavailable(work)
    assert work.calls == retry.ATTEMPTS


async def test_anything_else_is_not_tried_again() -> None:
    work = Work(PortalChanged("màn hình khác"))
    with pytest.raises(PortalChanged):
        await retry.while_unavailable(work)
    assert work.calls == 1


async def test_the_portals_own_wish_is_waited_for() -> None:
    told: list[BaseException] = []
    work = Work(PortalUnavailable("429", retry_after=0.01))
    assert await retry.while_unavailable(work, before_sleep=told.append) == "xong"
    assert [str(error) for error in told] == ["429"]


async def test_a_portal_that_asks_for_more_patience_than_we_have_is_left_alone() -> None:
    work = Work(PortalUnavailable("429", retry_after=retry.LONGEST_WAIT_S + 1))
    with pytest.raises(PortalUnavailable, match="429"):
        await retry.while_unavailable(work)
    assert work.calls == 1


async def test_signing_in_again_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> float:
        raise AssertionError("it waited")

    monkeypatch.setattr(retry, "_backoff", never)
    work = Work(SessionLost("đăng xuất"))
    assert await retry.while_unavailable(work) == "xong"
