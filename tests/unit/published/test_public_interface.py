"""A portal's interface is asked politely, and what is no answer is not taken for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from portal_bot.errors import PortalChanged, PortalRejected, PortalUnavailable, UsageError
from portal_bot.portals.profile import load
from portal_bot.published.public_interface import GAP_S, Interface, NotPublished

ASKED = "/configuring/formality/get-formality-by-citizen"
PORTAL = load("mock").model_copy(update={"interface": "/api/v1"})
REJECTED = "<html><head><title>Request Rejected</title></head><body>…</body></html>"


def ok(data: Any) -> httpx.Response:
    return httpx.Response(201, json={"code": "OK", "data": data, "message": ""})


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def tick(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def interface(
    answers: Iterator[httpx.Response], robots: str = ""
) -> tuple[Interface, Clock, list[str]]:
    """One that is answered so, after its greeting; the clock, and what it asked."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        if request.url.path == "/robots.txt":
            return httpx.Response(200 if robots else 404, text=robots)
        return httpx.Response(200) if request.method == "GET" else next(answers)

    clock = Clock()
    client = httpx.AsyncClient(
        transport=httpx.MockTransport(answer), base_url="https://cong.example", verify=False
    )
    made = Interface(client, PORTAL, gap_s=GAP_S, tick=clock.tick, wait=clock.wait)
    return made, clock, asked


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries wait by their own rule, which has its own test."""
    monkeypatch.setattr("portal_bot.retry._wait", lambda _: 0.0)


async def test_it_looks_at_robots_and_a_page_first_then_asks_one_question_a_second() -> None:
    made, clock, asked = interface(iter([ok({"id": "1"}), ok({"id": "2"})]))
    await made.greet()
    assert await made.ask(ASKED, {"id": "1"}) == {"id": "1"}
    assert await made.ask(ASKED, {"id": "2"}) == {"id": "2"}
    assert asked == ["GET /robots.txt", "GET /", *[f"POST /api/v1{ASKED}"] * 2]
    assert clock.waits == [GAP_S] * 3


async def test_it_is_slower_where_the_portal_asks_for_it_and_silent_where_it_says_no() -> None:
    made, clock, _ = interface(iter([ok(["x"])]), "User-agent: *\nCrawl-delay: 7\n")
    await made.greet()
    await made.ask(ASKED, {})
    assert clock.waits[-1] == 7
    made, _, asked = interface(iter([]), "User-agent: *\nDisallow: /api/\n")
    with pytest.raises(PortalRejected, match=r"robots\.txt"):
        await made.greet()
    assert asked == ["GET /robots.txt"]


TROUBLE: dict[str, Callable[[], httpx.Response]] = {
    "firewall": lambda: httpx.Response(200, text=REJECTED),
    "429": lambda: httpx.Response(429, headers={"Retry-After": "1"}),
    "gateway": lambda: httpx.Response(502, text="<html>502</html>"),
    "forbidden": lambda: httpx.Response(403),
}


@pytest.mark.parametrize("how", TROUBLE)
async def test_trouble_is_waited_out_then_told(how: str) -> None:
    made, _, _ = interface(iter([TROUBLE[how](), ok(["x"])]))
    assert await made.ask(ASKED, {}) == ["x"]
    made, _, asked = interface(TROUBLE[how]() for _ in range(99))
    with pytest.raises(PortalUnavailable):
        await made.ask(ASKED, {})
    assert len(asked) == 4


async def test_an_empty_answer_is_asked_for_once_more() -> None:
    made, _, asked = interface(
        iter([ok({"items": [], "total": 3}), ok({"items": [1], "total": 3})])
    )
    assert await made.ask(ASKED, {}) == {"items": [1], "total": 3}
    made, _, asked = interface(iter([ok(None), ok(None)]))
    assert await made.ask(ASKED, {}) is None
    assert len(asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, text="OK"),
        httpx.Response(201, json=["x"]),
        httpx.Response(201, json={"code": "ERR", "data": {}}),
        httpx.Response(201, json={"code": "OK"}),
    ],
)
async def test_an_answer_of_another_shape_is_none(answer: httpx.Response) -> None:
    made, _, _ = interface(iter([answer]))
    with pytest.raises(PortalChanged):
        await made.ask(ASKED, {})


async def test_what_the_portal_does_not_know_is_not_there() -> None:
    made, _, asked = interface(iter([httpx.Response(404, json={"code": "NOT_FOUND"})]))
    with pytest.raises(NotPublished):
        await made.ask(ASKED, {})
    assert len(asked) == 1


def test_a_portal_without_an_interface_is_not_asked() -> None:
    with pytest.raises(UsageError, match="interface"):
        Interface(httpx.AsyncClient(verify=False), load("mock"), gap_s=0)
