"""The national portal of 2026, as close as public evidence allows, on the real SurveyJS.

One page a dossier, signed in with VNeID, filed by a call that has no key and no number.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ... import libraries
from ...pages import account, captchas, desk, following, personal
from ...visits import DESK, Handler, Visit, endpoint
from ...world import World
from . import (
    after,
    catalogue,
    filing,
    form_page,
    interface,
    places_lists,
    population,
    vneid_modals,
)
from .envelope import behind_firewall, rejected
from .person import person_routes
from .places import (
    AGENCIES,
    API,
    CITIZEN,
    CONFIRM,
    CREATE,
    EVERY,
    EVERY_PUBLIC,
    FORM,
    MODEL,
    OWN,
    PAY,
    PROCEDURE,
    PROVINCES,
    RECORD,
    RESULT,
    SEARCH,
    SITE,
    SUPPLEMENT,
    UPLOAD,
    WARDS,
)

__all__ = ["person_routes", "routes"]

_GET: dict[str, Handler] = {
    "/": catalogue.home,
    "/robots.txt": interface.robots,
    PROCEDURE: catalogue.show_procedure,
    SEARCH: catalogue.search,
    FORM: form_page.show,
    RESULT: after.show_result,
    PAY: after.show_payment,
    "/tra-cuu-ho-so": after.show_look_up,
    "/dang-nhap": vneid_modals.show,
    "/vneid/{id}": vneid_modals.state,
    "/captcha/{id}.png": captchas.captcha_image,
    "/captcha": captchas.new_captcha,
    "/ca-nhan/quan-ly-ho-so": personal.show_list,
    OWN: personal.show_record,
    f"{OWN}/giay-tiep-nhan": personal.receipt,
    f"{OWN}/tep/{{id}}": personal.scan,
    SUPPLEMENT: following.show_supplement,
    CONFIRM: after.show_confirmation,
    f"{OWN}/rut": following.show_withdrawal,
    f"{OWN}/phieu/{{letter}}": following.letter,
    f"{OWN}/ket-qua": following.result,
    f"{DESK}/dang-nhap": desk.show_sign_in,
    DESK: desk.show_list,
    f"{DESK}/ho-so/{{number}}": desk.show_record,
    f"{DESK}/ho-so/{{number}}/ket-qua": desk.result,
}
_POST: dict[str, Handler] = {
    "/vneid": vneid_modals.begin,
    "/vneid/{id}": vneid_modals.answer,
    "/dang-xuat": account.sign_out,
    UPLOAD: form_page.upload,
    PAY: after.send_payment,
    SUPPLEMENT: following.send_supplement,
    CONFIRM: after.send_confirmation,
    f"{OWN}/rut": following.withdraw,
    f"{DESK}/dang-nhap": desk.sign_in,
    f"{DESK}/dang-xuat": desk.sign_out,
    f"{DESK}/ho-so/{{number}}/{{work}}": desk.work,
}
# The interface, where everything is a POST; these change nothing.
_READ: dict[str, Handler] = {
    AGENCIES: interface.agencies,
    RECORD: interface.record,
    EVERY: interface.every,
    EVERY_PUBLIC: interface.every,
    PROVINCES: places_lists.provinces,
    WARDS: places_lists.wards,
    CITIZEN: population.look_up,
    MODEL: form_page.model,
}


def routes(world: World) -> Sequence[BaseRoute]:
    """All pages of the platform, and its interface."""

    async def anything_else(visit: Visit) -> Response:
        return visit.not_found()

    made: list[BaseRoute] = []
    for methods, table in ((["GET"], _GET), (["POST"], _POST)):
        made += [Route(p, endpoint(SITE, world, h, p), methods=methods) for p, h in table.items()]
    for path, handler in _READ.items():
        walled = behind_firewall(handler)
        answer = endpoint(SITE, world, walled, path, takes_json=True, reads=True)
        made.append(Route(path, answer, methods=["POST"]))
    create = endpoint(SITE, world, filing.create, CREATE, takes_json=True)
    made.append(Route(CREATE, create, methods=["POST"]))
    made.append(Route(f"{API}/{{rest:path}}", endpoint(SITE, world, rejected), methods=["GET"]))
    made.append(libraries.route("national"))
    made.append(Route("/static/{name}", SITE.static))
    made.append(Route("/{rest:path}", endpoint(SITE, world, anything_else)))
    return made
