"""What a person does at the national portal, for tests: under `/__mock__`, loopback only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from ...control import Refused, body_of, guarded
from ...office.states import Status
from ...vneid import DONE, QR, SCAN, SignIn
from ...world import World
from .confirming import BIRTH, ask
from .filing import UNPAID, pay
from .vneid_modals import meet

ALL = "all"


def person_routes(world: World) -> Sequence[BaseRoute]:
    """The telephone with VNeID, and who the population base knows."""
    one = Person(world)
    return [
        Route("/vneid/{id}", guarded(one.telephone)),
        Route("/vneid/{id}", guarded(one.act), methods=["POST"]),
        Route("/payment/{id}", guarded(one.pay), methods=["POST"]),
        Route("/draft/{number}", guarded(one.send_draft), methods=["POST"]),
        Route("/population", guarded(one.known)),
        Route("/population", guarded(one.add), methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever sits before the page, with a telephone."""

    world: World

    def _sign_in(self, request: Request) -> SignIn:
        found = self.world.sign_ins.get(request.path_params["id"])
        if found is None:
            raise Refused(404, "no such sign-in")
        return found

    async def telephone(self, request: Request) -> Any:
        return self._sign_in(request).describe()

    async def act(self, request: Request) -> Any:
        """`scan` (with `username`), the modal that is open by its name, or `all` of them."""
        made, body = self._sign_in(request), await body_of(request)
        action = str(body.get("action"))
        if action in {SCAN, ALL} and made.step == QR:
            self._scan(made, str(body.get("username")))
        elif action != ALL and made.answer(action, made.right()):
            raise Refused(409, f"the sign-in is at {made.step}")
        while action == ALL and made.step != DONE:
            made.answer(made.step, made.right())
        return made.describe()

    def _scan(self, made: SignIn, username: str) -> None:
        account = self.world.accounts.get(username)
        if account is None:
            raise Refused(400, "username must be one of the accounts")
        meet(self.world, made, account, SCAN)

    async def pay(self, request: Request) -> Any:
        """The citizen pays for what waits for it, by the id that its commit request has."""
        sid = request.path_params["id"]
        draft = self.world.drafts.get(sid)
        if draft is None or UNPAID not in draft.steps:
            raise Refused(409, "nothing of that id waits for its fee")
        return {"number": pay(self.world, draft).number}

    async def send_draft(self, request: Request) -> Any:
        """The office shows the citizen of a birth, being handled, the draft certificate."""
        record = self.world.records.get(request.path_params["number"])
        if record is None:
            raise Refused(404, "no such dossier")
        if record.slug != BIRTH or record.status != Status.IN_PROGRESS:
            raise Refused(409, "only of a birth that is being handled")
        ask(self.world, record)
        return {"until": record.handling.confirm_until}

    async def known(self, request: Request) -> Any:
        return list(self.world.population.values())

    async def add(self, request: Request) -> Any:
        """Lets the population base know somebody who has no account."""
        body = await body_of(request)
        if not all(isinstance(one, str) for one in body.values()) or "citizen_id" not in body:
            raise Refused(400, "a person is texts: citizen_id, full_name, birth_date, …")
        self.world.population[body["citizen_id"]] = body
        return body
