"""Home, the procedure's page with the picker of agencies, and who the agencies are."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ...faults.national import WrongFormality
from ...units import OF_2025
from ...visits import Visit
from .declarations import Declaration, by_id, declarations
from .places import drawn_id
from .vneid_modals import signed_in

DAK_LAK = "66"


@dataclass(frozen=True, slots=True)
class Agency:
    """Who handles a dossier: a commune's committee, or a department of the province."""

    id: str
    name: str
    path: tuple[str, ...]

    @property
    def code(self) -> str:
        """The department's code, which dossier numbers begin with."""
        return f"G15.{self.path[-1]}" if len(self.path) > 1 else f"G15.{self.path[0]}.STP"


def department(province: str) -> Agency:
    """The Sở of a province, which stands beside its communes."""
    name = f"Sở Tư pháp {OF_2025.name_of(province)}"
    return Agency(drawn_id("019bad", "department", province), name, (province,))


def commune(province: str, ward: str) -> Agency:
    name = f"UBND {OF_2025.name_of(province, ward)}"
    return Agency(drawn_id("019bad", "commune", ward), name, (province, ward))


def agency_by_id(key: str) -> Agency | None:
    for province in OF_2025.children():
        for one in (department(province.code), *(
            commune(province.code, ward.code) for ward in province.below
        )):  # fmt: skip
            if one.id == key:
                return one
    return None


async def home(visit: Visit) -> Response:
    return visit.page("home.html", found=list(declarations().values()))


async def show_procedure(visit: Visit) -> Response:
    return _procedure_page(visit, visit.request.path_params["id"])


async def search(visit: Visit) -> Response:
    """By the deep link, or by the code or words of a procedure."""
    query = visit.query
    if key := query.get("formalityId") or query.get("formalityCaseId"):
        return _procedure_page(visit, key)
    words = query.get("keyword", "").lower()
    found = [
        one for one in declarations().values()
        if words in f"{one.code} {one.procedure.title}".lower()
    ]  # fmt: skip
    return visit.page("home.html", found=found)


def opened(visit: Visit, key: str) -> Declaration | None:
    """The procedure that an id opens; by a fault, another one."""
    made = by_id(key)
    if made is not None and visit.world.faults.any_of(WrongFormality, visit.step):
        return next(one for one in declarations().values() if one is not made)
    return made


def _procedure_page(visit: Visit, key: str) -> Response:
    made = opened(visit, key)
    if made is None:
        return visit.not_found()
    query = visit.query
    agency = agency_by_id(query.get("departmentId", ""))
    province, ward = query.get("provinceCode", ""), query.get("wardCode", "")
    if agency is not None and len(agency.path) > 1:
        province, ward = agency.path
    picked = (province, ward) if OF_2025.name_of(province, ward) else ("", "")
    return visit.page(
        "procedure.html", made=made, procedure=made.procedure, picked=picked,
        guest=signed_in(visit) is None,
    )  # fmt: skip
