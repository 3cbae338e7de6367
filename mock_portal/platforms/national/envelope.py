"""How the portal's interface answers: 201 and an envelope; or its firewall's page."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from ...faults.national import Firewall
from ...visits import Handler, Visit

REJECTED = (
    "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
    "Please consult with your administrator.<br><br>Your support ID is: {}<br><br>"
    "<a href='javascript:history.back();'>[Go Back]</a></body></html>"
)


def told(data: Any, message: str = "") -> Response:
    """What every successful POST answers."""
    content = {"code": "OK", "data": data, "message": message}
    return JSONResponse(content, 201, {"Cache-Control": "no-store"})


def refused(status: int, code: str, message: str) -> Response:
    """The interface's shape of an error."""
    content = {"ok": False, "response": None, "code": code, "message": message}
    return JSONResponse(content, status)


async def rejected(visit: Visit) -> Response:
    """The firewall's page, which a GET gets where a POST belongs."""
    return HTMLResponse(REJECTED.format(visit.world.drawn.object_id(visit.path)[:19]))


def behind_firewall(handler: Handler) -> Handler:
    """A place of the interface: whoever has seen no page of the portal meets the firewall."""

    async def answer(visit: Visit) -> Response:
        if visit.fresh_cookie or visit.world.faults.any_of(Firewall, visit.step):
            return await rejected(visit)
        return await handler(visit)

    return answer
