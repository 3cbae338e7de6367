"""Home, the list of procedures, one procedure with the choice of its office."""

from __future__ import annotations

from starlette.responses import Response

from ...drawn_names import DrawnNames
from ...procedures import Procedure, found, procedures
from ...units import OF_2025
from ...values import unit_control
from ...visits import Visit
from .places import DAK_LAK, address_of

WARD = unit_control("coQuanThucHien")


async def home(visit: Visit) -> Response:
    return visit.page("home.html", procedures=list(procedures().values()), words="")


async def list_procedures(visit: Visit) -> Response:
    words = visit.query.get(visit.world.drawn.name("tuKhoa"), "")
    return visit.page("home.html", procedures=found(words), words=words)


async def show_procedure(visit: Visit) -> Response:
    procedure = procedures().get(visit.request.path_params["code"])
    if procedure is None:
        return visit.not_found()
    wards = OF_2025.children(DAK_LAK)
    return visit.page("procedure.html", procedure=procedure, wards=wards, ward=WARD)


async def choose_office(visit: Visit) -> Response:
    """To the application's own address, which is of this procedure at this office."""
    procedure = procedures().get(visit.request.path_params["code"])
    if procedure is None:
        return visit.not_found()
    ward = visit.said(WARD)
    if not OF_2025.name_of(DAK_LAK, ward):
        visit.flash("error", "Vui lòng chọn cơ quan thực hiện")
        return visit.go(f"/thu-tuc/{procedure.code}")
    return visit.go(address_of(visit.world.drawn, procedure.code, ward))


def behind(drawn: DrawnNames, oid: str) -> tuple[Procedure, tuple[str, str]] | None:
    """The procedure and the office of an application's address."""
    for procedure in procedures().values():
        for ward in OF_2025.children(DAK_LAK):
            if drawn.object_id("apply", procedure.code, ward.code) == oid:
                return procedure, (DAK_LAK, ward.code)
    return None
