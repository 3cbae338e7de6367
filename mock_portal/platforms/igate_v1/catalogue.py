"""Home, the list of procedures, one procedure, the choice of the agency."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from ...delivery import RETURN_WAYS
from ...drafting import begin
from ...procedures import found, procedures
from ...units import OF_2022
from ...values import unit_control
from ...visits import Visit

PHU_YEN = "54"
DISTRICT, COMMUNE = unit_control("maQuanHuyen"), unit_control("maPhuongXa")


async def home(visit: Visit) -> Response:
    return visit.page("home.html", procedures=list(procedures().values()), at_step=0)


async def list_procedures(visit: Visit) -> Response:
    words = visit.query.get(visit.world.drawn.name("tuKhoa"), "")
    return visit.page("procedures.html", procedures=found(words), words=words, at_step=1)


async def show_procedure(visit: Visit) -> Response:
    procedure = procedures().get(visit.request.path_params["code"])
    if procedure is None:
        return visit.not_found()
    ways = [RETURN_WAYS[way] for way in procedure.return_methods]
    return visit.page("procedure.html", procedure=procedure, ways=ways, at_step=1)


async def show_agency(visit: Visit) -> Response:
    _ = visit.citizen
    procedure = procedures().get(visit.query.get("maThuTuc", ""))
    if procedure is None:
        return visit.not_found()
    return visit.page(
        "agency.html",
        procedure=procedure,
        province=OF_2022.country.child(PHU_YEN),
        at_step=1,
    )


async def choose_agency(visit: Visit) -> Response:
    _ = visit.citizen
    procedure = procedures().get(visit.query.get("maThuTuc", "") or visit.text("maThuTuc"))
    if procedure is None:
        return visit.not_found()
    agency = (PHU_YEN, visit.said(DISTRICT), visit.said(COMMUNE))
    if not OF_2022.name_of(*agency):
        visit.flash("error", "Vui lòng chọn cơ quan thực hiện")
        return RedirectResponse(str(visit.request.url), status_code=303)
    draft = begin(visit, procedure, agency)
    return visit.go("/tiep-nhan-online/nhap-thong-tin-ho-so", sid=draft.sid)
