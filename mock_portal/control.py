"""The mock's own API under /__mock__: what tests read and switch; loopback only."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from mock_portal.faults import KINDS, UnknownFault
from mock_portal.office import ACTIONS, Impossible, act
from mock_portal.people import PASSWORD, Account
from mock_portal.units import path_by_names
from mock_portal.world import World

Answer = Callable[[World, Request], Awaitable[Any]]


class Refused(Exception):  # noqa: N818 an answer, not an error
    """The call cannot be done: status and words."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def control_routes(world: World) -> BaseRoute:
    def route(path: str, answer: Answer, method: str = "GET") -> Route:
        return Route(path, _guarded(world, answer), methods=[method])

    return Mount(
        "/__mock__",
        routes=[
            route("/health", health),
            route("/submissions", submissions),
            route("/requests", requests),
            route("/outbox", outbox),
            route("/captcha/{id}", captcha),
            route("/faults", list_faults),
            route("/faults", add_fault, "POST"),
            route("/faults", clear_faults, "DELETE"),
            route("/accounts", list_accounts),
            route("/accounts", add_account, "POST"),
            route("/reset", reset, "POST"),
            route("/clock", set_clock, "POST"),
            route("/officer/{number}", officer, "POST"),
        ],
    )


def _guarded(world: World, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        if not _is_loopback(request):
            return Response("Not Found", 404)
        try:
            return JSONResponse(await answer(world, request))
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)

    return guarded


def _is_loopback(request: Request) -> bool:
    if request.client is None:
        return False
    peer = ip_address(request.client.host)
    mapped = getattr(peer, "ipv4_mapped", None)
    return (mapped or peer).is_loopback


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        read = json.loads(raw) if raw else {}
    except ValueError:
        raise Refused(400, "the body is not JSON") from None
    if not isinstance(read, dict):
        raise Refused(400, "the body must be a JSON object")
    return read


async def health(world: World, request: Request) -> Any:
    return {
        "ok": True,
        "platform": world.settings.platform,
        "pace": world.settings.pace,
        "seed": world.settings.seed,
        "world": world.id,
        "now": str(world.clock),
        "max_commit_delay_s": world.max_commit_delay,
        "list_lag_s": world.list_lag,
        "faults": [fault.describe() for fault in world.faults.active],
    }


async def submissions(world: World, request: Request) -> Any:
    return [record.submission() for record in world.records.values()]


async def requests(world: World, request: Request) -> Any:
    if request.query_params.get("commit") in {"1", "true"}:
        return [asdict(entry) for entry in world.commits]
    return list(world.requests)


async def outbox(world: World, request: Request) -> Any:
    return world.outbox_entries()


async def captcha(world: World, request: Request) -> Any:
    found = world.captchas.get(request.path_params["id"].removesuffix(".png"))
    if found is None:
        raise Refused(404, "no such captcha")
    expired = found.expired(world.clock.now())
    return {"id": found.id, "text": found.text, "used": found.used, "expired": expired}


async def list_faults(world: World, request: Request) -> Any:
    active = world.faults.active
    return [
        {
            "name": kind.name,
            "doc": (kind.__doc__ or "").strip(),
            "default": kind.default,
            "choices": list(kind.choices),
            "active": [fault.describe() for fault in active if isinstance(fault, kind)],
        }
        for kind in KINDS.values()
    ]


async def add_fault(world: World, request: Request) -> Any:
    body = await _body(request)
    arg, times = body.get("arg"), body.get("times")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise Refused(400, "times must be a whole number from 1")
    chance = body.get("probability", 1.0)
    if not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise Refused(400, "probability must lie between 0 and 1")
    try:
        made = world.faults.add(
            str(body.get("name")), None if arg is None else str(arg), times, float(chance)
        )
    except UnknownFault as error:
        raise Refused(400, str(error)) from None
    return made.describe()


async def clear_faults(world: World, request: Request) -> Any:
    world.faults.clear(request.query_params.get("name"))
    return {"faults": [fault.describe() for fault in world.faults.active]}


async def list_accounts(world: World, request: Request) -> Any:
    return [_public(account) for account in world.accounts.values()]


def _public(account: Account) -> dict[str, Any]:
    hidden = {"salt", "digest"}
    return {name: value for name, value in account.as_dict().items() if name not in hidden}


async def add_account(world: World, request: Request) -> Any:
    """`residence` may be the names of province, district and commune; all but username has a default."""
    body = await _body(request)
    if not body.get("username"):
        raise Refused(400, "username is missing")
    names = body.get("residence") or ["Tỉnh Phú Yên", "Thị xã Đông Hòa", "Xã Hòa Thành"]
    try:
        residence = path_by_names(*names[:3])
    except (StopIteration, TypeError):
        raise Refused(400, f"no such commune: {names}") from None
    facts = {
        name: str(body.get(name, usual))
        for name, usual in (
            ("full_name", "Người Thử Nghiệm"), ("sex", "Nữ"), ("birth_date", "1990-01-01"),
            ("citizen_id", "054190009999"), ("phone", "0905009999"), ("email", ""),
        )
    }  # fmt: skip
    detail = str(body.get("detail") or (names[3] if len(names) > 3 else "Thôn Ví Dụ 1"))
    account = Account(username=str(body["username"]), residence=residence, detail=detail, **facts)
    account.set_password(str(body.get("password", PASSWORD)))
    world.add_account(account)
    return _public(account)


async def reset(world: World, request: Request) -> Any:
    world.reset()
    return {"ok": True, "world": world.id}


async def set_clock(world: World, request: Request) -> Any:
    """`now` in ISO 8601, or null for the real time; `ticking: false` stops it there."""
    body = await _body(request)
    if "now" not in body:
        raise Refused(400, "now is missing")
    if body["now"] is None:
        world.clock.reset()
    else:
        try:
            now = datetime.fromisoformat(str(body["now"]))
        except ValueError:
            raise Refused(400, "now must be ISO 8601") from None
        world.clock.set(now, ticking=body.get("ticking", True) is not False)
    return {"now": str(world.clock)}


async def officer(world: World, request: Request) -> Any:
    body = await _body(request)
    record = world.records.get(request.path_params["number"])
    if record is None:
        raise Refused(404, "no such dossier")
    if body.get("action") not in ACTIONS:
        raise Refused(400, f"action must be one of {sorted(ACTIONS)}")
    try:
        act(world, record, body)
    except Impossible as error:
        raise Refused(409, str(error)) from None
    return record.submission()
