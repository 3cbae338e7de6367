"""Puts the portal together: a world, a platform's pages, the mock's own API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .control import control_routes
from .faults import Order
from .office.playing import PlayedOffice
from .platforms import igate_v1, igate_v2, moj, national
from .settings import Settings
from .walls import Walls
from .world import World

PLATFORMS: Mapping[str, Callable[[World], Sequence[BaseRoute]]] = {
    "igate_v1": igate_v1.routes,
    "igate_v2": igate_v2.routes,
    "moj": moj.routes,
    "national": national.routes,
}
# What a person does there besides, for tests.
PERSONS: Mapping[str, Callable[[World], Sequence[BaseRoute]]] = {
    "moj": national.person_routes,
    "national": national.person_routes,
}


class Working:
    """Lets the office do what was due before anything is asked."""

    def __init__(self, app: ASGIApp, office: PlayedOffice) -> None:
        self._app = app
        self._office = office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/static"):
            self._office.work()
        await self._app(scope, receive, send)


class RequestLog:
    """Keeps the method, path and status of every portal request."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/__mock__", "/static")):
            await self._app(scope, receive, send)
            return
        entry = {
            "at": str(self._world.clock),
            "method": scope["method"],
            "path": scope["path"],
            "status": None,
        }
        self._world.requests.append(entry)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
            await send(message)

        await self._app(scope, receive, noting)


def create_app(settings: Settings) -> Starlette:
    """An application with a world of its own."""
    world = World(settings)
    for text in settings.faults:
        world.faults.add(Order.read(text))
    office = PlayedOffice(world)
    more = PERSONS[settings.platform](world) if settings.platform in PERSONS else ()
    own = control_routes(world, office, more)
    app = Starlette(routes=[own, *PLATFORMS[settings.platform](world)])
    app.add_middleware(RequestLog, world=world)
    app.add_middleware(Working, office=office)
    app.add_middleware(Walls, settings=settings)
    app.state.world = world
    return app
