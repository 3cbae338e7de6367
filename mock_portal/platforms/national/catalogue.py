"""Home, the procedure's page with the picker of agencies, and the agencies that serve online."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from ...faults.national import AgencyOffline, WrongFormality
from ...units import OF_2025
from ...visits import Visit
from .declarations import Declaration, by_id, declarations
from .envelope import refused, told
from .places import FORM, drawn_id
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


async def agencies(visit: Visit) -> Response:
    """Who serves a procedure online at a place: others come first, the commune last."""
    body = visit.body
    made = by_id(str(body.get("formalityId", "")))
    province, ward = str(body.get("provinceCode", "")), str(body.get("wardCode", ""))
    if made is None or not OF_2025.name_of(province):
        return refused(400, "INVALID", "Không tìm thấy cơ quan thực hiện")
    found = [department(province)]
    if OF_2025.name_of(province, ward):
        neighbours = [one.code for one in OF_2025.children(province) if one.code != ward]
        if neighbours:
            at = visit.world.settings.seed % len(neighbours)
            found.append(commune(province, neighbours[at]))
        if not visit.world.faults.any_of(AgencyOffline, visit.step):
            found.append(commune(province, ward))
    return told({"rows": [_row(made, one) for one in found], "lastId": None})


def _row(made: Declaration, one: Agency) -> dict[str, Any]:
    return {
        "departmentId": one.id,
        "departmentName": one.name,
        "departmentCode": one.code,
        "departmentLevel": "level_3" if len(one.path) > 1 else "level_2",
        "implementLevel": "FULL",
        "formalityId": made.formality_id,
        "formalityCaseId": made.formality_case_id,
        "formalityCaseName": made.procedure.title,
        "formalityCode": made.code,
        "citizenUrl": f"{FORM}?formalityId={made.formality_id}&formalityCaseId="
        f"{made.formality_case_id}&departmentId={one.id}",
    }


async def record(visit: Visit) -> Response:
    """What the public interface tells of one procedure."""
    made = by_id(str(visit.body.get("id", "")))
    if made is None:
        return refused(404, "NOT_FOUND", "Không tìm thấy thủ tục")
    return told(_told(made))


async def every(visit: Visit) -> Response:
    """All procedures, in one page; the next one is empty."""
    rows = [] if visit.body.get("lastId") else [_told(one) for one in declarations().values()]
    last = rows[-1]["id"] if rows else visit.body.get("lastId")
    return told({"items": rows, "lastId": last, "total": len(declarations())})


def _told(made: Declaration) -> dict[str, Any]:
    return {
        "id": made.formality_id,
        "code": made.code,
        "name": made.procedure.title,
        "isWard": True,
        "state": "UPDATED",
        "cases": [{"id": made.formality_case_id, "code": f"{made.code}.01"}],
        "executionCases": [
            {"profileComponents": [{"name": name, "required": False} for name in made.papers]}
        ],
        "executionMethods": [{"submissionMethod": "ONLINE", "fees": []}],
    }
