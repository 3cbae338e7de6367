"""The page of four steps, and the modal before them."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from ...dice import dice
from ...faults.moj import FinalRenamed, InfoAgain
from ...frames import OpenForm
from ...people import Account
from ...records import Draft
from ...steps import FEE, FORM, PAPERS
from ...units import OF_2025
from ...visits import Visit
from ...world import World
from ..national.population import facts_of
from ..national.vneid_modals import citizen, signed_in
from .catalogue import agency_code, agency_name, agency_path, opened
from .eforms import declarations
from .places import EFORM, twin

CONFIRMING = ("Xác nhận", "Đồng ý", "Tiếp tục")
SUBJECTS = (
    "Làm thủ tục cho bản thân", "Người khác ủy quyền", "Doanh nghiệp ủy quyền",
    "Làm thủ tục cho người khác", "Đại diện cơ quan, tổ chức",
)  # fmt: skip
MOST_TIMES = 3
SEND, SEND_RENAMED = "Gửi hồ sơ", "Nộp hồ sơ"
ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


async def show(visit: Visit) -> Response:
    """The shell; whoever is not signed in finds the first modal of the sign-in over it."""
    made = opened(visit, visit.request.path_params["number"])
    path = agency_path(visit.query.get("MaCoQuanThucHien", ""))
    if made is None or path is None:
        return visit.not_found()
    account = signed_in(visit)
    if account is None:
        return visit.page("sign_in.html", target=f"{visit.path}?{visit.request.url.query}")
    faults = visit.world.faults
    label = SEND_RENAMED if faults.any_of(FinalRenamed, visit.step) else SEND
    manners = {k: v for step in (FORM, PAPERS, FEE) for k, v in faults.manners(step).items()}
    told = {
        "code": made.code,
        "agency": agency_code(path),
        "agencyName": agency_name(path),
        "title": made.procedure.title,
        "papers": [{"name": one.name, "required": one.required} for one in made.papers],
        "holder": _holder(account),
        "info": _info(visit.world),
        "subjects": SUBJECTS,
        "send": label,
        "manners": manners,
    }
    return visit.page("wizard.html", made=made, procedure=made.procedure, told=told)


def _holder(account: Account) -> dict[str, str]:
    facts = facts_of(account)
    return {
        "name": account.full_name,
        "number": account.citizen_id,
        "birth": account.fact("birth_date"),
        "sex": account.sex,
        "phone": account.phone,
        "email": account.email,
        "address": account.address,
        "issued": "/".join(reversed(facts["paper_day"].split("-"))),
        "issuer": ISSUER,
        "province": facts["province"],
        "ward": facts["ward"],
        "detail": facts["detail"],
    }


def _info(world: World) -> dict[str, object]:
    """How “Thông tin chung” comes: how often, as a modal or in the page, with which button."""
    drawn = dice(f"{world.settings.seed}:{len(world.drafts)}")
    usual = drawn.randint(1, MOST_TIMES)
    fault = world.faults.any_of(InfoAgain, FORM)
    times = int(fault.number) if fault else usual
    return {
        "times": times,
        "modal": drawn.random() < 0.5,
        "button": drawn.choice(CONFIRMING),
    }


async def begin(visit: Visit) -> Response:
    """“Thông tin chung” was confirmed: a dossier begins, with an address for each of its forms."""
    account, world = citizen(visit), visit.world
    made = declarations().get(str(visit.body.get("maThuTuc", "")))
    path = agency_path(str(visit.body.get("coQuan", "")))
    if made is None or path is None or visit.body.get("doiTuong") not in SUBJECTS:
        return visit.json(400, message="Không tìm thấy thủ tục hoặc cơ quan thực hiện")
    draft = Draft(
        sid=secrets.token_hex(12),
        slug=made.slug,
        username=account.username,
        agency=path,
        created_at=str(world.clock),
    )
    world.save_draft(draft)
    host = twin(visit.request.headers["host"])
    forms = []
    for form in made.eforms:
        ticket = secrets.token_hex(16)
        world.frames[ticket] = OpenForm(visit.session, draft, form.id)
        at = EFORM.replace("{id}", form.id)
        forms.append({"address": f"//{host}{at}?phieu={ticket}", "number": form.number})
    provinces = [{"ma": one.code, "ten": one.name} for one in OF_2025.children()]
    return visit.json(hoSoId=draft.sid, toKhai=forms, tinh=provinces)
