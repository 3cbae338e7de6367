"""Home, the list of procedures, one procedure, the choice of the agency."""

from __future__ import annotations

import secrets
import unicodedata

from starlette.responses import RedirectResponse, Response

from ... import units
from ...faults.form import PrefillAccountAddress, Version2
from ...forms_model import LEVELS
from ...procedures import Procedure, procedures
from ...records import Draft
from ...values import unit_control
from ...version2 import second_version
from .blocks import OWNER, blocks, from_account, page_sections
from .controls import default_values
from .web import Visit

PHU_YEN = "54"
DISTRICT, COMMUNE = unit_control("maQuanHuyen"), unit_control("maPhuongXa")
RETURN_WAYS = {
    "in_person": "Trả kết quả tại bộ phận tiếp nhận và trả kết quả",
    "postal": "Trả kết quả qua đường bưu điện",
    "electronic": "Trả kết quả trên môi trường mạng (kết quả có ký số)",
}


async def home(visit: Visit) -> Response:
    return visit.page("home.html", procedures=list(procedures().values()), at_step=0)


async def list_procedures(visit: Visit) -> Response:
    words = visit.query.get(visit.world.drawn.name("tuKhoa"), "")
    found = [one for one in procedures().values() if _matches(one, words)]
    return visit.page("procedures.html", procedures=found, words=words, at_step=1)


def _matches(procedure: Procedure, words: str) -> bool:
    text = _plain(f"{procedure.code} {procedure.title} {procedure.domain}")
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    """Without case and marks: people search as they type."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


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
        province=units.country().child(PHU_YEN),
        at_step=1,
    )


async def choose_agency(visit: Visit) -> Response:
    citizen = visit.citizen
    procedure = procedures().get(visit.query.get("maThuTuc", "") or visit.text("maThuTuc"))
    if procedure is None:
        return visit.not_found()
    agency = (PHU_YEN, visit.said(DISTRICT), visit.said(COMMUNE))
    if not units.name_of(*agency):
        visit.flash("error", "Vui lòng chọn cơ quan thực hiện")
        return RedirectResponse(str(visit.request.url), status_code=303)
    world = visit.world
    newer = world.faults.any_of(Version2, visit.step)
    change = newer.change_of(procedure.slug, world.settings.seed) if newer else ""
    if change:
        procedure = second_version(procedure.slug, change)
    draft = Draft(
        sid=secrets.token_hex(8),
        form_change=change,
        slug=procedure.slug,
        username=citizen.username,
        agency=agency,
        created_at=str(world.clock),
        values=default_values(page_sections(procedure))
        | from_account(citizen)
        | {"HoSoOnline_veViec": procedure.title}
        | _prefilled(visit, procedure),
    )
    world.save_draft(draft)
    return visit.go("/tiep-nhan-online/nhap-thong-tin-ho-so", sid=draft.sid)


def _prefilled(visit: Visit, procedure: Procedure) -> dict[str, str]:
    """By a fault: parts of the account's address where the citizens' addresses belong."""
    fault = visit.world.faults.any_of(PrefillAccountAddress, visit.step)
    if fault is None:
        return {}
    own = (blocks("before").section(OWNER), *procedure.form.sections)
    addresses = (
        one
        for section in own
        if section.shown_when is None
        for one in section.fields
        if one.kind == "address" and one.shown_when is None
    )
    return {
        f"{one.key}_{level}": visit.citizen.fact(level)
        for one in addresses
        for level in fault.parts(LEVELS[: one.levels])
    }


def agency_name(agency: tuple[str, str, str]) -> str:
    names = [units.name_of(*agency[:depth]) for depth in (3, 2, 1)]
    return "Ủy ban nhân dân " + ", ".join(names)
