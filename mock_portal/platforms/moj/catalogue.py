"""The list of procedures at an agency, to which the national portal leads."""

from __future__ import annotations

from starlette.responses import Response

from ...faults.national import WrongFormality
from ...units import OF_2025
from ...visits import Visit
from ..national.places_lists import late, told_units
from .eforms import Declaration, declarations
from .places import LIST

DAK_LAK = "66"
# Of the provinces' codes in `MaCoQuanThucHien` only those of two neighbours were seen.
_OFFICES = {DAK_LAK: "H15"}


def agency_code(path: tuple[str, ...]) -> str:
    """What an address calls a commune's committee."""
    return f"{_OFFICES.get(path[0], f'H{path[0]}')}.{path[-1]}"


def agency_path(code: str) -> tuple[str, ...] | None:
    """The commune that such a code means; nothing where there is none."""
    path = OF_2025.parents.get(code.rpartition(".")[2], ())
    return path if len(path) > 1 and agency_code(path) == code else None


def agency_name(path: tuple[str, ...]) -> str:
    return f"UBND {OF_2025.name_of(*path)}"


async def show_list(visit: Visit) -> Response:
    """The procedures of an agency; without one, only the choice of it."""
    query = visit.query
    path = agency_path(query.get("MaCoQuanThucHien", ""))
    wanted = query.get("MaTTHC", "")
    found = [one for one in declarations().values() if wanted in ("", one.code)] if path else []
    province = path[0] if path else DAK_LAK
    return visit.page(
        "procedures.html",
        found=found,
        wanted=wanted,
        list=LIST,
        agency=agency_code(path) if path else "",
        agency_name=agency_name(path) if path else "",
        picked=path or (province, ""),
        provinces=OF_2025.children(),
        wards=[(agency_code((province, w.code)), w) for w in OF_2025.children(province)],
    )


async def wards(visit: Visit) -> Response:
    """The communes of a province."""
    province = str(visit.body.get("tinh", ""))
    await late(visit)
    units = told_units(visit, OF_2025.children(province))
    return visit.json(
        phuongXa=[
            {"ma": one.code, "ten": one.name, "coQuan": agency_code((province, one.code))}
            for one in units
        ]
    )


def opened(visit: Visit, number: str) -> Declaration | None:
    """The procedure that an address opens; by a fault, another one."""
    code = visit.query.get("maThuTuc", "")
    made = declarations().get(code)
    if made is None or str(made.number) != number:
        return None
    if visit.world.faults.any_of(WrongFormality, visit.step):
        return next(one for one in declarations().values() if one is not made)
    return made
