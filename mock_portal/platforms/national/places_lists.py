"""The lists that the portal's own interface gives: provinces, and the wards of one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TypeVar

from starlette.responses import Response

from ...faults.form import CascadeEmptyOnce, LateCascade
from ...units import OF_2025, Unit
from ...visits import Visit
from .envelope import told

T = TypeVar("T")
QUICKEST, SLOWEST = 0.4, 3.0


async def provinces(visit: Visit) -> Response:
    await late(visit, SLOWEST / 3)
    return _told(visit, OF_2025.children())


async def wards(visit: Visit) -> Response:
    """Those of a province; for the picker, while none is chosen, those of the whole country."""
    await late(visit)
    if visit.body.get("all") is True:
        return _told(visit, tuple(w for one in OF_2025.children() for w in one.below))
    return _told(visit, OF_2025.children(str(visit.body.get("provinceCode", ""))))


def _told(visit: Visit, units: tuple[Unit, ...]) -> Response:
    return told([{"code": one.code, "name": one.name} for one in told_units(visit, units)])


def told_units(visit: Visit, units: Sequence[T]) -> Sequence[T]:
    """The units of a list; by a fault, none."""
    return () if visit.world.faults.any_of(CascadeEmptyOnce, visit.step) else units


async def late(visit: Visit, slowest: float = SLOWEST) -> None:
    """Lets a list take as long as the portal's do."""
    world = visit.world
    wait = 0.0 if world.settings.instant else world.rng.uniform(QUICKEST, slowest)
    for fault in world.faults.of(LateCascade, visit.step):
        wait = max(wait, fault.number)
    await asyncio.sleep(wait)
