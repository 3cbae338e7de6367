"""The portal's public interface: lists of procedures, one's facts, who serves it online."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import PlainTextResponse, Response

from ...faults.national import AgencyOffline, InterfaceEmpty
from ...units import OF_2025
from ...visits import Visit
from .catalogue import DAK_LAK, Agency, commune, department
from .declarations import by_id, declarations
from .drifting import Drifted, drifts
from .envelope import refused, told
from .places import FORM, drawn_id
from .records import Published, published

# As many as one answer of a list has at most.
MOST = 200
ROBOTS = "User-agent: *\nDisallow: /ca-nhan/\nDisallow: /mot-cua/\n"


async def robots(_: Visit) -> Response:
    """What programs are asked to leave alone."""
    return PlainTextResponse(ROBOTS)


async def every(visit: Visit) -> Response:
    """All procedures, page by page: the next begins after `lastId`, the last one is empty."""
    wanted = str(visit.body.get("q") or "").strip().lower()
    found = [one for one in published().values() if wanted in f"{one.code} {one.name}".lower()]
    rows = [_listed(one) for one in found]
    page, last = _page(visit, rows, "id")
    return told({"items": page, "lastId": last, "total": len(rows)})


async def record(visit: Visit) -> Response:
    """What the portal tells of one procedure."""
    made = _called(str(visit.body.get("id", "")))
    if made is None:
        return refused(404, "NOT_FOUND", "Không tìm thấy thủ tục")
    if visit.world.faults.any_of(InterfaceEmpty, visit.step):
        return told(None)
    return told(_whole(made, drifts(visit.world)))


async def agencies(visit: Visit) -> Response:
    """Who serves a procedure online at a place; or, by a name, all that those agencies serve."""
    if "formalityId" not in visit.body:
        return _by_name(visit)
    made = _called(str(visit.body["formalityId"]))
    body = visit.body
    province, ward = str(body.get("provinceCode", "")), str(body.get("wardCode", ""))
    if made is None or not OF_2025.name_of(province):
        return refused(400, "INVALID", "Không tìm thấy cơ quan thực hiện")
    # Others come first, the commune last.
    found = [department(province)]
    if OF_2025.name_of(province, ward):
        neighbours = [one.code for one in OF_2025.children(province) if one.code != ward]
        if neighbours:
            at = visit.world.settings.seed % len(neighbours)
            found.append(commune(province, neighbours[at]))
        if not visit.world.faults.any_of(AgencyOffline, visit.step):
            found.append(commune(province, ward))
    rows = [_served(made, one, drifts(visit.world)) for one in found]
    return told({"rows": rows, "lastId": None})


def _called(key: str) -> Published | None:
    """The procedure of an id; a form's own page may know it by another."""
    if (form := by_id(key)) is not None:
        return published()[form.code]
    return next((one for one in published().values() if one.formality_id == key), None)


def _by_name(visit: Visit) -> Response:
    wanted = str(visit.body.get("search") or "").strip().lower()
    if not wanted:
        return refused(400, "INVALID", "Vui lòng nhập từ khóa")
    changed = drifts(visit.world)
    communes = [commune(DAK_LAK, one.code) for one in OF_2025.children(DAK_LAK)]
    offline = visit.world.faults.any_of(AgencyOffline, visit.step)
    rows = [
        _served(made, one, changed)
        for one in (department(DAK_LAK), *communes)
        if wanted in one.name.lower() and not offline
        for made in published().values()
        if any(way.channel == "ONLINE" for way in made.ways)
    ]
    page, last = _page(visit, rows, "rowId")
    return told({"rows": page, "lastId": last})


def _page(
    visit: Visit, rows: Sequence[dict[str, Any]], key: str
) -> tuple[list[dict[str, Any]], str | None]:
    """The rows after the one that was named last; and, once, none at all by a fault."""
    last = visit.body.get("lastId")
    if visit.world.faults.any_of(InterfaceEmpty, visit.step):
        return [], last
    limit = visit.body.get("limit")
    most = min(limit, MOST) if isinstance(limit, int) and limit > 0 else MOST
    at = next((n for n, row in enumerate(rows, 1) if row[key] == last), 0) if last else 0
    page = list(rows[at : at + most])
    return page, page[-1][key] if page else last


def _served(made: Published, one: Agency, changed: Drifted) -> dict[str, Any]:
    form = declarations().get(made.code)
    case = form.formality_case_id if form else (made.cases[0][1] if made.cases else "")
    own = len(one.path) > 1
    return {
        "rowId": drawn_id("019bad", one.id, made.code),
        "departmentId": one.id,
        "departmentName": one.name,
        "departmentCode": one.code,
        "departmentLevel": "level_3" if own else "level_2",
        "implementLevel": "PARTIAL" if "online_level" in changed else "FULL",
        "allowAuthorizationToSubmit": "others_may_file" not in changed,
        "formalityId": made.formality_id,
        "formalityCaseId": case,
        "formalityCaseName": made.name,
        "formalityCode": made.code,
        "citizenUrl": f"{FORM}?formalityId={made.formality_id}&formalityCaseId="
        f"{case}&departmentId={one.id}",
    }


def _listed(made: Published) -> dict[str, Any]:
    return {"id": made.formality_id, "code": made.code, "name": made.name, "state": "UPDATED"}


def _whole(made: Published, changed: Drifted) -> dict[str, Any]:
    form = declarations().get(made.code)
    cases = (
        made.cases or ((f"{made.code}.01", form.formality_case_id, None),) if form else made.cases
    )
    return _listed(made) | {
        "isWard": True,
        "cases": [
            {"id": id_, "code": code, "processingDay": days} for code, id_, days in cases
        ],
        "executionMethods": [
            {
                "submissionMethod": way.channel,
                "processingTime": {"qty": way.days, "type": way.unit},
                "fees": [] if way.fee is None else [{"amount": way.fee, "unit": "VND"}],
            }
            for way in changed.ways(made.ways)
        ],
        "executionCases": [
            {
                "profileComponents": [
                    {
                        "code": one.code, "name": one.name, "originalQty": one.originals,
                        "copyQty": one.copies, "required": one.required,
                    }
                    for one in changed.papers(made.papers)
                ]
            }
        ],
        "resultsDetails": [{"code": code, "name": name} for code, name in made.results],
        "legalBasisesDetails": [{"code": law} for law in made.laws],
        "procedureProposal": {"proposalNumber": made.decision},
    }  # fmt: skip
