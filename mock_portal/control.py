"""The mock's own API under /__mock__: what tests read and switch; loopback only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from .clock import YEARS
from .faults import KINDS, Order, UnknownFault
from .faults.listing import doc, usage
from .office.acting import act
from .office.actions import ACTIONS, CITIZENS, Action, Impossible, Unreadable
from .office.actions import Order as OfficeOrder
from .office.mishaps import MISHAPS, befall
from .office.playing import PlayedOffice
from .office.telling import describe, summary
from .office.terms import day_of
from .people import PASSWORD, Account
from .records import Record
from .steps import STEPS
from .units import path_by_names
from .world import World

Answer = Callable[[Request], Awaitable[Any]]


class Refused(Exception):
    """The call cannot be done: status and words."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def control_routes(world: World, office: PlayedOffice, more: Sequence[BaseRoute] = ()) -> BaseRoute:
    """All of it; `more`: what a platform's own pages need a person for."""
    control = Control(world, office)

    def route(path: str, answer: Answer, method: str = "GET") -> Route:
        return Route(path, guarded(answer), methods=[method])

    return Mount(
        "/__mock__",
        routes=[
            route("/health", control.health),
            route("/submissions", control.submissions),
            route("/requests", control.requests),
            route("/outbox", control.outbox),
            route("/captcha/{id}", control.captcha),
            route("/faults", control.list_faults),
            route("/faults", control.add_fault, "POST"),
            route("/faults", control.clear_faults, "DELETE"),
            route("/accounts", control.list_accounts),
            route("/accounts", control.add_account, "POST"),
            route("/reset", control.reset, "POST"),
            route("/clock", control.set_clock, "POST"),
            route("/officer/{number}", control.officer, "POST"),
            route("/citizen/{number}", control.citizen, "POST"),
            route("/office", control.office),
            route("/office", control.switch_office, "POST"),
            route("/office/{number}", control.office_of),
            route("/office/{number}", control.mishap, "POST"),
            *more,
        ],
    )


def guarded(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """A call that only this machine gets an answer to."""

    async def guarded(request: Request) -> Response:
        if not _is_loopback(request):
            return Response("Not Found", 404)
        try:
            return JSONResponse(await answer(request))
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)

    return guarded


def _is_loopback(request: Request) -> bool:
    if request.client is None:
        return False
    peer = ip_address(request.client.host)
    mapped = getattr(peer, "ipv4_mapped", None)
    return (mapped or peer).is_loopback


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; none is an empty one.

    Raises:
        Refused: it is no object, or holds what JSON cannot tell again.
    """
    raw = await request.body()
    try:
        read = json.loads(raw) if raw else {}
        # Half a letter, or no number: what could not be told again is not taken.
        json.dumps(read, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
    if not isinstance(read, dict):
        raise Refused(400, "the body must be a JSON object")
    return read


def _public(account: Account) -> dict[str, Any]:
    hidden = {"salt", "digest"}
    return {name: value for name, value in account.as_dict().items() if name not in hidden}


class Control:
    """What the API answers, call by call."""

    def __init__(self, world: World, office: PlayedOffice) -> None:
        self._world = world
        self._office = office

    async def health(self, request: Request) -> Any:
        return {
            "ok": True,
            "platform": self._world.settings.platform,
            "pace": self._world.settings.pace,
            "seed": self._world.settings.seed,
            "office": "auto" if self._office.on else "by hand",
            "world": self._world.id,
            "now": str(self._world.clock),
            "max_commit_delay_s": self._world.max_commit_delay,
            "list_lag_s": self._world.list_lag,
            "faults": [fault.describe() for fault in self._world.faults.active],
        }

    async def submissions(self, request: Request) -> Any:
        return [record.submission() for record in self._world.records.values()]

    async def requests(self, request: Request) -> Any:
        if request.query_params.get("commit") in {"1", "true"}:
            return [asdict(entry) for entry in self._world.commits]
        return list(self._world.requests)

    async def outbox(self, request: Request) -> Any:
        return self._world.outbox_entries()

    async def captcha(self, request: Request) -> Any:
        found = self._world.captchas.get(request.path_params["id"].removesuffix(".png"))
        if found is None:
            raise Refused(404, "no such captcha")
        expired = found.expired(self._world.clock.now())
        return {"id": found.id, "text": found.text, "used": found.used, "expired": expired}

    async def list_faults(self, request: Request) -> Any:
        active = self._world.faults.active
        return [
            {
                "name": kind.name,
                "doc": doc(kind),
                "usage": usage(kind),
                "default": kind.default,
                "choices": list(kind.choices),
                "steps": list(kind.where or STEPS),
                "once": kind.once,
                "active": [fault.describe() for fault in active if isinstance(fault, kind)],
            }
            for kind in KINDS.values()
        ]

    async def add_fault(self, request: Request) -> Any:
        body = await body_of(request)
        unknown = sorted(set(body) - {"name", "arg", "times", "probability", "step"})
        if unknown:
            raise Refused(400, f"an order has no {unknown}")
        arg, times, step = body.get("arg"), body.get("times"), body.get("step")
        chance = body.get("probability", 1.0)
        if isinstance(times, bool) or not isinstance(times, int | None):
            raise Refused(400, "times must be a whole number from 1")
        if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
            raise Refused(400, "probability must lie between 0 and 1")
        try:
            order = Order(
                name=str(body.get("name")),
                arg=None if arg is None else str(arg),
                times=times,
                probability=float(chance),
                step=None if step is None else str(step),
            )
            made = self._world.faults.add(order)
        except UnknownFault as error:
            raise Refused(400, str(error)) from None
        return made.describe()

    async def clear_faults(self, request: Request) -> Any:
        self._world.faults.clear(request.query_params.get("name"))
        return {"faults": [fault.describe() for fault in self._world.faults.active]}

    async def list_accounts(self, request: Request) -> Any:
        return [_public(account) for account in self._world.accounts.values()]

    async def add_account(self, request: Request) -> Any:
        """`residence` is names: province, district, commune; all but username has a default."""
        body = await body_of(request)
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
        account = Account(
            username=str(body["username"]), residence=residence, detail=detail, **facts
        )
        account.set_password(str(body.get("password", PASSWORD)))
        self._world.add_account(account)
        return _public(account)

    async def reset(self, request: Request) -> Any:
        self._world.reset()
        return {"ok": True, "world": self._world.id}

    async def set_clock(self, request: Request) -> Any:
        """`now` in ISO 8601, or null for the real time; `ticking: false` stops it there."""
        body = await body_of(request)
        if "now" not in body:
            raise Refused(400, "now is missing")
        if body["now"] is None:
            self._world.clock.reset()
        else:
            try:
                now = datetime.fromisoformat(str(body["now"]))
            except ValueError:
                raise Refused(400, "now must be ISO 8601") from None
            if now.year not in YEARS:
                raise Refused(400, f"now must lie in {YEARS[0]} to {YEARS[-1]}")
            self._world.clock.set(now, ticking=body.get("ticking", True) is not False)
        return {"now": str(self._world.clock)}

    def _record(self, request: Request) -> Record:
        record = self._world.records.get(request.path_params["number"])
        if record is None:
            raise Refused(404, "no such dossier")
        return record

    async def _act(self, request: Request, actions: Mapping[str, Action]) -> Any:
        body, record = await body_of(request), self._record(request)
        if body.get("action") not in actions:
            raise Refused(400, f"action must be one of {sorted(actions)}")
        try:
            act(self._world, record, OfficeOrder.read(body))
        except Unreadable as error:
            raise Refused(400, str(error)) from None
        except Impossible as error:
            raise Refused(409, str(error)) from None
        return record.submission()

    async def officer(self, request: Request) -> Any:
        """The office's part, as nobody in particular."""
        return await self._act(request, ACTIONS)

    async def citizen(self, request: Request) -> Any:
        """The citizen's part, without a page; a supplement is then words alone."""
        return await self._act(request, CITIZENS)

    async def office(self, request: Request) -> Any:
        today = day_of(self._world.clock.now())
        dossiers = [summary(record, today) for record in self._world.records.values()]
        return {
            "auto": self._office.on,
            "seed": self._office.seed,
            "counts": dict(Counter(one["status"] for one in dossiers)),
            "overdue": sum(one["overdue"] for one in dossiers),
            "dossiers": dossiers,
        }

    async def switch_office(self, request: Request) -> Any:
        """`auto` is whether it works by itself; `seed` another temper than the command line's."""
        body = await body_of(request)
        seed = body.get("seed")
        if not isinstance(body.get("auto"), bool):
            raise Refused(400, "auto must be true or false")
        if isinstance(seed, bool) or not isinstance(seed, int | None):
            raise Refused(400, "seed must be a whole number")
        self._office.switch(on=body["auto"], seed=seed)
        return {"auto": self._office.on, "seed": self._office.seed}

    async def office_of(self, request: Request) -> Any:
        return describe(self._record(request), day_of(self._world.clock.now()))

    async def mishap(self, request: Request) -> Any:
        """What happens to a dossier beside the rules; null where it is gone."""
        body, record = await body_of(request), self._record(request)
        if body.get("action") not in MISHAPS:
            raise Refused(400, f"action must be one of {sorted(MISHAPS)}")
        try:
            now = befall(self._world, record, body)
        except Impossible as error:
            raise Refused(409, str(error)) from None
        return now and describe(now, day_of(self._world.clock.now()))
