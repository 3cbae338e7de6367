"""VNPT iGate v1, the best stand-in for the portal of Phú Yên in 2022.

Pages made by the server, one for each step, with the manners of jQuery.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ...pages import account, captchas, desk, following, look_up, personal
from ...uploads import remove, upload
from ...visits import DESK, Handler, Visit, endpoint
from ...world import World
from . import ajax, catalogue, commit, fee, form, papers, register, review
from .places import LISTS, ONLINE, OWN, PREFIX, SITE, SUPPLEMENT

COMMIT_PLACE = f"{ONLINE}/nopHoSo"
COMMIT_PATH = f"{PREFIX}{COMMIT_PLACE}"
# Where `commit_moved` lets the dossier go instead; the place itself by other methods.
_ELSEWHERE = (
    *((COMMIT_PLACE + tail, ["POST"]) for tail in (";jsessionid={id}", "/")),
    *((f"{ONLINE}/{name}", ["POST"]) for name in ("NopHoSo", "guiHoSo")),
    (COMMIT_PLACE, ["GET", "PUT"]),
)
_GET: dict[str, Handler] = {
    "/dang-nhap": account.show_sign_in,
    "/dang-ky": register.show_form,
    "/dang-ky/xac-thuc": register.show_otp,
    "/dang-ky/mat-khau": register.show_password,
    "/thu-tuc": catalogue.list_procedures,
    "/tra-cuu-ho-so": look_up.show_look_up,
    "/thu-tuc/{code}": catalogue.show_procedure,
    f"{ONLINE}/chon-co-quan": catalogue.show_agency,
    f"{ONLINE}/nhap-thong-tin-ho-so": form.show_form,
    f"{ONLINE}/thanh-phan-ho-so": papers.show_papers,
    f"{ONLINE}/nhap-le-phi-ho-so": fee.show_fee,
    f"{ONLINE}/kiem-tra-ho-so": review.show_review,
    f"{ONLINE}/ket-qua": personal.show_result,
    "/captcha/{id}.png": captchas.captcha_image,
    "/captcha": captchas.new_captcha,
    LISTS: ajax.html_options,
    "/ca-nhan/quan-ly-ho-so": personal.show_list,
    OWN: personal.show_record,
    f"{OWN}/giay-tiep-nhan": personal.receipt,
    f"{OWN}/tep/{{id}}": personal.scan,
    SUPPLEMENT: following.show_supplement,
    f"{OWN}/rut": following.show_withdrawal,
    f"{OWN}/phieu/{{letter}}": following.letter,
    f"{OWN}/ket-qua": following.result,
    f"{DESK}/dang-nhap": desk.show_sign_in,
    DESK: desk.show_list,
    f"{DESK}/ho-so/{{number}}": desk.show_record,
    f"{DESK}/ho-so/{{number}}/ket-qua": desk.result,
    "/ca-nhan/thanh-toan/{number}": personal.show_payment,
    "/ca-nhan/thanh-toan/{number}/bien-lai": personal.payment_receipt,
}
_POST: dict[str, Handler] = {
    "/dang-nhap": account.sign_in,
    "/dang-xuat": account.sign_out,
    "/dang-ky": register.send_form,
    "/dang-ky/xac-thuc": register.check_otp,
    "/dang-ky/gui-lai-ma": register.send_otp_again,
    "/dang-ky/mat-khau": register.set_password,
    f"{ONLINE}/chon-co-quan": catalogue.choose_agency,
    f"{ONLINE}/luuHoSo": form.save_form,
    f"{ONLINE}/taiTep": upload,
    f"{ONLINE}/xoaTep": remove,
    f"{ONLINE}/luuThanhPhanHoSo": papers.save_papers,
    f"{ONLINE}/checkAnHienLePhi": fee.recalculate,
    f"{ONLINE}/luuLePhiHoSo": fee.save_fee,
    f"{ONLINE}/luuNhap": review.keep_for_later,
    f"{ONLINE}/huy-ho-so": personal.cancel,
    f"{ONLINE}/nopHoSo": commit.apply,
    "/captcha/kiem-tra": captchas.check_captcha,
    f"{DESK}/dang-nhap": desk.sign_in,
    f"{DESK}/dang-xuat": desk.sign_out,
    f"{DESK}/ho-so/{{number}}/{{work}}": desk.work,
    "/ca-nhan/thanh-toan/{number}": personal.pay,
    SUPPLEMENT: following.send_supplement,
    f"{OWN}/rut": following.withdraw,
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
    made += [
        Route(
            PREFIX + path, endpoint(SITE, world, commit.apply_elsewhere, COMMIT_PLACE), methods=how
        )
        for path, how in _ELSEWHERE
    ]
    made.append(Route("/static/{name}", SITE.static))
    made.append(Route("/{rest:path}", endpoint(SITE, world, anything_else)))
    return made
