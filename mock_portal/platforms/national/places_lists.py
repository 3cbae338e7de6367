"""The lists that the portal's own interface gives: provinces, and the wards of one."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from ...faults.form import CascadeEmptyOnce, LateCascade
from ...units import OF_2025, Unit
from ...visits import Visit
from .envelope import told

QUICKEST, SLOWEST = 0.4, 3.0


async def provinces(visit: Visit) -> Response:
    await _late(visit, SLOWEST / 3)
    return _told(visit, OF_2025.children())


async def wards(visit: Visit) -> Response:
    """Those of a province; for the picker, while none is chosen, those of the whole country."""
    await _late(visit, SLOWEST)
    if visit.body.get("all") is True:
        return _told(visit, tuple(w for one in OF_2025.children() for w in one.below))
    return _told(visit, OF_2025.children(str(visit.body.get("provinceCode", ""))))


def _told(visit: Visit, units: tuple[Unit, ...]) -> Response:
    if visit.world.faults.any_of(CascadeEmptyOnce, visit.step):
        units = ()
    return told([{"code": one.code, "name": one.name} for one in units])


async def _late(visit: Visit, slowest: float) -> None:
    world = visit.world
    wait = 0.0 if world.settings.instant else world.rng.uniform(QUICKEST, slowest)
    for fault in world.faults.of(LateCascade, visit.step):
        wait = max(wait, fault.number)
    await asyncio.sleep(wait)
