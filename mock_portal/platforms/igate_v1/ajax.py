"""The lists that selects are filled from."""

from __future__ import annotations

import asyncio

from starlette.responses import HTMLResponse, Response

from ...drawing import drawing
from ...faults.form import CascadeEmptyOnce, LateCascade
from ...units import OF_2022
from ...values import unit_control
from ...visits import Visit

QUICKEST, SLOWEST = 0.3, 1.5


async def html_options(visit: Visit) -> Response:
    """The districts of a province, or the communes of a district, as option elements."""
    world = visit.world
    asked = unit_control("ma").read(visit.query.get("ma", ""), world.drawn)
    path = OF_2022.parents.get(asked, ())
    depth = {"DM_QUAN_HUYEN": 1, "DM_PHUONG_XA": 2}.get(visit.request.path_params["list"])
    wait = 0.0 if world.settings.instant else world.rng.uniform(QUICKEST, SLOWEST)
    for fault in world.faults.of(LateCascade, visit.step):
        wait = max(wait, fault.number)
    if wait:
        await asyncio.sleep(wait)
    if depth != len(path) or world.faults.any_of(CascadeEmptyOnce, visit.step):
        return HTMLResponse("", headers={"Cache-Control": "no-store"})
    options = drawing(world.drawn).unit_options_html(path, "")
    return HTMLResponse(options, headers={"Cache-Control": "no-store"})
