"""VNPT iGate v2, the best stand-in for the portal of Đắk Lắk after 2025.

One page that never changes its address, four steps, forms by the real Form.io.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ... import libraries
from ...pages import account, captchas, desk, following, look_up, personal
from ...uploads import remove, upload
from ...visits import DESK, Handler, Visit, endpoint
from ...world import World
from . import application, catalogue, lists
from .places import API, APPLY, OWN, PREFIX, SITE, SUPPLEMENT

COMMIT_PLACE = f"{API}/nop-ho-so"
# Where `commit_moved` lets the dossier go instead; the place itself by other methods.
_ELSEWHERE = (
    *((COMMIT_PLACE + tail, ["POST"]) for tail in (";jsessionid={id}", "/")),
    *((f"{API}/{name}", ["POST"]) for name in ("Nop-Ho-So", "gui-ho-so")),
    (COMMIT_PLACE, ["GET", "PUT"]),
)
_GET: dict[str, Handler] = {
    "/dang-nhap": account.show_sign_in,
    "/trangchu": catalogue.home,
    "/thu-tuc": catalogue.list_procedures,
    "/thu-tuc/{code}": catalogue.show_procedure,
    "/tra-cuu-ho-so": look_up.show_look_up,
    APPLY: application.show,
    f"{API}/thong-tin": application.form,
    f"{API}/danh-muc/{{list}}": lists.items,
    f"{API}/thanh-phan": application.papers,
    f"{API}/phi": application.fee,
    f"{API}/nop": application.last,
    "/captcha/{id}.png": captchas.captcha_image,
    "/captcha": captchas.new_captcha,
    "/ca-nhan/quan-ly-ho-so": personal.show_list,
    OWN: personal.show_record,
    f"{OWN}/giay-tiep-nhan": personal.receipt,
    f"{OWN}/tep/{{id}}": personal.scan,
    SUPPLEMENT: following.show_supplement,
    f"{OWN}/rut": following.show_withdrawal,
    f"{OWN}/phieu/{{letter}}": following.letter,
    f"{OWN}/ket-qua": following.result,
    "/ca-nhan/thanh-toan/{number}": personal.show_payment,
    "/ca-nhan/thanh-toan/{number}/bien-lai": personal.payment_receipt,
    f"{DESK}/dang-nhap": desk.show_sign_in,
    DESK: desk.show_list,
    f"{DESK}/ho-so/{{number}}": desk.show_record,
    f"{DESK}/ho-so/{{number}}/ket-qua": desk.result,
}
_POST: dict[str, Handler] = {
    "/dang-nhap": account.sign_in,
    "/dang-xuat": account.sign_out,
    "/thu-tuc/{code}": catalogue.choose_office,
    f"{API}/ho-so": application.create,
    f"{API}/thong-tin": application.save_form,
    f"{API}/tai-tep": upload,
    f"{API}/xoa-tep": remove,
    f"{API}/thanh-phan": application.save_papers,
    f"{API}/phi": application.save_fee,
    f"{API}/huy": personal.cancel,
    "/captcha/kiem-tra": captchas.check_captcha,
    COMMIT_PLACE: application.apply,
    "/ca-nhan/thanh-toan/{number}": personal.pay,
    SUPPLEMENT: following.send_supplement,
    f"{OWN}/rut": following.withdraw,
    f"{DESK}/dang-nhap": desk.sign_in,
    f"{DESK}/dang-xuat": desk.sign_out,
    f"{DESK}/ho-so/{{number}}/{{work}}": desk.work,
}


def routes(world: World) -> Sequence[BaseRoute]:
    """All pages of the platform."""

    async def anything_else(visit: Visit) -> Response:
        return visit.not_found()

    made: list[BaseRoute] = [Route("/", endpoint(SITE, world, catalogue.home))]
    for methods, table in ((["GET"], _GET), (["POST"], _POST)):
        made += [
            Route(PREFIX + path, endpoint(SITE, world, h, path), methods=methods)
            for path, h in table.items()
        ]
    elsewhere = endpoint(SITE, world, application.apply_elsewhere, COMMIT_PLACE)
    made += [Route(PREFIX + path, elsewhere, methods=how) for path, how in _ELSEWHERE]
    made.append(libraries.route("igate_v2"))
    made.append(Route("/static/{name}", SITE.static))
    made.append(Route("/{rest:path}", endpoint(SITE, world, anything_else)))
    return made
