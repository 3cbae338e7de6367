"""The lists that the selects ask for while they are open: provinces, wards, peoples."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.responses import JSONResponse, Response

from ...faults.form import CascadeEmptyOnce, IdsForLabels, LateCascade, ListPaged, TypingResets
from ...procedures import procedures
from ...units import OF_2025
from ...values import controls_of, unit_control
from ...visits import Visit
from .places import SITE

QUICKEST, SLOWEST = 0.3, 1.5
Item = dict[str, str]


async def items(visit: Visit) -> Response:
    """What an open list is filled with: all of it, or a page of it, or what one has typed of it."""
    world, query = visit.world, visit.query
    wait = 0.0 if world.settings.instant else world.rng.uniform(QUICKEST, SLOWEST)
    for fault in world.faults.of(LateCascade, visit.step):
        wait = max(wait, fault.number)
    await asyncio.sleep(wait)
    found = list(_items(visit))
    typed = query.get("name__regex", "").replace("\\", "")
    if typed and world.faults.any_of(TypingResets, visit.step):
        found = []
    elif typed:
        found = [one for one in found if typed.lower() in one["name"].lower()]
    elif "limit" in query and world.faults.has(TypingResets):
        found = found[: TypingResets.shown]
    if world.faults.any_of(CascadeEmptyOnce, visit.step):
        found = []
    if world.faults.any_of(IdsForLabels, visit.step):
        found = [{"id": one["id"], "name": one["id"]} for one in found]
    if world.faults.has(ListPaged) and "limit" in query:
        first = int(query.get("skip", "0"))
        found = found[first : first + int(query["limit"])]
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


def _items(visit: Visit) -> Iterable[Item]:
    drawn, query, unit = visit.world.drawn, visit.query, unit_control("tinh")
    match visit.request.path_params["list"]:
        case "tinh":
            units = OF_2025.children()
        case "xa":
            units = OF_2025.children(unit.read(query.get("tinh", ""), drawn))
        case _:
            return _peoples(visit, query.get("ma", ""))
    return [{"id": unit.sent(one.code, drawn), "name": one.name} for one in units]


def _peoples(visit: Visit, word: str) -> Iterable[Item]:
    """The choices of the field that this world calls so."""
    drawn = visit.world.drawn
    for procedure in procedures().values():
        for one in SITE.blocks.fields(procedure):
            if drawn.name(one.key) == word:
                (control,) = controls_of(one)
                return [
                    {"id": control.sent(option.value, drawn), "name": option.label}
                    for option in one.options
                ]
    return []
